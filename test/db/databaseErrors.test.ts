import { expect, test } from "vitest";
import { toUnavailability } from "../../src/db/databaseErrors.ts";

test.each([
  ["an error of the driver", Object.assign(new Error("busy"), { code: "SQLITE_BUSY" })],
  ["what is left of it where it comes from a thread", { code: "SQLITE_BUSY" }],
  ["an error around it", new Error("failed", { cause: { code: "SQLITE_BUSY" } })],
])("%s says that the database is busy", (_, error) => {
  expect(toUnavailability(error)).toEqual({ reason: "SQLITE_BUSY", isUnwritable: false });
});

test.each([["undefined"], [undefined], [null], [{}], [new Error("A fault of the program.")]])(
  "%s says nothing of the database",
  (error) => {
    expect(toUnavailability(error)).toBeUndefined();
  },
);
