/** HTTP statuses of errors that are the same in every API. */
export const errorStatuses = {
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
  OVERLOADED: 503,
  READ_TIMEOUT: 503,
  SERVICE_UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
} as const;
