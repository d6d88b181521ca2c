import Database from "better-sqlite3";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, manyLinksToken, toShortCode } from "../seed.ts";
import { startProgram } from "../servers.ts";

const hour = 3_600_000;
const hoursOfYear = 365 * 24;
const clicksOfQuiet = 1_000;
const clicksOfBusy = 1_000_000;

/** The values on a day of a busy link. */
const values = {
  country: Array.from({ length: 40 }, (_, number) => `C${number}`),
  referrer: Array.from({ length: 60 }, (_, number) => `host-${number}.example`),
};

/** Measures a year of statistics for 1,000 clicks, compared with 1,000,000 on the same days. */
export async function measureStatistics(repetitions: number): Promise<Measurement[]> {
  const databaseUrl = await createSeededDatabase(10_000);
  const end = Math.floor(Date.now() / (24 * hour)) * 24 * hour;
  addYear(databaseUrl, 1, end, clicksOfQuiet);
  addYear(databaseUrl, 2, end, clicksOfBusy);
  const program = await startProgram(databaseUrl);
  const ask = async (number: number, fields: string) => {
    const query = `query ($code: String!, $from: DateTime!, $to: DateTime!) {
      link(by: { shortCode: $code }) { stats(from: $from, to: $to, interval: DAY) { ${fields} } } }`;
    const from = new Date(end - hoursOfYear * hour);
    const variables = { code: toShortCode(number - 1), from, to: new Date(end) };
    const start = performance.now();
    const response = await fetch(`${program.url}/graphql`, {
      method: "POST",
      headers: { authorization: `Bearer ${manyLinksToken}`, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const { errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return performance.now() - start;
  };
  const compare = async (what: string, fields: string): Promise<Measurement[]> => {
    const quiet: number[] = [];
    const ratios: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const time = await ask(1, fields);
      quiet.push(time);
      ratios.push((await ask(2, fields)) / time);
    }
    return [
      { what: `a year of ${what}, 1,000 clicks`, value: median(quiet), unit: "ms" },
      {
        what: "the same, 1,000,000 clicks / 1,000",
        value: median(ratios),
        target: { atMost: 1.3 },
      },
    ];
  };
  try {
    return [
      ...(await compare("counts by day", "clicks visitors bots series { start clicks }")),
      ...(await compare(
        "countries and referrers",
        `countries: breakdown(dimension: COUNTRY, first: 10) { values { value clicks share } }
         referrers: breakdown(dimension: REFERRER, first: 10) { values { value clicks share } }`,
      )),
    ];
  } finally {
    await program.stop();
  }
}

/** Adds a year of counts for a link clicked every day, as the recorder would write them. */
function addYear(databaseUrl: string, linkId: number, end: number, clicks: number): void {
  const database = new Database(databaseUrl.replace("file:", ""));
  const addHour = database.prepare(
    `INSERT OR REPLACE INTO "LinkHour" ("linkId", "hour", "clicks", "visitors", "bots") VALUES (?, ?, ?, ?, 0)`,
  );
  const addDay = database.prepare(
    `INSERT OR REPLACE INTO "LinkDay" ("linkId", "dimension", "day", "value", "clicks")
     VALUES (?, ?, ?, ?, ?)`,
  );
  const hours = Math.min(hoursOfYear, clicks);
  const clicksOfHour = Math.floor(clicks / hours);
  database.transaction(() => {
    for (let index = 0; index < hours; index++) {
      const at = end - Math.ceil(((index + 1) * hoursOfYear) / hours) * hour;
      addHour.run(linkId, at, clicksOfHour, clicksOfHour);
    }
    for (let day = 1; day <= 365; day++) {
      for (const [dimension, known] of Object.entries(values)) {
        // A day has at most as many values as clicks, so the quiet link has fewer.
        const clicksOfDay = Math.ceil(clicks / 365);
        for (const value of known.slice(0, clicksOfDay)) {
          const clicksOfValue = Math.ceil(clicksOfDay / known.length);
          addDay.run(linkId, dimension, end - day * 24 * hour, value, clicksOfValue);
        }
      }
    }
  })();
  database.close();
}
