import {
  AccountDisabledError,
  type DomainError,
  EmailTakenError,
  InvalidCredentialsError,
  InvalidEmailError,
  InvalidExpiryError,
  InvalidMaxClicksError,
  InvalidPasswordError,
  InvalidScopesError,
  InvalidShortCodeError,
  InvalidTitleError,
  InvalidTokenNameError,
  InvalidUrlError,
  LinkNotFoundError,
  RegistrationClosedError,
  ShortCodeTakenError,
  TokenNotFoundError,
  TooManyTokensError,
  UrlBlockedError,
} from "../../core/errors.ts";
import { builder } from "./builder.ts";

/** Each error with the HTTP status that REST responds with, and its description. */
const errorClasses = {
  ACCOUNT_DISABLED: [AccountDisabledError, 403, "Whoever runs the service has closed the account."],
  EMAIL_TAKEN: [EmailTakenError, 409, "The email address has an account already."],
  INVALID_CREDENTIALS: [InvalidCredentialsError, 401, "The email or the password is wrong."],
  INVALID_EMAIL: [InvalidEmailError, 400, "This is not an email address."],
  INVALID_EXPIRY: [InvalidExpiryError, 400, "The expiry lies in the past."],
  INVALID_MAX_CLICKS: [InvalidMaxClicksError, 400, "The click limit is out of range."],
  INVALID_PASSWORD: [
    InvalidPasswordError,
    400,
    "The password is too short, too long or too common.",
  ],
  INVALID_SCOPES: [InvalidScopesError, 400, "The scopes are none, or more than the caller has."],
  INVALID_SHORT_CODE: [InvalidShortCodeError, 400, "The short code is malformed or reserved."],
  INVALID_TITLE: [InvalidTitleError, 400, "The title is too long."],
  INVALID_TOKEN_NAME: [InvalidTokenNameError, 400, "The token's name is empty or too long."],
  INVALID_URL: [
    InvalidUrlError,
    400,
    "The URL cannot be shortened: malformed, too long or refused.",
  ],
  LINK_NOT_FOUND: [LinkNotFoundError, 404, "No such link, or it belongs to somebody else."],
  REGISTRATION_CLOSED: [RegistrationClosedError, 403, "This service takes no new accounts."],
  SHORT_CODE_TAKEN: [
    ShortCodeTakenError,
    409,
    "The short code leads, or once led, somewhere else.",
  ],
  TOKEN_NOT_FOUND: [
    TokenNotFoundError,
    404,
    "No such API token, or it is revoked or somebody else's.",
  ],
  TOO_MANY_TOKENS: [TooManyTokensError, 409, "The account has as many API tokens as it may."],
  URL_BLOCKED: [
    UrlBlockedError,
    400,
    "The operator of this service leads nobody where the URL leads.",
  ],
} as const;

type Code = keyof typeof errorClasses;

const ErrorCode = builder.enumType("ErrorCode", {
  description: "What went wrong, for programs. Each code has an error type of its own.",
  values: Object.fromEntries(
    Object.entries(errorClasses).map(([code, [, status, description]]) => [
      code,
      { description, extensions: { status } },
    ]),
  ) as Record<Code, { description: string; extensions: { status: number } }>,
});

const UserError = builder.interfaceRef<DomainError>("UserError").implement({
  description: "A failure that the caller can mend.",
  fields: (t) => ({
    code: t.field({
      type: ErrorCode,
      description: "Stays the same whatever the message becomes.",
      resolve: ({ code }) => code as Code,
    }),
    message: t.exposeString("message", {
      description: "A sentence for people: what went wrong and what to do.",
    }),
    field: t.exposeString("field", {
      nullable: true,
      description: "Name of the input at fault; null where it is not one alone.",
    }),
  }),
});

for (const [errorClass, , description] of Object.values(errorClasses)) {
  builder.objectType(errorClass as new (message: string) => DomainError, {
    name: errorClass.name,
    description,
    interfaces: [UserError],
  });
}
