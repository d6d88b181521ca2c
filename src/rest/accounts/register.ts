import { createRoute, z } from "@hono/zod-openapi";
import { ignoreCredentials } from "../server/authentication.ts";
import { defineRoute } from "../server/defineRoute.ts";
import { runDocument } from "../server/executeDocument.ts";
import { Id, noNulPattern, Time } from "../server/fieldSchemas.ts";
import { graphql } from "../server/graphql.ts";
import { parseJsonBody } from "../server/jsonBody.ts";
import { UserErrorFields, unwrapPayload } from "../server/mutationResult.ts";
import {
  bodyErrors,
  errorResponses,
  jsonRequestBody,
  jsonResponse,
} from "../server/openapiResponses.ts";
import { Email } from "./emailSchema.ts";

const document = graphql(
  `
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      __typename
      ... on RegisterPayload { user { databaseId email createdAt } }
      ...UserErrorFields
    }
  }
`,
  [UserErrorFields],
);

const NewAccount = z
  .strictObject({
    email: z.string().openapi({
      minLength: 3,
      maxLength: 254,
      pattern: "^[^@]{1,64}@[^@]+$",
      example: "you@example.com",
      description:
        "Email in the format of the HTML email field, with at most 64 characters before the @. Internationalized host names are stored in ASCII.",
    }),
    password: z.string().openapi({
      minLength: 8,
      maxLength: 72,
      pattern: noNulPattern,
      description:
        "Password, 8 characters to 72 bytes of UTF-8. The most common passwords are not allowed.",
    }),
  })
  .openapi("NewAccount");

const Account = z.strictObject({ id: Id, email: Email, created_at: Time }).openapi("Account");

export const register = defineRoute({
  document,
  route: createRoute({
    method: "post",
    path: "/auth/register",
    tags: ["Authentication"],
    operationId: "register",
    summary: "Create a new account",
    description: "Creates an account. It does not return a token: use `login` next.",
    security: [],
    middleware: [ignoreCredentials, ...parseJsonBody] as const,
    request: { body: jsonRequestBody(NewAccount) },
    responses: {
      201: jsonResponse("The new account.", Account),
      ...errorResponses(...bodyErrors, 403, 409),
    },
  }),
  handler: async (c) => {
    const { register } = await runDocument(c, document, { input: c.req.valid("json") });
    const { user } = unwrapPayload(register, "RegisterPayload");
    return c.json({ id: user.databaseId, email: user.email, created_at: user.createdAt }, 201);
  },
});
