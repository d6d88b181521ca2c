import { createRoute, z } from "@hono/zod-openapi";
import { Email } from "../accounts/emailSchema.ts";
import { ignoreCredentials } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { Id, Time } from "../server/fieldSchemas.ts";
import { graphql } from "../server/graphql.ts";
import { parseJsonBody } from "../server/jsonBody.ts";
import { UserErrorFields, unwrapPayload } from "../server/mutationResult.ts";
import {
  bodyErrors,
  errorResponses,
  jsonRequestBody,
  jsonResponse,
} from "../server/openapiResponses.ts";
import { Scopes, toRestScopes } from "./scopes.ts";
import { TokenId, TokenName } from "./tokenSchemas.ts";

const document = graphql(
  `
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      __typename
      ... on LoginPayload {
        secret
        token { tokenId name scopes createdAt expiresAt }
        user { databaseId email }
      }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

const Credentials = z
  .strictObject({
    email: z.string().openapi({
      example: "you@example.com",
      description: "Email of the account, in upper or lower case.",
    }),
    password: z.string(),
  })
  .openapi("Credentials");

const IssuedToken = z
  .strictObject({
    token: z.string().openapi({
      pattern: "^lnk7_[0-9A-Za-z]{43}$",
      description: "The API token, for the Authorization header. It cannot be read again.",
    }),
    token_id: TokenId,
    token_type: z.literal("bearer"),
    name: TokenName,
    scopes: Scopes,
    created_at: Time,
    expires_at: Time.nullable(),
    user: z.strictObject({ id: Id, email: Email }),
  })
  .openapi("IssuedToken");

export const login = defineRoute({
  document,
  route: createRoute({
    method: "post",
    path: "/auth/login",
    tags: ["Authentication"],
    operationId: "login",
    summary: "Authenticate and receive API token",
    description:
      "Creates an API token with all scopes. It is valid until it is revoked, and cannot be read again: store it.",
    security: [],
    middleware: [ignoreCredentials, ...parseJsonBody] as const,
    request: { body: jsonRequestBody(Credentials) },
    responses: {
      200: jsonResponse("The new token.", IssuedToken),
      ...errorResponses(...bodyErrors, 401, 403, 409),
    },
  }),
  handler: async (c) => {
    const { login } = await runDocument(c, document, { input: c.req.valid("json") });
    const { secret, token, user } = unwrapPayload(login, "LoginPayload");
    return c.json(
      {
        token: secret,
        token_id: token.tokenId,
        token_type: "bearer" as const,
        name: token.name,
        scopes: toRestScopes(token.scopes),
        created_at: token.createdAt,
        expires_at: token.expiresAt,
        user: { id: user.databaseId, email: user.email },
      },
      200,
    );
  },
});
