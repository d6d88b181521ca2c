import type { Reporter, TestModule } from "vitest/node";

const slowestFiles = 10;

/** Ends a run with the slowest files, and with one plain line that any log reader can parse. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        counts[test.result().state]++;
        if (test.diagnostic()?.flaky) console.log(`At the second try only: ${test.fullName}`);
      }
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) {
        counts.failed++;
      }
    }
    logSlowestFiles(modules);
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}

function logSlowestFiles(modules: readonly TestModule[]): void {
  const timed = modules.map((module) => ({ module, duration: module.diagnostic().duration }));
  console.log("Slowest files:");
  for (const { module, duration } of timed
    .toSorted((a, b) => b.duration - a.duration)
    .slice(0, slowestFiles)) {
    const seconds = (duration / 1_000).toFixed(1).padStart(6);
    console.log(`${seconds} s  ${module.project.name}  ${module.relativeModuleId}`);
  }
}
