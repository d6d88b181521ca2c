import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { PasswordHasher } from "../../src/core/passwords/passwordHasher.ts";
import type { Services } from "../../src/core/services.ts";
import { createClient } from "../support/client.ts";
import { createWorld, password } from "../support/world.ts";

/** Opens a raw connection. Returns it with everything received so far. */
function dial(url: string): { socket: Socket; received(): string; closed: Promise<void> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  const closed = new Promise<void>((resolve) => {
    socket.on("error", () => {});
    socket.on("close", () => resolve());
  });
  return { socket, received: () => text, closed };
}

/** Returns the status and body of the only response to these bytes. The connection closes afterwards. */
async function answerTo(url: string, bytes: string): Promise<[number, unknown]> {
  const { socket, received, closed } = dial(url);
  socket.write(bytes);
  await closed;
  const [head = "", body = ""] = received().split("\r\n\r\n");
  return [Number(head.split(" ")[1]), JSON.parse(body)];
}

const quiet = (log: Record<string, unknown>[]) => log.filter(({ level }) => Number(level) >= 40);

test("malformed requests are rejected in one sentence without log entries", async () => {
  const { url, log, anonymous } = await createWorld();
  const rejected = async (bytes: string) => {
    const [status, body] = await answerTo(url, bytes);
    return `${status} ${(body as { detail: string }).detail}`;
  };

  expect({
    twoHosts: await rejected("GET / HTTP/1.1\r\nHost: lnk7.test\r\nhost: evil.example\r\n\r\n"),
    twice: await rejected("GET /abc HTTP/1.1\r\nHost: a.test\r\nHost: a.test\r\n\r\n"),
    noHost: await rejected("GET / HTTP/1.1\r\n\r\n"),
    oddHost: await rejected("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"),
    pathHost: await rejected("GET / HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n"),
    oddMethod: await rejected("BREW /pot HTTP/1.1\r\nHost: lnk7.test\r\n\r\n"),
    noHttp: await rejected("\x16\x03\x01\x02\x00"),
    twoLengths: await rejected(
      "POST /graphql HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ),
    headers: await rejected(
      `GET /api/v1/links HTTP/1.1\r\nHost: a.test\r\nX: ${"x".repeat(99_999)}`,
    ),
  }).toEqual({
    twoHosts: "400 The request has more than one Host header.",
    twice: "400 The request has more than one Host header.",
    noHost: "400 The request has no Host header.",
    oddHost: "400 The request URL or its Host header is not valid.",
    pathHost: "400 The request URL or its Host header is not valid.",
    oddMethod: "400 The request method is unknown.",
    noHttp: "400 The request method is unknown.",
    twoLengths: "400 The request is not valid HTTP.",
    headers: "431 The request headers are too large. Send fewer or shorter headers.",
  });
  expect((await anonymous.get("/")).status).toBe(200);
  expect(quiet(log)).toEqual([]);
});

test("a client that sends its body or headers too slowly is disconnected without log entries", async () => {
  const { url, log } = await createWorld({ REQUEST_TIMEOUT_SECONDS: "2" });
  const starts = [
    "POST /api/v1/auth/login HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
    "POST /graphql HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a.test\r\nX-Slow: ",
  ];

  const lines = starts.map(async (start, index) => {
    const { socket, received, closed } = dial(url);
    socket.write(start);
    const trickle = setInterval(() => socket.write(index === 1 ? "1\r\n{\r\n" : "{"), 100);
    await closed;
    clearInterval(trickle);
    return received().split("\r\n")[0];
  });

  expect(await Promise.all(lines)).toEqual(starts.map(() => "HTTP/1.1 408 Request Timeout"));
  expect(quiet(log)).toEqual([]);
});

test("a client that disconnects during the body does not cause an unexpected error", async () => {
  const { url, log, anonymous } = await createWorld();
  const bodies = ["Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"];
  for (const body of bodies) {
    const { socket, closed } = dial(url);
    const path = "/api/v1/auth/login";
    const head = `POST ${path} HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\n`;
    const before = log.length;
    await new Promise<void>((resolve) => socket.write(head + body, () => resolve()));
    // The server must be reading the body before the connection breaks.
    await anonymous.get("/healthz");
    socket.destroy();
    await closed;
    await expect.poll(() => log.length).toBeGreaterThan(before);
  }

  expect((await anonymous.get("/")).status).toBe(200);
  expect(quiet(log)).toEqual([]);
});

/** Creates a password hasher that waits until it is released. */
function heldBack(): { passwords: PasswordHasher; begun(): number; release(): void } {
  let release = () => {};
  let begun = 0;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const wait = async () => {
    begun++;
    await released;
  };
  return {
    passwords: {
      hash: () => wait().then(() => "hash"),
      compare: () => wait().then(() => false),
      hasCurrentCost: () => true,
      dummyHash: () => "hash",
      close: async () => {},
    },
    begun: () => begun,
    release: () => release(),
  };
}

/** Creates an account without hashing a password. */
async function accountOf({ database }: Services): Promise<number> {
  const email = "owner@example.com";
  const user = await database.user.create({ data: { email, emailKey: email, passwordHash: "" } });
  return user.id;
}

test("with too many waiting requests, API requests get 503 and redirects continue", async () => {
  const held = heldBack();
  const here = await createWorld(
    { MAX_CONCURRENT_REQUESTS: "3" },
    { passwordHasher: held.passwords },
  );
  const { anonymous, services } = here;
  const ownerId = await accountOf(services);
  for (const shortCode of ["cold", "warm"]) {
    const originalUrl = `https://example.com/${shortCode}`;
    await services.database.link.create({ data: { ownerId, originalUrl, shortCode } });
  }
  const statusOf = async (path: string) => (await anonymous.visit(path)).status;
  expect([await statusOf("warm"), await statusOf("warm+")]).toEqual([302, 200]);
  const register = (name: string) =>
    anonymous.post("/api/v1/auth/register", { email: `${name}@example.com`, password });
  const waiting = ["a", "b", "c"].map(register);
  await expect.poll(held.begun).toBe(3);

  const rest = await anonymous.get("/api/v1/links");
  const graphql = await anonymous.graphql("{ viewer { id } }");
  const visits = [
    await statusOf("warm"),
    await statusOf("cold"),
    await statusOf("n0such1"),
    await statusOf("warm+"),
  ];
  const health = await anonymous.get("/healthz");

  const message = "The server is handling too many requests. Try again in a second.";
  expect([rest.status, rest.body, rest.headers.get("retry-after")]).toEqual([
    503,
    { detail: message },
    "1",
  ]);
  expect([graphql.status, graphql.body, graphql.headers.get("retry-after")]).toEqual([
    503,
    { errors: [{ message, extensions: { code: "OVERLOADED" } }] },
    "1",
  ]);
  expect([...visits, health.status]).toEqual([302, 302, 404, 503, 200]);
  held.release();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await anonymous.graphql("{ viewer { id } }")).status).toBe(200);
});

test("with too many waiting link passwords, further ones get 503 and everything else continues", async () => {
  const held = heldBack();
  const { anonymous, services } = await createWorld(
    { MAX_CONCURRENT_REQUESTS: "20" },
    { passwordHasher: held.passwords },
  );
  const ownerId = await accountOf(services);
  const link = { ownerId, originalUrl: "https://example.com/" };
  await services.database.link.create({ data: { ...link, shortCode: "open" } });
  await services.database.link.create({ data: { ...link, shortCode: "shut", passwordHash: "x" } });
  const tries = () =>
    anonymous.visit("shut", { method: "POST", body: new URLSearchParams({ password }) });
  const all = [tries(), tries(), tries()];

  const rejected = await Promise.race(all);

  expect([rejected.status, rejected.headers.get("retry-after")]).toEqual([503, "1"]);
  expect((await anonymous.visit("open")).status).toBe(302);
  expect((await anonymous.graphql("{ viewer { id } }")).status).toBe(200);
  held.release();
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([401, 401, 503]);
});

test("one connection with pipelining uses only its share of the capacity", async () => {
  const held = heldBack();
  const { url, anonymous } = await createWorld({}, { passwordHasher: held.passwords });
  const { socket, received } = dial(url);
  const requests = Array.from({ length: 20 }, (_, index) => {
    const body = JSON.stringify({ email: `p${index}@example.com`, password });
    return `POST /api/v1/auth/register HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  });

  socket.write(requests.join(""));
  await expect.poll(held.begun).toBe(16);
  expect((await anonymous.get("/api/v1/links")).status).toBe(401);
  held.release();

  const statuses = () => [...received().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  await expect.poll(statuses).toHaveLength(20);
  expect(statuses()).toEqual([...Array(16).fill("201"), ...Array(4).fill("503")]);
});

test("one IP address uses only a tenth of the capacity, regardless of its connections", async () => {
  const held = heldBack();
  const environment = { MAX_CONCURRENT_REQUESTS: "20", RATE_LIMIT: "on", TRUST_PROXY: "1" };
  const { url, anonymous } = await createWorld(environment, { passwordHasher: held.passwords });
  const register = (name: string, address: string) =>
    createClient(url, undefined, { "x-forwarded-for": address }).post("/api/v1/auth/register", {
      email: `${name}@example.com`,
      password,
    });
  const waiting = [register("a", "2001:db8::1"), register("b", "2001:db8::2")];
  await expect.poll(held.begun).toBe(2);

  const third = await register("c", "2001:db8::3");
  const byGraphql = await anonymous.graphql(
    "{ viewer { id } }",
    {},
    { "x-forwarded-for": "2001:db8::4" },
  );
  waiting.push(register("d", "2001:db8:0:1::1"));

  expect([third.status, byGraphql.status]).toEqual([503, 503]);
  await expect.poll(held.begun).toBe(3);
  held.release();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await register("e", "2001:db8::5")).status).toBe(201);
});
