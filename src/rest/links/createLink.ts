import { createRoute, z } from "@hono/zod-openapi";
import { requireToken } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { graphql } from "../server/graphql.ts";
import { parseJsonBody } from "../server/jsonBody.ts";
import { UserErrorFields, unwrapPayload } from "../server/mutationResult.ts";
import {
  bearerSecurity,
  bodyErrors,
  errorResponses,
  jsonRequestBody,
  jsonResponse,
  tokenErrors,
} from "../server/openapiResponses.ts";
import { LinkFragment, toLinkInput, toRestLink } from "./linkMapping.ts";
import { Link, NewLink } from "./linkSchemas.ts";

const document = graphql(
  `
  mutation CreateLink($input: CreateLinkInput!) {
    createLink(input: $input) {
      __typename
      ... on CreateLinkPayload { link { ...LinkFields } }
      ...UserErrorFields
    }
  }
`,
  [LinkFragment, UserErrorFields],
);

export const createLink = defineRoute({
  document,
  route: createRoute({
    method: "post",
    path: "/links",
    tags: ["Links"],
    operationId: "createLink",
    summary: "Create a short link",
    description: "Creates a short link. Requires the `links:write` scope.",
    security: bearerSecurity,
    middleware: [requireToken, ...parseJsonBody] as const,
    request: { body: jsonRequestBody(NewLink) },
    responses: {
      201: {
        ...jsonResponse("The new link.", Link),
        headers: z.object({ Location: z.string().openapi({ example: "/api/v1/links/1" }) }),
      },
      ...errorResponses(...tokenErrors, ...bodyErrors, 409),
    },
  }),
  handler: async (c) => {
    const input = toLinkInput(c.req.valid("json"));
    const { createLink } = await runDocument(c, document, { input });
    const { link } = unwrapPayload(createLink, "CreateLinkPayload");
    c.header("Location", `/api/v1/links/${link.databaseId}`);
    return c.json(toRestLink(link), 201);
  },
});
