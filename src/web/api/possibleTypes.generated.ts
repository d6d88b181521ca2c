export const possibleTypes = {
  "ChangePasswordResult": [
    "ChangePasswordPayload",
    "InvalidCredentialsError",
    "InvalidPasswordError",
    "RateLimitedError"
  ],
  "CreateLinkResult": [
    "CreateLinkPayload",
    "InvalidExpiryError",
    "InvalidInputError",
    "InvalidMaxClicksError",
    "InvalidNoteError",
    "InvalidPasswordError",
    "InvalidShortCodeError",
    "InvalidTitleError",
    "InvalidUrlError",
    "RateLimitedError",
    "ShortCodeTakenError",
    "UrlBlockedError"
  ],
  "CreateTokenResult": [
    "CreateTokenPayload",
    "InvalidExpiryError",
    "InvalidInputError",
    "InvalidScopesError",
    "InvalidTokenNameError",
    "RateLimitedError",
    "TooManyTokensError"
  ],
  "DeleteAccountResult": [
    "DeleteAccountPayload",
    "InvalidCredentialsError",
    "RateLimitedError"
  ],
  "DeleteLinkResult": [
    "DeleteLinkPayload",
    "LinkNotFoundError"
  ],
  "EndSessionsResult": [
    "EndSessionsPayload"
  ],
  "LoginResult": [
    "AccountDisabledError",
    "InvalidCredentialsError",
    "InvalidExpiryError",
    "InvalidInputError",
    "InvalidScopesError",
    "InvalidTokenNameError",
    "LoginPayload",
    "RateLimitedError",
    "TooManyTokensError"
  ],
  "LogoutResult": [
    "LogoutPayload"
  ],
  "Node": [
    "ApiToken",
    "Link",
    "Session",
    "User"
  ],
  "RegisterResult": [
    "EmailTakenError",
    "InvalidEmailError",
    "InvalidInputError",
    "InvalidPasswordError",
    "RateLimitedError",
    "RegisterPayload",
    "RegistrationClosedError"
  ],
  "RevokeTokenResult": [
    "RevokeTokenPayload",
    "TokenNotFoundError"
  ],
  "StartSessionResult": [
    "AccountDisabledError",
    "InvalidCredentialsError",
    "RateLimitedError",
    "StartSessionPayload"
  ],
  "UpdateLinkResult": [
    "InvalidExpiryError",
    "InvalidInputError",
    "InvalidMaxClicksError",
    "InvalidNoteError",
    "InvalidPasswordError",
    "InvalidTitleError",
    "InvalidUrlError",
    "LinkNotFoundError",
    "RateLimitedError",
    "UpdateLinkPayload",
    "UrlBlockedError",
    "ValueRequiredError"
  ],
  "UpdateTokenResult": [
    "InvalidExpiryError",
    "InvalidInputError",
    "InvalidScopesError",
    "InvalidTokenNameError",
    "TokenNotFoundError",
    "UpdateTokenPayload",
    "ValueRequiredError"
  ],
  "UserError": [
    "AccountDisabledError",
    "EmailTakenError",
    "InvalidCredentialsError",
    "InvalidEmailError",
    "InvalidExpiryError",
    "InvalidInputError",
    "InvalidMaxClicksError",
    "InvalidNoteError",
    "InvalidPasswordError",
    "InvalidScopesError",
    "InvalidShortCodeError",
    "InvalidTitleError",
    "InvalidTokenNameError",
    "InvalidUrlError",
    "LinkNotFoundError",
    "RateLimitedError",
    "RegistrationClosedError",
    "ShortCodeTakenError",
    "TokenNotFoundError",
    "TooManyTokensError",
    "UrlBlockedError",
    "ValueRequiredError"
  ]
};
