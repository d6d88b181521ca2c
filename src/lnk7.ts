import { runCommand } from "./commands/main.ts";
import { outliveUnreadOutput } from "./commands/unreadOutput.ts";
import { readConfig } from "./config/config.ts";

outliveUnreadOutput();
process.exitCode = await runCommand(process.argv.slice(2), readConfig);
