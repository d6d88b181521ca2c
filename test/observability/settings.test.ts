import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  ConfigurationError,
  parseConfig,
  sections,
  settingNames,
} from "../../src/config/config.ts";
import { describeSection } from "../../src/config/section.ts";
import { startProgram } from "../support/program.ts";

interface Row {
  name: string;
  /** Undefined if the guide says that there is no default. */
  fallback: string | undefined;
}

function tableIn(file: string): Row[] {
  const rows = readFileSync(file, "utf8").matchAll(/^\| `([A-Z_]+)` *\| (?:`([^`]+)`|none) *\|/gm);
  return [...rows].map(([, name = "", fallback]) => ({ name, fallback }));
}

const guide = ["docs/operations/settings.md", "docs/operations/rate-limits.md"];

test("every setting is documented", () => {
  const undescribed = sections
    .flatMap(describeSection)
    .filter(({ description }) => !/^[A-Za-z`[].*\.$/.test(description));

  expect(undescribed).toEqual([]);
});

test("each default in the guide and the README is the one in effect", () => {
  const rows = [...guide, "README.md"].flatMap(tableIn);
  const given = rows.map(({ name, fallback }) => [name, fallback?.replace("PORT", "3000")]);

  for (const [name, fallback] of given) {
    expect(parseConfig({ [name as string]: fallback }), name).toEqual(parseConfig({}));
  }
  expect(rows.length).toBe(settingNames.length + 7);
});

/** Returns the messages about invalid settings. */
function faultsOf(variables: Record<string, string>): string[] {
  try {
    parseConfig(variables);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [first, ...faults] = error.message.split("\n");
    expect(first).toBe("Invalid settings:");
    return faults;
  }
  return [];
}

const garbage = [
  "",
  "?",
  "-1",
  "0.5",
  "NaN",
  "true",
  "99999999999",
  "https://a:b@[",
  "a\nb ",
  "{}",
];
const libraryWords =
  /invalid|expected|received|NaN(?!"\.$)|undefined|null|zod|string|regex|pattern/i;

test("an invalid setting is reported in one sentence with the rule, an example and the value", () => {
  const unfaulty: string[] = [];
  for (const name of settingNames) {
    const told = garbage.flatMap((value) => faultsOf({ [name]: value }));
    if (told.length === 0) unfaulty.push(name);
    for (const sentence of told) {
      expect(sentence).toMatch(
        new RegExp(
          `^  ${name}: (must be|needs) .+, such as .+\\. (It is ".+"|Its value may be a secret and is not shown)\\.$`,
        ),
      );
      expect(sentence).not.toMatch(libraryWords);
    }
  }
  // That file is checked when it is read: see geoipDatabase.test.ts.
  expect(unfaulty).toEqual(["GEOIP_DATABASE"]);
});

test("each example in an error message is a valid value", () => {
  for (const name of settingNames) {
    const [fault = ""] = garbage.flatMap((value) => faultsOf({ [name]: value }));
    const [, example = ""] = /, such as (\S+)\. It/.exec(fault) ?? [];
    // Skips examples of files, and the token, whose example is the command that generates one.
    if (/^\/|^$/.test(example)) continue;
    const databaseUrl = name === "DATABASE_REPLICA_URL" && { DATABASE_URL: example };
    expect(faultsOf({ [name]: example, ...databaseUrl }), `${name}=${example}`).toEqual([]);
  }
});

test.each([
  [
    { TRUST_PROXY: "true" },
    `TRUST_PROXY: must be the number of proxies in front of the service, from 0 to 16, such as 1. It is "true".`,
  ],
  [
    { WORKERS: "0" },
    `WORKERS: must be a whole number from 1 to 256, or auto for one worker per core, such as 2. It is "0".`,
  ],
  [
    { OTHER_HOSTS: "*.example.com" },
    `OTHER_HOSTS: must be host names without a scheme or port, separated by commas, such as www.example.com,example.net. It is "*.example.com".`,
  ],
  [
    { BASE_URL: "https://alice:secret@links.example.com/x" },
    `BASE_URL: must be an http or https URL without a path, such as https://links.example.com. It is "https://…@links.example.com/x".`,
  ],
  [
    { LIMIT_REQUEST_PER_TOKEN: "50000/8d" },
    `LIMIT_REQUEST_PER_TOKEN: must be a number and a time from 1s to 7d, such as 1200/1m. It is "50000/8d".`,
  ],
  [
    { LIMIT_REQUEST_PER_ACCOUNT: "50000/8d" },
    `LIMIT_REQUEST_PER_ACCOUNT: must be a number and a time from 1s to 7d, such as 1200/1m. It is "50000/8d".`,
  ],
])("explains the error in %o", (given, sentence) => {
  expect(faultsOf(given)).toEqual([`  ${sentence}`]);
});

test("no error message contains possible secrets", () => {
  const faults = faultsOf({
    METRICS_TOKEN: "hush hush",
    DATABASE_URL: "mysql://lnk7:hush@db/lnk7",
    DATABASE_REPLICA_URL: "mysql://lnk7:hush@db/lnk7",
    REDIS_URL: "http://:hush@redis",
    BASE_URL: "http://lnk7:hush@links.example.com",
    CORS_ORIGINS: "https://lnk7:hush@a.example",
  });

  expect(faults.map((fault) => fault.split(":")[0]?.trim()).sort()).toEqual([
    "BASE_URL",
    "CORS_ORIGINS",
    "DATABASE_REPLICA_URL",
    "DATABASE_URL",
    "METRICS_TOKEN",
    "REDIS_URL",
  ]);
  expect(faults.join()).not.toContain("hush");
});

test("ignores white space around a value", () => {
  expect(parseConfig({ PORT: " 80\t", REGISTRATION: "closed\r" })).toEqual(
    parseConfig({ PORT: "80", REGISTRATION: "closed" }),
  );
});

test("logs a renamed setting once at startup", async () => {
  const { printed, end } = await startProgram({ LIMIT_REQUEST_PER_TOKEN: "7/1m", WORKERS: "2" });
  await end("SIGTERM");

  const told = printed.stdout
    .split("\n")
    .filter((line) => line.includes("LIMIT_REQUEST_PER_TOKEN"));
  expect(told.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 40,
      msg: "LIMIT_REQUEST_PER_TOKEN is deprecated, use LIMIT_REQUEST_PER_ACCOUNT.",
    }),
  ]);
});
