export const possibleTypes = {
  "ChangePasswordResult": [
    "ChangePasswordPayload",
    "InvalidCredentialsError",
    "InvalidPasswordError"
  ],
  "CreateLinkResult": [
    "CreateLinkPayload",
    "InvalidExpiryError",
    "InvalidMaxClicksError",
    "InvalidNoteError",
    "InvalidPasswordError",
    "InvalidShortCodeError",
    "InvalidTitleError",
    "InvalidUrlError",
    "ShortCodeTakenError",
    "UrlBlockedError"
  ],
  "CreateTokenResult": [
    "CreateTokenPayload",
    "InvalidExpiryError",
    "InvalidScopesError",
    "InvalidTokenNameError",
    "TooManyTokensError"
  ],
  "DeleteAccountResult": [
    "DeleteAccountPayload",
    "InvalidCredentialsError"
  ],
  "DeleteLinkResult": [
    "DeleteLinkPayload",
    "LinkNotFoundError"
  ],
  "EndSessionResult": [
    "EndSessionPayload"
  ],
  "EndSessionsResult": [
    "EndSessionsPayload"
  ],
  "LoginResult": [
    "AccountDisabledError",
    "InvalidCredentialsError",
    "LoginPayload",
    "TooManyTokensError"
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
    "InvalidPasswordError",
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
    "StartSessionPayload"
  ],
  "UpdateLinkResult": [
    "InvalidExpiryError",
    "InvalidMaxClicksError",
    "InvalidNoteError",
    "InvalidPasswordError",
    "InvalidTitleError",
    "InvalidUrlError",
    "LinkNotFoundError",
    "UpdateLinkPayload",
    "UrlBlockedError"
  ],
  "UserError": [
    "AccountDisabledError",
    "EmailTakenError",
    "InvalidCredentialsError",
    "InvalidEmailError",
    "InvalidExpiryError",
    "InvalidMaxClicksError",
    "InvalidNoteError",
    "InvalidPasswordError",
    "InvalidScopesError",
    "InvalidShortCodeError",
    "InvalidTitleError",
    "InvalidTokenNameError",
    "InvalidUrlError",
    "LinkNotFoundError",
    "RegistrationClosedError",
    "ShortCodeTakenError",
    "TokenNotFoundError",
    "TooManyTokensError",
    "UrlBlockedError"
  ]
};
