import {
  InvalidExpiryError,
  InvalidInputError,
  InvalidScopesError,
  InvalidTokenNameError,
} from "../../core/errors.ts";

/** Errors for invalid properties of a token. */
export const tokenErrors = [
  InvalidExpiryError,
  InvalidInputError,
  InvalidScopesError,
  InvalidTokenNameError,
];
