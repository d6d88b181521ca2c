import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The slowest files, slowest first. Vitest knows durations only after a first run. */
const slowest = [
  "test/e2e/links.test.ts",
  "test/e2e/failures.test.ts",
  "test/e2e/linkPage.test.ts",
  "test/e2e/keyboard.test.ts",
  "test/postgres/plans.test.ts",
  "test/postgres/move.test.ts",
  "test/workers/shutdown.test.ts",
  "test/workers/counts.test.ts",
  "test/workers/workerCrashes.test.ts",
  "test/redis/outages.test.ts",
  "test/redis/clicks.test.ts",
  "test/redis/eventTransport.test.ts",
];

/** Starts the slowest files of each project first, so that the last worker does not run one alone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // A change of project costs a new process, so its files stay together.
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const order = ({ project, moduleId }: TestSpecification) =>
      projects.indexOf(project.name) * (slowest.length + 1) + this.#rank(moduleId);
    return sorted.toSorted((a, b) => order(a) - order(b));
  }

  #rank(file: string): number {
    const rank = slowest.indexOf(relative(this.ctx.config.root, file));
    return rank === -1 ? slowest.length : rank;
  }
}
