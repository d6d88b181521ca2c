import type { RateLimitStatus } from "./rateLimits/rateLimitStatus.ts";

/** An error that a caller can expect and handle. Each class has one code, the same in every API. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  /** The invalid input field, if there is one. */
  readonly field: string | null = null;
}

export class UnauthenticatedError extends DomainError {
  readonly code = "UNAUTHENTICATED";
}

export class ForbiddenError extends DomainError {
  readonly code = "FORBIDDEN";
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
      `The account has ${maxTokens} API tokens, which is the maximum. Revoke some that are not ` +
        `needed, at ${tokensPage} or with a token that works, then try again.`,
    );
  }
}

export class TokenNotFoundError extends DomainError {
  readonly code = "TOKEN_NOT_FOUND";
}

export class LinkNotFoundError extends DomainError {
  readonly code = "LINK_NOT_FOUND";
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

export class InvalidExpiryError extends DomainError {
  readonly code = "INVALID_EXPIRY";
  override readonly field = "expiresAt";
}

export class InvalidMaxClicksError extends DomainError {
  readonly code = "INVALID_MAX_CLICKS";
  override readonly field = "maxClicks";
}

export class InvalidPaginationError extends DomainError {
  readonly code = "BAD_USER_INPUT";
}

export class InvalidSearchError extends DomainError {
  readonly code = "BAD_USER_INPUT";
}

export class InvalidStatsRangeError extends DomainError {
  readonly code = "BAD_USER_INPUT";
}

export class DatabaseUnavailableError extends DomainError {
  readonly code = "SERVICE_UNAVAILABLE";
  readonly retryAfterSeconds = 5;

  constructor(isUnwritable = false) {
    const state = isUnwritable ? "cannot be written now" : "is busy";
    super(`The service cannot do this at the moment: its database ${state}. Try again in a while.`);
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
    super(`Too many tries. Wait ${retryAfterSeconds} ${unit}, then try again.`);
    this.retryAfterSeconds = retryAfterSeconds;
    this.rateLimitStatus = rateLimitStatus;
  }
}

export class SubscriptionLimitError extends DomainError {
  readonly code = "RATE_LIMITED";

  constructor(maxOpenStreams: number) {
    super(`You have ${maxOpenStreams} event streams open, which is the most. End one first.`);
  }
}

/** An error that goes away without a change by the caller. */
export abstract class RetryLaterError extends DomainError {
  abstract readonly retryAfterSeconds: number;
}

/** Too many requests are queued for one queue key, such as an account. */
export class QueueFullError extends RetryLaterError {
  readonly code = "RATE_LIMITED";
  readonly retryAfterSeconds = 1;

  constructor() {
    super("You have too many requests that wait for their turn. Let some end, then try again.");
  }
}

/** Too many requests are queued for all callers together. */
export class OverloadedError extends RetryLaterError {
  readonly code = "OVERLOADED";
  readonly retryAfterSeconds = 1;

  constructor() {
    super("The service has more to do than it can at the moment. Try again in a second.");
  }
}

/** A list, a search or statistics exceeded the operator's read timeout. */
export class ReadTimeoutError extends RetryLaterError {
  readonly code = "READ_TIMEOUT";
  readonly retryAfterSeconds = 5;

  constructor() {
    super("This took too long and was given up. Ask for less, or try again in a while.");
  }
}
