import {
  AccountDisabledError,
  type DomainError,
  EmailTakenError,
  InvalidCredentialsError,
  InvalidEmailError,
  InvalidExpiryError,
  InvalidInputError,
  InvalidMaxClicksError,
  InvalidNoteError,
  InvalidPasswordError,
  InvalidScopesError,
  InvalidShortCodeError,
  InvalidTitleError,
  InvalidTokenNameError,
  InvalidUrlError,
  LinkNotFoundError,
  RateLimitedError,
  RegistrationClosedError,
  ShortCodeTakenError,
  TokenNotFoundError,
  TooManyTokensError,
  UrlBlockedError,
  ValueRequiredError,
} from "../../core/errors.ts";
import { builder } from "./builder.ts";
import { coveredByConnection } from "./cost.ts";

/** Each error with the HTTP status that REST responds with, and its description. */
const errorClasses = {
  ACCOUNT_DISABLED: [AccountDisabledError, 403, "The operator has disabled the account."],
  EMAIL_TAKEN: [EmailTakenError, 409, "An account with this email already exists."],
  INVALID_CREDENTIALS: [InvalidCredentialsError, 401, "The email or the password is wrong."],
  INVALID_EMAIL: [InvalidEmailError, 400, "The email is malformed or too long."],
  INVALID_EXPIRY: [
    InvalidExpiryError,
    400,
    "The expiry is not in the future, or is later than that of the caller's token.",
  ],
  INVALID_INPUT: [
    InvalidInputError,
    400,
    "Several fields of the input are invalid. `errors` has an error for each.",
  ],
  INVALID_MAX_CLICKS: [
    InvalidMaxClicksError,
    400,
    "The click limit is not from 1 to 2,147,483,647.",
  ],
  INVALID_NOTE: [InvalidNoteError, 400, "The note is too long or contains an invalid character."],
  INVALID_PASSWORD: [
    InvalidPasswordError,
    400,
    "The password is too short, too long or too common, or contains an invalid character.",
  ],
  INVALID_SCOPES: [
    InvalidScopesError,
    400,
    "The list of scopes is empty, or contains scopes that the caller does not have.",
  ],
  INVALID_SHORT_CODE: [InvalidShortCodeError, 400, "The short code is malformed or reserved."],
  INVALID_TITLE: [
    InvalidTitleError,
    400,
    "The title is too long or contains an invalid character.",
  ],
  INVALID_TOKEN_NAME: [
    InvalidTokenNameError,
    400,
    "The token's name is empty, too long or contains an invalid character.",
  ],
  INVALID_URL: [InvalidUrlError, 400, "The URL is malformed, too long or not allowed."],
  LINK_NOT_FOUND: [LinkNotFoundError, 404, "The link does not exist or belongs to another user."],
  RATE_LIMITED: [
    RateLimitedError,
    429,
    "A rate limit is exceeded. Try again after `retryAfterSeconds`, which is also the `Retry-After` header.",
  ],
  REGISTRATION_CLOSED: [RegistrationClosedError, 403, "Only the operator can create accounts."],
  SHORT_CODE_TAKEN: [
    ShortCodeTakenError,
    409,
    "Another link uses the short code, or it belonged to a deleted link of another user.",
  ],
  TOKEN_NOT_FOUND: [
    TokenNotFoundError,
    404,
    "The API token does not exist, is revoked or belongs to another user.",
  ],
  TOO_MANY_TOKENS: [TooManyTokensError, 409, "The account has the maximum number of API tokens."],
  URL_BLOCKED: [
    UrlBlockedError,
    400,
    "The operator has blocked the destination, or it is a private or special address.",
  ],
  VALUE_REQUIRED: [ValueRequiredError, 400, "A setting that always has a value is null."],
} as const;

type Code = keyof typeof errorClasses;

const ErrorCode = builder.enumType("ErrorCode", {
  description: "The code of a user error. Each code has its own error type.",
  values: Object.fromEntries(
    Object.entries(errorClasses).map(([code, [, status, description]]) => [
      code,
      { description, extensions: { status } },
    ]),
  ) as Record<Code, { description: string; extensions: { status: number } }>,
});

/** Part of a domain error. GraphQL would throw an Error that it finds in a list. */
type UserErrorFields = Pick<DomainError, "code" | "message" | "field">;

const UserError = builder.interfaceRef<UserErrorFields>("UserError").implement({
  description: "An error that the caller can resolve.",
  fields: (t) => ({
    code: t.field({
      type: ErrorCode,
      description: "The code for programs. It stays the same when the message changes.",
      resolve: ({ code }) => code as Code,
    }),
    message: t.exposeString("message", {
      description: "The cause of the error and the remedy, in English. It can change.",
    }),
    field: t.exposeString("field", {
      nullable: true,
      description: "The name of the invalid input field, null if the error names none.",
    }),
    path: t.stringList({
      nullable: true,
      description: "The path of the invalid field within `input`, null if the error names none.",
      resolve: ({ field }) => (field === null ? null : [field]),
    }),
  }),
});

for (const [expectedCode, [errorClass, , description]] of Object.entries(errorClasses)) {
  builder.objectType(errorClass as unknown as new (message: string) => DomainError, {
    name: errorClass.name,
    description,
    interfaces: [UserError],
    isTypeOf: (value) => (value as UserErrorFields).code === expectedCode,
  });
}

builder.objectField(InvalidInputError, "errors", (t) =>
  t.field({
    type: [UserError],
    complexity: coveredByConnection,
    description: "The error of each invalid field, in the order of the fields.",
    resolve: ({ fieldErrors }) =>
      fieldErrors.map(({ code, message, field }) => ({ code, message, field })),
  }),
);

builder.objectField(RateLimitedError, "retryAfterSeconds", (t) =>
  t.int({
    description: "The number of seconds until the action is possible again.",
    resolve: ({ retryAfterSeconds }) => retryAfterSeconds,
  }),
);
