import { runCommand } from "./commands/main.ts";
import { readConfig } from "./config.ts";

process.exitCode = await runCommand(process.argv.slice(2), readConfig);
