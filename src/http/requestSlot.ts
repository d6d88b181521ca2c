import type { PendingBodies } from "./pendingBodies.ts";

/** The seat of one request, which it gives up while its body is under way: see `waitForBody`. */
export interface RequestSlot {
  /** Where the request comes from; empty where networks are not told apart. */
  network: string;
  pendingBodies: PendingBodies;
  /** False where there is none. */
  acquire(): boolean;
  /** Does nothing where none is taken. */
  release(): void;
  /** The answer to a request for which there is none. */
  reject(): Response;
}
