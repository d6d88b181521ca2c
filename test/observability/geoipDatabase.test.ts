import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { writeCountryDatabase } from "../support/countryDatabase.ts";
import { runProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld } from "../support/world.ts";

const network: [number, number, number] = [203, 0, 113];

const unusable: [name: string, reason: string, write: (path: string) => void][] = [
  ["no file", "the file does not exist", () => {}],
  ["a folder", "it is a directory", (path) => mkdirSync(path)],
  [
    "an empty file",
    "it is not a database in MaxMind's format (.mmdb)",
    (path) => writeFileSync(path, ""),
  ],
  [
    "another file",
    "it is not a database in MaxMind's format (.mmdb)",
    (path) => writeFileSync(path, "network,country\n203.0.113.0/24,DE\n".repeat(1_000)),
  ],
  [
    "a compressed file",
    "it is not a database in MaxMind's format (.mmdb)",
    (path) => writeFileSync(path, gzipSync("x".repeat(1_000))),
  ],
  [
    "a database of networks",
    "it has the database type GeoLite2-ASN, which contains no countries",
    (path) => writeCountryDatabase(path, network, "DE", "GeoLite2-ASN"),
  ],
];

test.each(unusable)(
  "startup with %s fails with the setting, the path and: %s",
  async (_, reason, write) => {
    const path = join(temporaryFolder(), "countries.mmdb");
    write(path);

    await expect(createWorld({ GEOIP_DATABASE: path })).rejects.toMatchObject({
      message: `GEOIP_DATABASE: ${path} cannot be used: ${reason}.`,
    });
  },
);

test.skipIf(process.getuid?.() === 0)(
  "startup reports a file without read permission explicitly",
  async () => {
    const path = join(temporaryFolder(), "countries.mmdb");
    writeCountryDatabase(path, network, "DE");
    chmodSync(path, 0);

    await expect(createWorld({ GEOIP_DATABASE: path })).rejects.toMatchObject({
      message: `GEOIP_DATABASE: ${path} cannot be used: this user has no permission to read it.`,
    });
  },
);

test.each(["1", "2"])(
  "the program prints one sentence and exits, with %s worker(s)",
  async (workers) => {
    const path = join(temporaryFolder(), "none.mmdb");

    const { exitCode, stdout, stderr } = await runProgram({
      GEOIP_DATABASE: path,
      WORKERS: workers,
      DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
      PORT: "0",
    });

    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `GEOIP_DATABASE: ${path} cannot be used: the file does not exist.\n`,
    });
  },
);

test("a replaced file is loaded, and an unusable one leaves the previous database active", async () => {
  const path = join(temporaryFolder(), "countries.mmdb");
  writeCountryDatabase(path, network, "DE");
  const { signUp, anonymous, services, log } = await createWorld({
    GEOIP_DATABASE: path,
    TRUST_PROXY: "1",
  });
  const { short_code } = await (await signUp("alice")).createLink();
  const replace = (write: (path: string) => void) => {
    write(`${path}.new`);
    renameSync(`${path}.new`, path);
  };
  const told = () =>
    log.flatMap(({ level, msg }) => (String(msg).startsWith("GEOIP") ? [[level, msg]] : []));
  const countries: (string | null)[] = [];
  const visit = async () => {
    await anonymous.visit(short_code, { headers: { "x-forwarded-for": "203.0.113.7" } });
    await expect.poll(() => services.database.click.count()).toBe(countries.length + 1);
    const click = await services.database.click.findFirst({ orderBy: { id: "desc" } });
    countries.push(click?.country ?? null);
  };
  const read = [30, "GEOIP_DATABASE was loaded."];
  const warned = (reason: string) => [
    40,
    `GEOIP_DATABASE: ${path} cannot be used: ${reason}. The previous file stays in use.`,
  ];

  await visit();
  replace((file) => writeCountryDatabase(file, network, "FR"));
  await expect.poll(told).toEqual([read]);
  await visit();
  replace((file) => writeFileSync(file, "half a"));
  const broken = warned("it is not a database in MaxMind's format (.mmdb)");
  await expect.poll(told).toEqual([read, broken]);
  await visit();
  rmSync(path);
  const missing = warned("the file does not exist");
  await expect.poll(told).toEqual([read, broken, missing]);
  await visit();

  expect(countries).toEqual(["DE", "FR", "FR", "FR"]);
});
