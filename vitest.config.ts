import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { serverUrl } from "./scripts/createTestDatabase.ts";
import { LongestFirst } from "./test/support/longestFirst.ts";
import { isPostgresAvailable } from "./test/support/postgresServer.ts";

/**
 * Lets the sources start the compiled threads, which are the same: each test has some, and to compile
 * them as they start took most of its time.
 */
const compiledThreads: Plugin = {
  name: "compiled-threads",
  enforce: "pre",
  transform: (code, path) => {
    if (!/\/src\/.*\/(clickWriter|passwordHasher|readerPool)\.ts$/.test(path)) return undefined;
    const compiled = path.replace("/src/", "/dist/").replace(/ts$/, "js");
    return code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(compiled).href));
  },
};

const shared = {
  plugins: [compiledThreads],
  // Node gives its packages the CommonJS build of graphql; tests must share that one instance.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
};
const sharedTest = {
  pool: "forks",
  // Loading the whole service for each file took a third of the time. Tests restore what they change.
  isolate: false,
  // Machines of continuous integration can be many times as slow as others.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
} as const;

const onSqlite: TestProjectConfiguration = {
  ...shared,
  test: {
    ...sharedTest,
    name: "sqlite",
    include: ["test/**/*.test.ts"],
    exclude: ["test/postgres/**", "test/e2e/**"],
  },
};

/** Only these tests are repeated on failure. Those that pass at the second try are named at the end. */
const inBrowser: TestProjectConfiguration = {
  ...shared,
  test: {
    ...sharedTest,
    name: "e2e",
    include: ["test/e2e/**/*.test.ts"],
    retry: process.env.CI === "true" ? 1 : 0,
  },
};

const isFullRun = process.env.CI_FULL === "true";

/** Tests of guarantees that depend on SQL: lists, statistics, concurrency, constraints, deletion. */
const dependentOnEngine = [
  "test/core/clicks{InBatches,PerDay,PerLink}.test.ts",
  "test/graphql/{connections,everyConnection,linkLists,linkNotes,linkTexts,corruptLinkRows}.test.ts",
  "test/graphql/{linkHistory,statistics}.test.ts",
  "test/redirect/limited.test.ts",
  "test/rest/concurrency.test.ts",
  "test/security/deleteAccount.test.ts",
];

/** Tests of rules above the database. They run on PostgreSQL as well with CI_FULL=true. */
const independentOfEngine = [
  "test/core/clicks*.test.ts",
  "test/graphql/*{Link,link,Token,token,Password}*.test.ts",
  "test/graphql/{login,nodes,qrCode,register,session}.test.ts",
  "test/redirect/{active,blocked,changes,methods,password,passwordChecked,pastedPaths,preview,states}.test.ts",
  "test/rest/{access,documentation,values}.test.ts",
  "test/security/{deleteAccountByCommand,knownAddresses,passwordCosts}.test.ts",
  "test/security/{revokedAccess,sessions}.test.ts",
  "test/security/*Limits.test.ts",
];

const onPostgres: TestProjectConfiguration = {
  ...shared,
  test: {
    ...sharedTest,
    name: "postgres",
    include: [
      "test/postgres/**/*.test.ts",
      "test/dataMigrations/**/*.test.ts",
      ...dependentOnEngine,
      ...(isFullRun ? independentOfEngine : []),
    ],
  },
};

const hasPostgres = await isPostgresAvailable();
if (!hasPostgres) {
  const line = `PostgreSQL does not respond at ${serverUrl}. Its tests are skipped.`;
  if (process.env.CI === "true") throw new Error(`${line} Set TEST_POSTGRES_URL.`);
  console.error(line);
}

export default defineConfig({
  test: {
    projects: [inBrowser, onSqlite, ...(hasPostgres ? [onPostgres] : [])],
    globalSetup: ["test/support/build.ts", "test/support/databaseTemplates.ts"],
    reporters: ["default", "./test/support/summaryReporter.ts"],
    maxWorkers: 2,
    tags: [{ name: "full", description: "Takes long and rarely fails. Not part of `npm test`." }],
    sequence: { sequencer: LongestFirst },
  },
});
