import { setPriority } from "node:os";
import { compareSync, hashSync } from "bcryptjs";

// Where there are fewer cores than work, visitors being redirected go before people signing in.
// On Linux this is the priority of the calling thread alone; elsewhere of the process, so not set.
if (process.platform === "linux") setPriority(0, 10);

export type BcryptTask =
  | { kind: "hash"; password: string; cost: number }
  | { kind: "compare"; password: string; hash: string };

/** Computes in a thread of its own what would hold the event loop for a quarter of a second. */
export default function run(task: BcryptTask): string | boolean {
  return task.kind === "hash"
    ? hashSync(task.password, task.cost)
    : compareSync(task.password, task.hash);
}
