import cluster from "node:cluster";
import { type Config, readConfig } from "./config.ts";
import { explainFailedStart } from "./failedStart.ts";
import { endAtOnce, endWell, outliveHangUp } from "./lifetime.ts";
import { createLogger, flushLog, print } from "./logger.ts";

// Each kind of process loads what it runs, and no more: the primary of workers answers nothing itself.
if (cluster.isWorker) await (await import("./workers/worker.ts")).runWorker();
else await run();

async function run(): Promise<void> {
  try {
    const config = readConfig();
    const log = createLogger(config.logLevel);
    for (const warning of config.warnings) log.warn(warning);
    const { start } =
      config.workers > 1 ? await import("./workers/primary.ts") : await import("./start.ts");
    const takeBack = endAtOnce(log);
    if (config.workers === 1) outliveHangUp(log);
    const running = await start(config, log);
    takeBack();
    endWell(running, log);
    welcome(config);
  } catch (error) {
    console.error(explainFailedStart(error) ?? error);
    await flushLog();
    process.exit(1);
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
  print(`
LNK7 listens on ${host}:${port}.

  Home      ${at("/")}
  GraphiQL  ${at("/graphql")}
  REST API  ${at("/api/v1/docs")}

Make a first account:

${firstAccount}
`);
}
