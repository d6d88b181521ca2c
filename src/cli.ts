import { tolerateClosedOutput } from "./cli/closedOutput.ts";
import { runCommand } from "./cli/main.ts";
import { readConfig } from "./config/config.ts";

tolerateClosedOutput();
process.exitCode = await runCommand(process.argv.slice(2), readConfig);
