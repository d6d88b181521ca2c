import { statSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { openStorage } from "../../src/db/openStorage.ts";
import { sqlitePath } from "../../src/db/sqlite/adapter.ts";
import { newDatabaseUrl } from "../support/database.ts";

test("another thread copies writes to the database file, regardless of their size", async () => {
  const databaseUrl = await newDatabaseUrl();
  const storage = await openStorage({ databaseUrl });
  onTestFinished(() => storage.close());
  const { user } = storage.database;
  const file = sqlitePath(databaseUrl);
  const before = statSync(file).size;
  const passwordHash = "x".repeat(2_000);

  for (let number = 0; number < 1_000; number++) {
    const email = `${number}@example.com`;
    await user.create({ data: { email, emailKey: email, passwordHash } });
    // As between requests.
    await nextTurn();
  }
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before + 1_000_000), 30_000);
  // The log reuses the space of copied pages.
  expect(statSync(`${file}-wal`).size).toBeLessThan(64_000_000);
});
