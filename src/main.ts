import cluster from "node:cluster";
import { type Config, readConfig } from "./config/config.ts";
import { explainFailedStart } from "./failedStart.ts";
import { endAtOnce, endWell, outliveHangUp } from "./lifetime.ts";
import { createLogger, flushLog, print } from "./logger.ts";
import { version } from "./version.ts";

const usage = `Use: node dist/main.js

Starts the service. It takes no arguments: settings are environment variables, or lines of a file
.env in the working directory. docs/operations/settings.md lists them.

  --version    prints the version
  --help       prints this

Accounts, backups and moves are commands of their own: npm run --silent lnk7 -- --help`;

// Each kind of process loads what it runs, and no more: the primary of workers answers nothing itself.
if (cluster.isWorker) await (await import("./workers/worker.ts")).runWorker();
else if (process.argv.length > 2) answerArguments(process.argv.slice(2));
else await run();

/** What is not understood starts nothing: who misspelt `--version` has a service that runs already. */
function answerArguments(given: string[]): void {
  const [word = ""] = given;
  if (given.length === 1 && ["--version", "-v"].includes(word)) console.log(version);
  else if (given.length === 1 && ["--help", "-h"].includes(word)) console.log(usage);
  else {
    console.error(`There is no argument "${given.join(" ")}".\n\n${usage}`);
    process.exitCode = 2;
  }
}

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
LNK7 ${version} listens on ${host}:${port}.

  Home      ${at("/")}
  GraphiQL  ${at("/graphql")}
  REST API  ${at("/api/v1/docs")}

Make a first account:

${firstAccount}
`);
}
