import { expect, test } from "vitest";
import { toUnavailability } from "../../src/db/databaseErrors.ts";

test.each([
  ["a driver error", Object.assign(new Error("busy"), { code: "SQLITE_BUSY" })],
  ["the code that is left of a driver error from a thread", { code: "SQLITE_BUSY" }],
  ["a wrapped driver error", new Error("failed", { cause: { code: "SQLITE_BUSY" } })],
])("recognizes a busy database in %s", (_, error) => {
  expect(toUnavailability(error)).toEqual({ reason: "SQLITE_BUSY", isUnwritable: false });
});

test.each([["undefined"], [undefined], [null], [{}], [new Error("A fault of the program.")]])(
  "does not attribute %s to the database",
  (error) => {
    expect(toUnavailability(error)).toBeUndefined();
  },
);
