import { Counter, Gauge, type Registry } from "prom-client";
import type { PendingBodies } from "../http/pendingBodies.ts";

/** Registers the metrics of request bodies that are being received. */
export function registerPendingBodyMetrics(registry: Registry, bodies: PendingBodies): void {
  const registers = [registry];
  new Gauge({
    name: "lnk7_request_bodies_arriving",
    help: "Requests whose bodies have not fully arrived. A high number means slow senders.",
    registers,
    collect() {
      this.set(bodies.count());
    },
  });
  new Counter({
    name: "lnk7_request_bodies_cut_off_total",
    help: "Requests ended because too many bodies were arriving, the oldest first. Alert when it grows steadily: a client sends slowly on purpose.",
    registers,
    collect() {
      this.reset();
      this.inc(bodies.abortedCount());
    },
  });
}
