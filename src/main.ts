import cluster from "node:cluster";
import { type Config, readConfig } from "./config/config.ts";
import { createLogger, flushLog, print } from "./logger.ts";
import { exitOnSignal, ignoreHangup, installShutdownHandlers } from "./runtime/shutdown.ts";
import { describeStartupError } from "./runtime/startupErrors.ts";
import { version } from "./version.ts";

const usage = `Usage: node dist/main.js

Starts the service. It takes no arguments. Settings are environment variables, or lines of the file
.env in the working directory. See docs/operations/settings.md.

  --version    prints the version
  --help       prints this

Commands for accounts, backups and migrations: npm run --silent lnk7 -- --help`;

// Each kind of process loads only the modules that it runs: a primary serves no requests itself.
if (cluster.isWorker) await (await import("./runtime/workers/worker.ts")).runWorker();
else if (process.argv.length > 2) handleArguments(process.argv.slice(2));
else await run();

/**
 * Handles the arguments. Invalid ones never start the service: an operator who mistypes `--version`
 * already has one running.
 */
function handleArguments(commandArguments: string[]): void {
  const [option = ""] = commandArguments;
  if (commandArguments.length === 1 && ["--version", "-v"].includes(option)) console.log(version);
  else if (commandArguments.length === 1 && ["--help", "-h"].includes(option)) console.log(usage);
  else {
    console.error(`Unknown argument "${commandArguments.join(" ")}".\n\n${usage}`);
    process.exitCode = 2;
  }
}

async function run(): Promise<void> {
  try {
    const config = readConfig();
    const log = createLogger(config.logLevel);
    for (const warning of config.warnings) log.warn(warning);
    const start =
      config.workers > 1
        ? (await import("./runtime/workers/primary.ts")).startPrimary
        : (await import("./runtime/startService.ts")).startService;
    const removeSignalHandlers = exitOnSignal(log);
    if (config.workers === 1) ignoreHangup(log);
    const running = await start(config, log);
    removeSignalHandlers();
    installShutdownHandlers(running, log);
    printStartupBanner(config);
  } catch (error) {
    console.error(describeStartupError(error) ?? error);
    await flushLog();
    process.exit(1);
  }
}

function printStartupBanner({ baseUrl, host, port, registration }: Config): void {
  const toUrl = (path: string) => new URL(path, baseUrl).href;
  const firstAccount =
    registration === "closed"
      ? "  npm run lnk7 -- user add you@example.com"
      : `  curl -X POST ${toUrl("/api/v1/auth/register")} \\
    -H "Content-Type: application/json" \\
    -d '{"email": "you@example.com", "password": "choose a long one"}'`;
  print(`
LNK7 ${version} is listening on ${host}:${port}.

  Home      ${toUrl("/")}
  GraphiQL  ${toUrl("/graphql")}
  REST API  ${toUrl("/api/v1/docs")}

Create the first account:

${firstAccount}
`);
}
