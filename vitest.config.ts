import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // Node gives its packages the CommonJS build of graphql; tests must share that one instance.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/build.ts",
    reporters: ["default", "./test/support/closingLine.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
