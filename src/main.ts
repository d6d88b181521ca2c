import { type Config, ConfigurationError, readConfig } from "./config.ts";
import { DatabaseUnavailableError } from "./db/open.ts";
import { endWell } from "./lifetime.ts";
import { createLogger } from "./logger.ts";
import { start } from "./start.ts";

try {
  const config = readConfig();
  const log = createLogger(config.logLevel);
  endWell(await start(config, log), log);
  welcome(config);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** One sentence for what whoever starts the service can mend; the whole story for a bug. */
function explain(error: unknown): unknown {
  if (error instanceof ConfigurationError || error instanceof DatabaseUnavailableError) {
    return error.message;
  }
  const { code, port } = error as { code?: string; port?: number };
  if (code === "EADDRINUSE") return `Port ${port} is in use. Set PORT to another one.`;
  if (code === "EACCES")
    return `Port ${port} may not be used by this user. Set PORT to another one.`;
  return error;
}

function welcome({ baseUrl, host, port, registration }: Config): void {
  const at = (path: string) => new URL(path, baseUrl).href;
  const firstAccount =
    registration === "closed"
      ? "  npm run lnk7 -- user add you@example.com"
      : `  curl -X POST ${at("/api/v1/auth/register")} \\
    -H "Content-Type: application/json" \\
    -d '{"email": "you@example.com", "password": "choose a long one"}'`;
  console.log(`
LNK7 listens on ${host}:${port}.

  Home      ${at("/")}
  GraphiQL  ${at("/graphql")}
  REST API  ${at("/api/v1/docs")}

Make a first account:

${firstAccount}
`);
}
