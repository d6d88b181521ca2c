import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "../support/client.ts";
import { recordRequestSecrets } from "../support/secrets.ts";
import { createWorld, password } from "../support/world.ts";

interface SlowSender {
  /** Sends more of the body. */
  send(text: string): void;
  /** Returns everything received so far. */
  received(): string;
  isClosed(): boolean;
  leave(): void;
}

interface SlowBody {
  path?: string;
  address?: string;
  token?: string | undefined;
  /** The declared length in bytes. If undefined, the body is sent in chunks without a length. */
  length?: number | undefined;
  type?: string;
}

/** Sends the headers of a request and the first byte of its body. */
function beginBody(url: string, body: SlowBody): SlowSender {
  const {
    path = "/api/v1/auth/login",
    address = "203.0.113.1",
    token,
    type = "application/json",
  } = body;
  const { hostname, port } = new URL(url);
  const headers = {
    "x-forwarded-for": address,
    ...(token && { authorization: `Bearer ${token}` }),
  };
  recordRequestSecrets(new Headers(headers), undefined);
  const declaration =
    "length" in body && body.length === undefined
      ? "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
      : `Content-Length: ${body.length ?? 100}\r\n\r\n{`;
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let received = "";
  socket.setEncoding("utf8").on("data", (text) => {
    received += text;
  });
  socket.on("error", () => {});
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: lnk7.test\r\nContent-Type: ${type}\r\n${lines.join("")}${declaration}`,
  );
  return {
    send: (text) => void socket.write(text),
    received: () => received,
    isClosed: () => socket.closed,
    leave: () => void socket.destroy(),
  };
}

const addressOf = (number: number) => `198.51.${number >> 8}.${number & 255}`;

/** Returns the numbers of pending and aborted bodies from the metrics. */
async function bodiesOf(url: string): Promise<[arriving: number, cutOff: number]> {
  const { text } = await createClient(url).get("/metrics");
  const metric = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
  return [metric("lnk7_request_bodies_arriving"), metric("lnk7_request_bodies_cut_off_total")];
}

const behindProxy = { TRUST_PROXY: "1", RATE_LIMIT: "on", MAX_CONCURRENT_REQUESTS: "20" };

test("ten times the permitted number of slow senders do not block other clients or leave traces", async () => {
  const { url, signUp, log } = await createWorld(behindProxy);
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "secret", password: "sesame" });
  const doors: SlowBody[] = [
    { path: "/api/v1/auth/login" },
    { path: "/graphql" },
    { path: "/api/v1/auth/register", length: undefined },
    { path: "/secret", type: "application/x-www-form-urlencoded" },
    { path: "/graphql", token: "lnk7_notAToken" },
  ];
  const senders = Array.from({ length: 200 }, (_, number) =>
    beginBody(url, { ...doors[number % 4], address: addressOf(number) }),
  );
  // An invalid token is rejected before the body arrives.
  const impostor = beginBody(url, { ...doors[4], address: addressOf(300) });
  await expect.poll(() => bodiesOf(url)).toEqual([20, 180]);

  const elsewhere = createClient(url, undefined, { "x-forwarded-for": "203.0.113.7" });
  const created = await alice.post("/api/v1/links", { original_url: "https://example.com/" });
  const asked = await alice.graphql("{ viewer { email } }");
  const login = await elsewhere.post("/api/v1/auth/login", {
    email: "alice@example.com",
    password,
  });
  const registered = await elsewhere.post("/api/v1/auth/register", {
    email: "bob@example.com",
    password,
  });
  const unlocked = await elsewhere.visit("secret", {
    method: "POST",
    body: new URLSearchParams({ password: "sesame" }),
  });
  expect([
    created.status,
    asked.body.data,
    login.status,
    registered.status,
    unlocked.status,
  ]).toEqual([201, { viewer: { email: "alice@example.com" } }, 200, 201, 303]);
  await expect.poll(impostor.received).toContain("HTTP/1.1 401 Unauthorized");

  const slow = beginBody(url, { address: "203.0.113.8", length: 60 });
  await expect.poll(() => bodiesOf(url)).toEqual([20, 181]);
  slow.send(JSON.stringify({ email: "alice@example.com", password: "wrong" }).slice(1).padEnd(59));
  await expect.poll(slow.received).toContain("HTTP/1.1 401 Unauthorized");

  await expect.poll(() => senders.filter(({ isClosed }) => isClosed()).length).toBe(181);
  const [first] = senders;
  expect(first?.received()).toMatch(
    /^HTTP\/1\.1 408 Request Timeout\r\n[\s\S]*was not received in time/,
  );
  expect(senders.slice(-19).map(({ isClosed }) => isClosed())).toEqual(Array(19).fill(false));
  for (const { leave } of senders) leave();
  await expect.poll(() => bodiesOf(url)).toEqual([0, 181]);
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("slow senders with an account have a separate limit, of which each account gets a tenth", async () => {
  const { url, signUp } = await createWorld(behindProxy);
  const tokens = [];
  for (const name of ["alice", "bob"]) tokens.push((await signUp(name)).token);
  const [alice, bob] = tokens;
  const path = "/api/v1/links";
  const ofBob = beginBody(url, { path, token: bob, length: 42 });
  const ofAlice = Array.from({ length: 5 }, (_, number) =>
    beginBody(url, { path, token: alice, address: addressOf(number) }),
  );
  await expect.poll(() => bodiesOf(url)).toEqual([5, 1]);
  for (let number = 0; number < 100; number++) beginBody(url, { address: addressOf(number) });
  await expect.poll(() => bodiesOf(url)).toEqual([25, 81]);

  ofBob.send('"original_url":"https://example.com/b"}   '.slice(0, 41));

  await expect.poll(ofBob.received).toContain("HTTP/1.1 201 Created");
  expect(ofAlice.filter(({ isClosed }) => isClosed())).toHaveLength(1);
});

test("limits pending bodies by bytes when they declare a large size or none", async () => {
  const { url } = await createWorld(behindProxy);
  // Half of 20 times 64 KB.
  const large = [64 * 1024, undefined];
  for (let number = 0; number < 40; number++) {
    beginBody(url, { length: large[number % 2], address: addressOf(number) });
  }

  await expect.poll(() => bodiesOf(url)).toEqual([10, 30]);
});

test("limits one network to a tenth of the permitted pending bodies", async () => {
  const { url } = await createWorld(behindProxy);
  for (let number = 0; number < 10; number++) beginBody(url, {});

  await expect.poll(() => bodiesOf(url)).toEqual([4, 6]);
});

test("a body that timed out no longer counts", async () => {
  const { url } = await createWorld({ REQUEST_TIMEOUT_SECONDS: "2" });
  const senders = Array.from({ length: 10 }, () => beginBody(url, {}));
  await expect.poll(() => bodiesOf(url)).toEqual([10, 0]);

  await expect.poll(() => bodiesOf(url)).toEqual([0, 0]);
  for (const { received } of senders) {
    await expect.poll(received).toContain("HTTP/1.1 408 Request Timeout");
  }
});

test("accepts a body that is sent in many pieces", async () => {
  const { url, signUp } = await createWorld();
  const { token } = await signUp("alice");
  const body = JSON.stringify({ original_url: "https://example.com/", title: "pieces 🧩" });
  const bytes = Buffer.from(body);
  const path = "/api/v1/links";
  const whole = beginBody(url, { path, token, length: bytes.length });
  const chunked = beginBody(url, { path, token, length: undefined });
  await expect.poll(() => bodiesOf(url)).toEqual([2, 0]);

  for (const character of body.slice(1)) {
    whole.send(character);
    chunked.send(`${Buffer.byteLength(character).toString(16)}\r\n${character}\r\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  chunked.send("0\r\n\r\n");

  for (const { received } of [whole, chunked]) {
    await expect.poll(received).toContain('"title":"pieces 🧩"');
  }
  expect(await bodiesOf(url)).toEqual([0, 0]);
});
