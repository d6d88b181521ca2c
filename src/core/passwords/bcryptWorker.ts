import { setPriority } from "node:os";
import { compareSync, hashSync } from "bcryptjs";

// If there are fewer cores than tasks, redirects have priority over logins. On Linux this sets the
// priority of the calling thread only. Elsewhere it would apply to the whole process, so it is not
// set.
if (process.platform === "linux") setPriority(0, 10);

export type BcryptTask =
  | { kind: "hash"; password: string; cost: number }
  | { kind: "compare"; password: string; hash: string };

/** Runs bcrypt in a separate thread. It would block the event loop for a quarter of a second. */
export default function run(task: BcryptTask): string | boolean {
  return task.kind === "hash"
    ? hashSync(task.password, task.cost)
    : compareSync(task.password, task.hash);
}
