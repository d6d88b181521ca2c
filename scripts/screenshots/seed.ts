import Database from "better-sqlite3";

export const email = "ada@example.com";
export const password = "a sentence for pictures";

const destinations = [
  ["https://docs.example.com/getting-started", "Getting started"],
  ["https://example.org/conference/2026/program", null],
  ["https://shop.example.com/sale", "Winter sale"],
  ["https://example.com/autumn/newsletter?issue=11", "Newsletter, November"],
  ["https://en.wikipedia.org/wiki/Analytical_Engine", "The Analytical Engine"],
] as const;

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "Googlebot/2.1 (+http://www.google.com/bot.html)",
];
const referrers = ["https://news.example.net/", "", "https://mastodon.example/", "", ""];
const countries = ["DE", "GB", "DE", "FR", "US", "DE", "BR", "US"];

const clicks = 700;
const people = 260;
const hour = 3_600_000;
const day = 24 * hour;
const span = 29.5 * day;

/** Creates an account with links, tokens and visitors from several countries. */
export async function seed(url: string): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = new Headers({ "Content-Type": "application/json" });
    if (token) headers.set("Authorization", `Bearer ${token}`);
    return (
      await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })
    ).json();
  };
  await post("/api/v1/auth/register", { email, password });
  const { token } = await post("/api/v1/auth/login", { email, password });
  const codes: string[] = [];
  for (const [original_url, title] of destinations) {
    const link = await post("/api/v1/links", { original_url, title }, token);
    codes.unshift(link.short_code);
  }
  for (let click = 0; click < clicks; click++) {
    // Some visitors return immediately.
    const visit = Math.floor(click * 0.75);
    const code = codes[Math.floor(codes.length * spread(visit, 0.618) ** 2)];
    await fetch(`${url}/${code}`, { redirect: "manual", headers: visitor(visit) });
  }
}

function visitor(visit: number): Record<string, string> {
  const person = Math.floor(people * spread(visit, 0.324));
  return {
    "User-Agent": agents[person % agents.length] ?? "",
    Referer: referrers[(person * 7) % referrers.length] ?? "",
    "X-Country": countries[(person * 3) % countries.length] ?? "",
    "X-Forwarded-For": `192.0.2.${person}`,
  };
}

/** Returns numbers from 0 to 1 that look random but are always the same. */
const spread = (index: number, step: number) => (index * step) % 1;

/** Spreads the clicks over a month, which no client can do, and recalculates the counts. */
export function spreadOverMonth(file: string): void {
  const database = new Database(file);
  const now = Date.now();
  const ids = database.prepare("SELECT id FROM Click ORDER BY id").pluck().all();
  const move = database.prepare("UPDATE Click SET at = ? WHERE id = ?");
  ids.forEach((id, index) => {
    const part = (index + 1) / ids.length;
    // Traffic drops once a week and grows as a link is shared.
    const weeks = 0.02 * Math.sin(part * 2 * Math.PI * 4.28);
    move.run(
      Math.round(now - 60_000 - span * Math.max(0, (1 - part) ** 1.2 - weeks * (1 - part))),
      id,
    );
  });
  const began = now - 40 * day;
  const people = "sum(NOT isBot), count(DISTINCT iif(isBot, NULL, visitorMark)), sum(isBot)";
  const values = ["referrerHost", "country", "browser", "system", "device"];
  database.exec(`
    UPDATE Link SET createdAt = ${began} + id * ${day}, updatedAt = ${began} + id * ${day},
      lastClickedAt = (SELECT max(at) FROM Click WHERE linkId = Link.id AND NOT isBot);
    UPDATE ApiToken SET createdAt = ${began};
    DELETE FROM LinkHour;
    INSERT INTO LinkHour SELECT linkId, at / ${hour} * ${hour} AS hour, ${people}
      FROM Click GROUP BY linkId, 2;
    DELETE FROM LinkDay;
    ${values
      .map(
        (value) => `INSERT INTO LinkDay
          SELECT linkId, '${value.replace("Host", "")}', at / ${day} * ${day}, ${value}, count(*)
          FROM Click WHERE NOT isBot AND ${value} IS NOT NULL GROUP BY 1, 2, 3, 4;`,
      )
      .join("\n")}
  `);
  database.close();
}
