import { expect, onTestFinished, test } from "vitest";
import { createClickWriter } from "../../src/core/clicks/clickWriter.ts";
import { purgeExpiredClicks } from "../../src/core/clicks/retention.ts";
import { openStorage } from "../../src/db/openStorage.ts";
import { newDatabaseUrl, queryDatabase } from "../support/database.ts";
import { plainBrowser } from "../support/plainBrowser.ts";

const day = 86_400_000;

async function writing() {
  const databaseUrl = await newDatabaseUrl();
  const { database, close } = await openStorage({ databaseUrl });
  onTestFinished(close);
  await database.user.create({ data: { email: "a", emailKey: "a", passwordHash: "" } });
  await database.link.create({ data: { shortCode: "a", originalUrl: "b", ownerId: 1 } });
  const writer = createClickWriter({
    databaseUrl,
    ownHost: "",
    geoipDatabase: undefined,
    clickRowsPerMinute: 10_000,
  });
  onTestFinished(() => writer.close());
  const click = (time: string) => {
    const at = Date.parse(time);
    const rest = { ipAddress: "::1", userAgent: plainBrowser, referrer: "", country: "" };
    const visit = { linkId: 1, at, ...rest, anonymous: false, counted: false };
    const hour = at - (at % 3_600_000);
    return writer.write({ id: time, hour, visits: [visit], counts: [] }, false);
  };
  const clicks = () =>
    queryDatabase(
      databaseUrl,
      `SELECT tableoid::regclass::text AS month FROM "Click" ORDER BY "at"`,
    );
  const months = async () =>
    (
      await queryDatabase<{ name: string }>(
        databaseUrl,
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits
         WHERE inhparent = '"Click"'::regclass ORDER BY 1`,
      )
    ).map(({ name }) => name.replaceAll('"', ""));
  return { database, writer, click, clicks, months };
}

test("each month of clicks has a partition that is created ahead and dropped when it is old", async () => {
  const { database, writer, click, clicks, months } = await writing();
  await purgeExpiredClicks(writer, 365, Date.parse("2040-01-31T12:00:00Z"));
  await purgeExpiredClicks(writer, 365, Date.parse("2040-01-31T12:00:00Z"));
  const made = ["Click_2040_01", "Click_2040_02", "Click_2040_03"];
  expect((await months()).filter((name) => name.startsWith("Click_204"))).toEqual(made);

  await click("2040-01-01T00:00:00Z");
  await click("2040-01-31T23:59:59.999Z");
  await click("2040-02-01T00:00:00Z");
  expect(await clicks()).toEqual([
    { month: '"Click_2040_01"' },
    { month: '"Click_2040_01"' },
    { month: '"Click_2040_02"' },
  ]);

  await purgeExpiredClicks(writer, 10, Date.parse("2040-02-01T00:00:00Z") + 10 * day - 1);
  expect(await database.click.count()).toBe(3);
  await purgeExpiredClicks(writer, 10, Date.parse("2040-02-01T00:00:00Z") + 10 * day);
  expect(await clicks()).toEqual([{ month: '"Click_2040_02"' }]);
  expect(await database.linkHour.aggregate({ _sum: { clicks: true } })).toEqual({
    _sum: { clicks: 3 },
  });
});

test("a click without a monthly partition stays in the default one, and that month gets no partition", async () => {
  const { database, writer, click, clicks, months } = await writing();
  await click("2050-06-15T00:00:00Z");
  expect(await clicks()).toEqual([{ month: '"Click_other"' }]);

  await purgeExpiredClicks(writer, 365, Date.parse("2050-05-15T00:00:00Z"));
  expect((await months()).filter((name) => name.startsWith("Click_205"))).toEqual([
    "Click_2050_05",
    "Click_2050_07",
  ]);
  await purgeExpiredClicks(writer, 365, Date.parse("2052-06-15T00:00:00Z"));
  expect(await database.click.count()).toBe(0);
});
