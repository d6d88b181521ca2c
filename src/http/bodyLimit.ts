/** Maximum size of a request body, in bytes. */
export const maxBodyBytes = 64 * 1024;
