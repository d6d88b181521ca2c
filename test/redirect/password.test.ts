import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { invalidUtf8, withBytes } from "../support/invalidUtf8.ts";
import { createWorld } from "../support/world.ts";

const json = { accept: "application/json" };
const limited = { RATE_LIMIT: "on" };

function tries(visitor: TestClient, code: string, password: string, headers = {}) {
  const body = new URLSearchParams({ password });
  return visitor.visit(code, { method: "POST", body, headers: { ...json, ...headers } });
}

test("the correct password redirects with 303, and a wrong one shows an error", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ password: "pässword", redirect_type: 308 });

  const wrong = await tries(anonymous, link.short_code, "passwort");
  const right = await tries(anonymous, link.short_code, "pässword".normalize("NFD"));

  expect([wrong.status, wrong.body, wrong.headers.get("www-authenticate")]).toEqual([
    401,
    { detail: "This password is wrong. Try again." },
    'Form realm="short link"',
  ]);
  expect([right.status, right.headers.get("location"), right.headers.get("cache-control")]).toEqual(
    [303, "https://example.com/", "private, no-store"],
  );
  expect(link.has_password).toBe(true);
});

const at = (seconds: number) =>
  setClock(new Date(Date.UTC(2030, 0, 1, 12) + seconds * 1000).toISOString());

test("the correct password is rejected with the waiting time after ten attempts, then accepted", async () => {
  at(0);
  const { signUp, anonymous } = await createWorld(limited);
  const alice = await signUp("alice");
  const link = await alice.createLink({ password: "sesame" });
  const other = await alice.createLink({ password: "sesame" });

  for (let attempt = 0; attempt < 10; attempt++) {
    expect((await tries(anonymous, link.short_code, `guess ${attempt}`)).status).toBe(401);
  }
  const rejected = await tries(anonymous, link.short_code, "sesame");

  expect(rejected.status).toBe(429);
  expect(rejected.headers.get("retry-after")).toBe("600");
  expect((await tries(anonymous, other.short_code, "sesame")).status).toBe(303);

  at(599);
  expect((await tries(anonymous, link.short_code, "sesame")).status).toBe(429);
  at(600);
  expect((await tries(anonymous, link.short_code, "sesame")).status).toBe(303);
});

test("correct passwords do not count as attempts, so many people can share an IP address", async () => {
  const { signUp, anonymous } = await createWorld(limited);
  const link = await (await signUp("alice")).createLink({ password: "sesame" });
  const statuses: number[] = [];

  for (let visitor = 0; visitor < 12; visitor++) {
    statuses.push((await tries(anonymous, link.short_code, "sesame")).status);
  }

  expect(statuses).toEqual(Array(12).fill(303));
});

test("wrong passwords count across all links, and the limit of the IP address resets in time", async () => {
  at(0);
  const { signUp, anonymous } = await createWorld({
    ...limited,
    LIMIT_UNLOCK_PER_ADDRESS: "4/10m",
  });
  const alice = await signUp("alice");
  const links = [];
  for (let made = 0; made < 6; made++) links.push(await alice.createLink({ password: "sesame" }));
  const [first, ...others] = links.map(({ short_code }) => short_code);

  expect((await tries(anonymous, first, "sesame")).status).toBe(303);
  for (const code of others.slice(0, 4)) {
    expect((await tries(anonymous, code, "guess")).status).toBe(401);
  }
  const rejected = await tries(anonymous, first, "sesame");
  expect([
    rejected.status,
    ...["retry-after", "ratelimit-policy", "ratelimit"].map((name) => rejected.headers.get(name)),
  ]).toEqual([429, "600", '"unlockPerAddress";q=4;w=600', '"unlockPerAddress";r=0;t=600']);

  at(600);
  expect((await tries(anonymous, first, "sesame")).status).toBe(303);
});

test("the form submits to the link itself, also on its preview", async () => {
  const { signUp, anonymous } = await createWorld();
  const link = await (await signUp("alice")).createLink({
    password: "sesame",
    short_code: "Form",
  });

  for (const path of ["form", "FORM", "form+"]) {
    const { text } = await anonymous.visit(path);
    const action = /<form method="post" action="\/([^"]*)">/.exec(text)?.[1] ?? "";
    expect([action, (await tries(anonymous, action, "sesame")).status]).toEqual(["form", 303]);
  }
  expect(link.short_code).toBe("form");
});

test("the form is shown again without a valid password", async () => {
  const { signUp, anonymous } = await createWorld();
  const link = await (await signUp("alice")).createLink({ password: "sesame" });
  const bodies = [
    new URLSearchParams({ other: "x" }),
    new URLSearchParams({ password: "x".repeat(10_000) }),
    new URLSearchParams(),
  ];

  for (const body of bodies) {
    const answer = await anonymous.visit(link.short_code, { method: "POST", body, headers: json });
    expect([answer.status, answer.headers.get("location")]).toEqual([401, null]);
  }
});

test("a form that is not UTF-8 does not unlock a link, percent-encoded or not", async () => {
  const { signUp, anonymous } = await createWorld();
  // The text that other decoders read from such bytes.
  const link = await (await signUp("alice")).createLink({ password: "caf\ufffd" });
  const headers = { ...json, "content-type": "application/x-www-form-urlencoded" };
  const multipart = { ...json, "content-type": "multipart/form-data; boundary=x" };
  const part = '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\ncaf*\r\n--x--\r\n';

  for (const bytes of Object.values(invalidUtf8)) {
    const encoded = bytes.map((byte) => `%${byte.toString(16)}`).join("");
    for (const init of [
      { body: withBytes("password=caf*", bytes), headers },
      { body: `password=caf${encoded}`, headers },
      { body: withBytes(part, bytes), headers: multipart },
    ]) {
      const answer = await anonymous.visit(link.short_code, { method: "POST", ...init });
      expect([answer.status, answer.body, answer.headers.get("location")]).toEqual([
        400,
        { detail: "The request body is not UTF-8. Encode it as UTF-8." },
        null,
      ]);
    }
  }
  const page = await anonymous.visit(link.short_code, {
    method: "POST",
    body: "password=%e9",
    headers: { ...headers, accept: "text/html" },
  });
  expect([page.status, page.headers.get("content-type")]).toEqual([
    400,
    "text/html; charset=UTF-8",
  ]);
  expect((await tries(anonymous, link.short_code, "caf\ufffd")).status).toBe(303);
  const whole = { method: "POST", body: part.replace("*", "\ufffd"), headers: multipart };
  expect((await anonymous.visit(link.short_code, whole)).status).toBe(303);
});

test("a password with percent signs unlocks its link", async () => {
  const { signUp, anonymous } = await createWorld();
  const link = await (await signUp("alice")).createLink({ password: "100%zz%" });
  const headers = { ...json, "content-type": "application/x-www-form-urlencoded" };

  for (const body of ["password=100%zz%", "password=100%25zz%25"]) {
    const { status } = await anonymous.visit(link.short_code, { method: "POST", body, headers });
    expect(status).toBe(303);
  }
});

test("a password can be removed", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ password: "sesame" });
  expect((await anonymous.visit(link.short_code)).status).toBe(401);

  await alice.put(`/api/v1/links/${link.id}`, { password: null });

  expect((await anonymous.visit(link.short_code)).status).toBe(302);
});

test.each([
  ["no proxy is trusted", "0", (address: string) => address],
  ["one trusted proxy appends the address", "1", (address: string) => `${address}, 203.0.113.7`],
])(
  "a forged X-Forwarded-For gives no additional attempts when %s",
  async (_, TRUST_PROXY, forwarded) => {
    const { signUp, anonymous } = await createWorld({ ...limited, TRUST_PROXY });
    const link = await (await signUp("alice")).createLink({ password: "sesame" });
    const statuses: number[] = [];

    for (let attempt = 0; attempt < 11; attempt++) {
      const headers = { "x-forwarded-for": forwarded(`198.51.100.${attempt}`) };
      statuses.push((await tries(anonymous, link.short_code, `guess ${attempt}`, headers)).status);
    }

    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  },
);

test("each visitor behind a trusted proxy has separate attempts", async () => {
  const { signUp, anonymous } = await createWorld({ ...limited, TRUST_PROXY: "1" });
  const link = await (await signUp("alice")).createLink({ password: "sesame" });

  for (let visitor = 0; visitor < 11; visitor++) {
    const headers = { "x-forwarded-for": `198.51.100.${visitor}` };
    expect((await tries(anonymous, link.short_code, "guess", headers)).status).toBe(401);
  }
});
