/** Runs the service and the web UI. File changes restart the service and update the UI in place. */
import { type ChildProcess, spawn } from "node:child_process";

/** Vite serves the UI here and forwards other requests to the service. */
const pages = "http://localhost:5173";

const running: ChildProcess[] = [
  start("tsx", ["watch", "src/main.ts"], { CORS_ORIGINS: pages }),
  start("vite", ["--strictPort"], {}),
];
for (const child of running) {
  child.once("exit", (code) => {
    for (const other of running) other.kill();
    process.exitCode ??= code ?? 1;
  });
}

function start(command: string, words: string[], environment: Record<string, string>) {
  return spawn(command, words, { stdio: "inherit", env: { ...environment, ...process.env } });
}
