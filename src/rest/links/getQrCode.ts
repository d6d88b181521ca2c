import { createHash } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import type { ResultOf } from "gql.tada";
import { requireAccount } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { requireData, runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import {
  bearerOrSessionSecurity,
  errorResponses,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { LinkId, linkNotFoundError } from "./linkId.ts";

const document = graphql(`
  query GetQrCode(
    $id: SafeInt!, $format: QrCodeFormat!, $size: Int, $margin: Int, $foreground: String, $background: String
  ) {
    link(by: { databaseId: $id }) {
      qrCode(
        format: $format, size: $size, margin: $margin, foreground: $foreground, background: $background
      )
    }
  }
`);

const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/, "must be a whole number")
  .transform(Number)
  .optional();
/** In a query, `#` would start the fragment of the URL. */
const color = z
  .string()
  .transform((text) => (text.startsWith("#") ? text : `#${text}`))
  .optional();

const Options = z.object({
  size: wholeNumber.openapi({ type: "integer", minimum: 64, maximum: 2_048 }),
  margin: wholeNumber.openapi({ type: "integer", minimum: 0, maximum: 16, default: 4 }),
  foreground: color.openapi({ type: "string", example: "000000" }),
  background: color.openapi({ type: "string", example: "ffffff" }),
});

const formats = {
  svg: { format: "SVG", mediaType: "image/svg+xml", schema: z.string() },
  png: {
    format: "PNG",
    mediaType: "image/png",
    schema: z.string().openapi({ format: "binary" }),
  },
} as const;

/** The images of QR codes, for `<img>` in pages of this service and for downloads. */
export const getQrCodeSvg = qrCodeRoute("svg");
export const getQrCodePng = qrCodeRoute("png");

function qrCodeRoute<Extension extends keyof typeof formats>(extension: Extension) {
  const { format, mediaType, schema } = formats[extension];
  return defineRoute({
    document,
    route: createRoute({
      method: "get",
      path: `/links/{link_id}/qr.${extension}`,
      tags: ["Links"],
      operationId: extension === "svg" ? "getQrCodeSvg" : "getQrCodePng",
      summary: `Get the QR code as ${format}`,
      description:
        "Returns an image of the short URL. Accepts the session cookie of a browser as well, so that pages of this service can show it. Requires the `links:read` scope.",
      security: bearerOrSessionSecurity,
      middleware: [requireAccount] as const,
      request: { params: LinkId, query: Options },
      responses: {
        200: { description: "The image.", content: { [mediaType]: { schema } } },
        304: { description: "The image with the ETag in If-None-Match is current." },
        ...errorResponses(...tokenErrors, 404),
      },
    }),
    handler: async (c) => {
      const { link_id: id } = c.req.valid("param");
      const { size, ...options } = c.req.valid("query");
      const variables = { id, format, ...options, size: size ?? null };
      const { link } = await runDocument(c, document, variables);
      if (!link) throw linkNotFoundError();
      const image = toImage(link);
      const tag = createHash("sha256").update(image).digest("base64url");
      const headers = { ETag: `"${tag}"`, "Cache-Control": "private, no-cache" };
      if (c.req.header("if-none-match")?.includes(tag)) return c.body(null, 304, headers);
      return c.body(image, 200, { ...headers, "Content-Type": mediaType });
    },
  });
}

/** Returns the bytes of an SVG document, or of the image in a `data:` URL. */
function toImage(link: NonNullable<ResultOf<typeof document>["link"]>): Uint8Array<ArrayBuffer> {
  const text = requireData(link.qrCode);
  const [, base64] = /^data:image\/png;base64,(.*)$/.exec(text) ?? [];
  return base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64");
}
