import type { ArrivingBodies } from "./arrivingBodies.ts";

/** The seat of one request, which it gives up while its body is under way: see `waitForBody`. */
export interface Seat {
  /** Where the request comes from; empty where networks are not told apart. */
  network: string;
  arrivingBodies: ArrivingBodies;
  /** False where there is none. */
  take(): boolean;
  /** Does nothing where none is taken. */
  leave(): void;
  /** The answer to a request for which there is none. */
  refuse(): Response;
}
