import { tolerateClosedOutput } from "./commands/closedOutput.ts";
import { runCommand } from "./commands/main.ts";
import { readConfig } from "./config/config.ts";

tolerateClosedOutput();
process.exitCode = await runCommand(process.argv.slice(2), readConfig);
