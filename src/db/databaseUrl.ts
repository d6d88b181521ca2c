/** Returns true for the URL of a PostgreSQL database. */
export function isPostgres(databaseUrl: string): boolean {
  return /^postgres(ql)?:/.test(databaseUrl);
}
