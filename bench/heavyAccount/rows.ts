import { allScopes, formatScopes } from "../../src/core/auth/scopes.ts";
import { hashSecret } from "../../src/core/secrets.ts";
import {
  changesOfLink,
  clickedLinks,
  clicksOfLink,
  countedDays,
  heavyToken,
  links,
  otherToken,
  repetitiveLinks,
  sessions,
  toHeavyShortCode,
  tokens,
  valuedDays,
  valuesOfDay,
} from "./account.ts";

export type Value = string | number | boolean | Date | Uint8Array | null;
export type Row = Record<string, Value>;

const hour = 3_600_000;
const day = 24 * hour;
const today = Math.floor(Date.now() / day) * day;

/** Returns the rows of each table. Referenced tables come first. */
export function heavyRows(): [table: string, rows: Iterable<Row>][] {
  return [
    ["User", users()],
    ["ApiToken", apiTokens()],
    ["Session", signedIn()],
    ["Link", linkRows()],
    ["LinkChange", changes()],
    ["Click", clicks()],
    ["LinkHour", hours({ linkId: 1 })],
    ["LinkDay", days({ linkId: 1 })],
    ["UserHour", hours({ userId: 1 })],
    ["UserDay", days({ userId: 1 })],
  ];
}

function* users(): Generator<Row> {
  for (const email of ["heavy@example.com", "other@example.com"]) {
    yield { email, emailKey: email, passwordHash: "", createdAt: new Date(today) };
  }
}

function* apiTokens(): Generator<Row> {
  for (const [ownerId, secret] of [heavyToken, otherToken].entries()) {
    yield tokenRow(ownerId + 1, secret, ownerId + 1, null);
  }
  // Half of them were created with the first token, each of the others with the previous one.
  for (let id = 3; id <= tokens; id++) {
    yield tokenRow(id, `lnk7_${String(id).padStart(43, "x")}`, 1, id % 2 ? 1 : Math.max(1, id - 1));
  }
}

function tokenRow(id: number, secret: string, ownerId: number, madeWith: number | null): Row {
  return {
    publicId: `tok_${String(id).padStart(16, "0")}`,
    ownerId,
    name: `token ${id}`,
    scopes: formatScopes(allScopes),
    secretHash: hashSecret(secret),
    prefix: secret.slice(0, 9),
    createdAt: new Date(today),
    createdByTokenId: madeWith,
  };
}

function* signedIn(): Generator<Row> {
  for (let id = 1; id <= sessions; id++) {
    yield {
      ownerId: 1,
      secretHash: hashSecret(`session ${id}`),
      expiresAt: new Date(today + 30 * day),
      browser: "Firefox",
      system: "Linux",
    };
  }
}

function* linkRows(): Generator<Row> {
  const repetitive = "aaab".repeat(2_000);
  for (let id = 1; id <= links; id++) {
    const tail = id > links - repetitiveLinks ? repetitive : `articles/${id}?ref=seed`;
    yield {
      shortCode: toHeavyShortCode(id),
      originalUrl: `https://example.com/${tail}`,
      title: id % 3 === 0 ? `The article with the number ${id}` : null,
      isActive: id % 10 !== 1 || id === 1,
      expiresAt: id % 10 === 2 ? new Date(today - day) : null,
      maxClicks: id % 10 === 3 ? 1 : null,
      clickCount: (id * 7_919) % 1_000,
      lastClickedAt: id % 4 === 0 ? null : new Date(today - ((id * 104_729) % (90 * day))),
      ownerId: 1,
      tokenId: (id % tokens) + 1,
      createdAt: new Date(today - (links - id) * 60_000),
      updatedAt: new Date(today),
    };
  }
}

function* changes(): Generator<Row> {
  const settings = [{ setting: "title", before: "before", after: "after" }];
  for (let link = 0; link < clickedLinks; link++) {
    for (let change = changesOfLink; change > 0; change--) {
      const at = new Date(today - change * hour);
      yield { linkId: links - link, at, tokenName: "bench", changes: JSON.stringify(settings) };
    }
  }
}

function* clicks(): Generator<Row> {
  for (let link = 0; link < clickedLinks; link++) {
    for (let click = clicksOfLink; click > 0; click--) {
      yield {
        linkId: links - link,
        at: new Date(today - click * hour),
        referrerHost: `host-${click}.example`,
        country: "DE",
        browser: "Firefox",
        system: "Linux",
        device: "desktop",
        isBot: false,
      };
    }
  }
}

function* hours(subject: Row): Generator<Row> {
  for (let index = 0; index < countedDays * 24; index++) {
    yield {
      ...subject,
      hour: new Date(today - index * hour),
      clicks: 500,
      visitors: 200,
      bots: 20,
    };
  }
}

function* days(subject: Row): Generator<Row> {
  for (let index = 0; index < valuedDays; index++) {
    for (const [dimension, count] of Object.entries(valuesOfDay)) {
      for (let number = 0; number < count; number++) {
        const value = `${dimension}-${number}`;
        yield {
          ...subject,
          dimension,
          day: new Date(today - index * day),
          value,
          clicks: number + 1,
        };
      }
    }
  }
}
