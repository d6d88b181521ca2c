import type { Scope } from "./auth/scopes.ts";
import type { RateLimitStatus } from "./rateLimits/rateLimitStatus.ts";

/** An error that a caller can expect and handle. Each class has one code, the same in every API. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  /** The invalid input field, if there is one. */
  readonly field: string | null = null;
}

/** Several fields of an input are invalid. */
export class InvalidInputError extends DomainError {
  readonly code = "INVALID_INPUT";
  /** Not called `errors`, by which GraphQL would take it for an AggregateError. */
  readonly fieldErrors: readonly DomainError[];

  constructor(fieldErrors: readonly DomainError[]) {
    super(fieldErrors.map(({ message }) => message).join(" "));
    this.fieldErrors = fieldErrors;
  }
}

/** A field that always has a value was set to null. */
export class ValueRequiredError extends DomainError {
  readonly code = "VALUE_REQUIRED";
  override readonly field: string;

  constructor(field: string) {
    super(`${field} cannot be null. Omit it to keep its value.`);
    this.field = field;
  }
}

export class UnauthenticatedError extends DomainError {
  readonly code = "UNAUTHENTICATED";
}

export class ForbiddenError extends DomainError {
  readonly code = "FORBIDDEN";
}

/** The token of the request does not have the scope that the action needs. */
export class MissingScopeError extends ForbiddenError {
  readonly scope: Scope;

  constructor(scope: Scope) {
    super(missingScopeMessage(scope));
    this.scope = scope;
  }
}

/** Returns the message for a scope, as it is named in the API of the caller. */
export function missingScopeMessage(scopeName: string): string {
  return `This token lacks the scope ${scopeName}. Use a token that has it.`;
}

export class InvalidEmailError extends DomainError {
  readonly code = "INVALID_EMAIL";
  override readonly field = "email";
}

export class EmailTakenError extends DomainError {
  readonly code = "EMAIL_TAKEN";
  override readonly field = "email";
}

export class InvalidPasswordError extends DomainError {
  readonly code = "INVALID_PASSWORD";
  override readonly field: string = "password";

  constructor(message: string, field = "password") {
    super(message);
    this.field = field;
  }
}

export class InvalidCredentialsError extends DomainError {
  readonly code = "INVALID_CREDENTIALS";
  /** The field with the current password of a signed-in user; null for a login. */
  override readonly field: string | null;

  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}

export class AccountDisabledError extends DomainError {
  readonly code = "ACCOUNT_DISABLED";
}

export class RegistrationClosedError extends DomainError {
  readonly code = "REGISTRATION_CLOSED";
}

export class InvalidTokenNameError extends DomainError {
  readonly code = "INVALID_TOKEN_NAME";
  override readonly field = "name";
}

export class InvalidScopesError extends DomainError {
  readonly code = "INVALID_SCOPES";
  override readonly field = "scopes";
}

export class TooManyTokensError extends DomainError {
  readonly code = "TOO_MANY_TOKENS";

  constructor(maxTokens: number, tokensPage: string) {
    super(
      `The account has ${maxTokens} API tokens, which is the maximum. Revoke some at ` +
        `${tokensPage} or through the API, then try again.`,
    );
  }
}

export class TokenNotFoundError extends DomainError {
  readonly code = "TOKEN_NOT_FOUND";
  override readonly field = "by";
}

export class LinkNotFoundError extends DomainError {
  readonly code = "LINK_NOT_FOUND";
  override readonly field = "by";
}

export class InvalidUrlError extends DomainError {
  readonly code = "INVALID_URL";
  override readonly field = "originalUrl";
}

export class UrlBlockedError extends DomainError {
  readonly code = "URL_BLOCKED";
  override readonly field = "originalUrl";
}

export class InvalidShortCodeError extends DomainError {
  readonly code = "INVALID_SHORT_CODE";
  override readonly field = "shortCode";
}

export class ShortCodeTakenError extends DomainError {
  readonly code = "SHORT_CODE_TAKEN";
  override readonly field = "shortCode";
}

export class InvalidTitleError extends DomainError {
  readonly code = "INVALID_TITLE";
  override readonly field = "title";
}

export class InvalidNoteError extends DomainError {
  readonly code = "INVALID_NOTE";
  override readonly field = "note";
}

export class InvalidExpiryError extends DomainError {
  readonly code = "INVALID_EXPIRY";
  override readonly field = "expiresAt";
}

export class InvalidMaxClicksError extends DomainError {
  readonly code = "INVALID_MAX_CLICKS";
  override readonly field = "maxClicks";
}

/** An argument of a query is invalid. */
abstract class InvalidArgumentError extends DomainError {
  readonly code = "BAD_USER_INPUT";
  override readonly field: string | null;

  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}

export class InvalidPaginationError extends InvalidArgumentError {}

export class InvalidSearchError extends InvalidArgumentError {}

export class InvalidTimeRangeError extends InvalidArgumentError {}

export class InvalidQrCodeError extends InvalidArgumentError {}

export class DatabaseUnavailableError extends DomainError {
  readonly code = "SERVICE_UNAVAILABLE";
  readonly retryAfterSeconds = 5;

  constructor(isUnwritable = false) {
    const state = isUnwritable ? "cannot be written at the moment" : "is busy";
    super(`The database ${state}. Try again later.`);
  }
}

export class RateLimitedError extends DomainError {
  readonly code = "RATE_LIMITED";
  readonly retryAfterSeconds: number;
  /** Rate-limit status of the exceeded limit. */
  readonly rateLimitStatus: RateLimitStatus;

  constructor(rateLimitStatus: RateLimitStatus) {
    const retryAfterSeconds = rateLimitStatus.resetSeconds;
    const unit = retryAfterSeconds === 1 ? "second" : "seconds";
    super(`Too many requests. Try again in ${retryAfterSeconds} ${unit}.`);
    this.retryAfterSeconds = retryAfterSeconds;
    this.rateLimitStatus = rateLimitStatus;
  }
}

/** An error that goes away without a change by the caller. */
export abstract class RetryLaterError extends DomainError {
  abstract readonly retryAfterSeconds: number;
}

export class SubscriptionLimitError extends RetryLaterError {
  readonly code = "RATE_LIMITED";
  readonly retryAfterSeconds = 5;

  constructor(maxOpenStreams: number) {
    super(`Too many open subscriptions (maximum ${maxOpenStreams}). Close one and try again.`);
  }
}

/** Too many requests are queued for one queue key, such as an account. */
export class QueueFullError extends RetryLaterError {
  readonly code = "RATE_LIMITED";
  readonly retryAfterSeconds = 1;

  constructor() {
    super("Too many of your requests are pending. Wait until some are complete, then try again.");
  }
}

/** Too many requests are queued for all callers together. */
export class OverloadedError extends RetryLaterError {
  readonly code = "OVERLOADED";
  readonly retryAfterSeconds = 1;

  constructor() {
    super("The server is handling too many requests. Try again in a second.");
  }
}

/** A list, a search or statistics exceeded the operator's read timeout. */
export class ReadTimeoutError extends RetryLaterError {
  readonly code = "READ_TIMEOUT";
  readonly retryAfterSeconds = 5;

  constructor() {
    super("The request took too long and was cancelled. Request less data, or try again later.");
  }
}
