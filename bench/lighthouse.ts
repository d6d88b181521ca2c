/**
 * Measures the pages of the web UI with Lighthouse 12. It is downloaded on demand, because it is
 * large and nothing else needs it. Performance varies between runs, so each page is loaded several
 * times and the median counts.
 * Usage: npm run bench:pages [-- path …]
 */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { formatTable, isTargetMet, type Measurement, median } from "./report.ts";
import { startProgram } from "./servers.ts";

const run = promisify(execFile);
const lighthouse = "lighthouse@12.8.2";
const folder = "bench/results/lighthouse";
const rounds = 5;
const categories = ["performance", "accessibility", "best-practices", "seo"];
const email = "reader@example.com";
const password = "a sentence for measuring";

/** Scores by category, from 0 to 100. */
type Scores = Record<string, number>;

const given = process.argv.slice(2).filter((word) => word.startsWith("/"));
const paths = given.length > 0 ? given : ["/", "/app/login", "/app/links", "/app/developers"];

mkdirSync(folder, { recursive: true });
const database = `${folder}/pages.db`;
for (const end of ["", "-wal", "-shm"]) rmSync(database + end, { force: true });
const program = await startProgram(`file:${database}`, { BCRYPT_COST: "4", RATE_LIMIT: "off" });
try {
  const cookie = await signIn();
  for (const path of paths) {
    const scores = await measure(path, path === "/app/links" ? cookie : undefined);
    console.log(`\n${path}\n${formatTable(scores)}`);
    if (!scores.every(isTargetMet)) process.exitCode = 1;
  }
} finally {
  await program.stop();
}

/** Returns the session cookie of a new account with a few links. */
async function signIn(): Promise<string> {
  const ask = (query: string, cookie = "") =>
    fetch(`${program.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: cookie, Origin: program.url },
      body: JSON.stringify({ query }),
    });
  const credentials = `input: { email: "${email}", password: "${password}" }`;
  await ask(`mutation { register(${credentials}) { __typename } }`);
  const answer = await ask(`mutation { startSession(${credentials}) { __typename } }`);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  for (let number = 1; number <= 20; number++) {
    const input = `input: { originalUrl: "https://example.com/article/${number}" }`;
    await ask(`mutation { createLink(${input}) { __typename } }`, cookie);
  }
  return cookie;
}

async function measure(path: string, cookie: string | undefined): Promise<Measurement[]> {
  const results: Scores[] = [];
  for (let round = 0; round < rounds; round++) results.push(await load(path, cookie));
  return categories.map((name) => {
    const scores = results.map((result) => result[name] ?? 0).toSorted((a, b) => a - b);
    return {
      what: `${name}, of ${scores.join(" ")}`,
      value: median(scores),
      target: { atLeast: 95 },
    };
  });
}

async function load(path: string, cookie: string | undefined): Promise<Scores> {
  const report = `${folder}/report.json`;
  const words = [
    ...[program.url + path, "--quiet", "--output=json", `--output-path=${report}`],
    `--only-categories=${categories.join(",")}`,
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ...(cookie ? [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`] : []),
  ];
  await run("npx", ["--yes", lighthouse, ...words], {
    env: { CHROME_PATH: "/usr/bin/chromium", ...process.env },
  });
  const result = JSON.parse(readFileSync(report, "utf8"));
  const reachedAddress = result.finalDisplayedUrl ?? result.finalUrl;
  if (reachedAddress !== program.url + path) {
    throw new Error(`Asked for ${path}, Lighthouse measured ${reachedAddress}.`);
  }
  return Object.fromEntries(
    categories.map((name) => [name, Math.round(result.categories[name].score * 100)]),
  );
}
