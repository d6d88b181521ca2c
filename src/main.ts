import cluster from "node:cluster";
import { type Config, readConfig } from "./config.ts";
import { explainFailedStart } from "./failedStart.ts";
import { endWell } from "./lifetime.ts";
import { createLogger } from "./logger.ts";
import { start } from "./start.ts";
import { startPrimary } from "./workers/primary.ts";
import { runWorker } from "./workers/worker.ts";

if (cluster.isWorker) await runWorker();
else await run();

async function run(): Promise<void> {
  try {
    const config = readConfig();
    const log = createLogger(config.logLevel);
    endWell(await (config.workers > 1 ? startPrimary(config, log) : start(config, log)), log);
    welcome(config);
  } catch (error) {
    console.error(explainFailedStart(error) ?? error);
    process.exitCode = 1;
  }
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
