import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line that any log reader can parse. */
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
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
