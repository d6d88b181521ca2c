import { shortUrl } from "../../core/links/linkStatus.ts";
import {
  defaultMargin,
  marginBounds,
  qrCodePng,
  qrCodeSvg,
  sizeBounds,
} from "../../core/qrCodes/qrCode.ts";
import { builder } from "../schema/builder.ts";
import { qrCodeCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";

const QrCodeFormat = builder.enumType("QrCodeFormat", {
  description: "The format of the image of a QR code.",
  values: {
    SVG: { description: "An SVG document, which scales to any size." },
    PNG: { description: "A PNG image as a `data:` URL." },
  },
});

builder.prismaObjectField(Link, "qrCode", (t) =>
  t.string({
    nullable: true,
    description:
      "A QR code of the short URL as text: an SVG document, or a PNG as a `data:` URL. It is readable with up to 15 % of it damaged.",
    args: {
      format: t.arg({
        type: QrCodeFormat,
        required: true,
        defaultValue: "SVG",
        description: "The format of the image.",
      }),
      size: t.arg.int({
        description: `Width and height in pixels, ${sizeBounds.min} to ${sizeBounds.max.toLocaleString("en")}. Default: 512 for PNG, none for SVG.`,
      }),
      margin: t.arg.int({
        required: true,
        defaultValue: defaultMargin,
        description: `Width of the empty margin in modules, ${marginBounds.min} to ${marginBounds.max}. The standard requires 4.`,
      }),
      foreground: t.arg.string({
        required: true,
        defaultValue: "#000000",
        description: "The colour of the dark modules.",
      }),
      background: t.arg.string({
        required: true,
        defaultValue: "#ffffff",
        description: "The colour of the light modules and the margin.",
      }),
    },
    complexity: qrCodeCost,
    resolve: (
      { shortCode, ownerId },
      { format, size = null, ...options },
      { actor: { services } },
    ) =>
      services.queues.compute(ownerId, () => {
        const url = shortUrl(services.baseUrl, shortCode);
        if (format === "SVG") return qrCodeSvg(url, { ...options, size });
        const png = qrCodePng(url, { ...options, size });
        return `data:image/png;base64,${png.toString("base64")}`;
      }),
  }),
);
