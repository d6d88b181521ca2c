import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { clientAddress } from "../../src/http/clientAddress.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";

/**
 * Returns a function that reads the IP address of a request with this header behind this many
 * proxies.
 */
async function addressReader(trustedHops: number) {
  const server = createServer((request, answer) => answer.end(clientAddress(request, trustedHops)));
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async (header: string, value: string) =>
    (await fetch(url, { headers: { [header]: value, connection: "close" } })).text();
}

test("reads the IP address as proxies write it, with ports and brackets", async () => {
  const read = await addressReader(1);
  const written = {
    "203.0.113.5": "203.0.113.5",
    "203.0.113.5:49152": "203.0.113.5",
    "2001:db8:1::1": "2001:db8:1::1",
    "[2001:db8:1::1]": "2001:db8:1::1",
    "[2001:db8:1::1]:443": "2001:db8:1::1",
    "::ffff:203.0.113.5": "203.0.113.5",
    "[::ffff:203.0.113.5]:80": "203.0.113.5",
    "198.51.100.1, 203.0.113.5:49152": "203.0.113.5",
    "198.51.100.1:80,[2001:db8:1::1]:443 ": "2001:db8:1::1",
  };

  for (const [value, address] of Object.entries(written)) {
    expect(await read("X-Forwarded-For", value), value).toBe(address);
  }
});

test("uses the IP address of the proxy when its header contains none", async () => {
  const read = await addressReader(1);
  const odd = [
    ...[
      "unknown",
      "",
      "203.0.113.5:",
      "203.0.113.5:123456",
      "203.0.113.5:x",
      "203.0.113",
      "1.2.3.4.5",
    ],
    ...[
      "[2001:db8:1::1",
      "2001:db8:1::1]",
      "[2001:db8:1::1]443",
      "[203.0.113.5",
      "[]",
      "[]:80",
      "host:80",
    ],
  ];

  for (const value of odd) expect(await read("X-Forwarded-For", value), value).toBe("127.0.0.1");
  expect(await read("Forwarded", 'for="[2001:db8:1::1]:443"')).toBe("127.0.0.1");
});

test("counts proxies from the right and trusts no header without a trusted proxy", async () => {
  const [none, two] = [await addressReader(0), await addressReader(2)];
  const value = "192.0.2.66, 203.0.113.5:49152, 10.0.0.1:8080";

  expect(await none("X-Forwarded-For", value)).toBe("127.0.0.1");
  expect(await two("X-Forwarded-For", value)).toBe("203.0.113.5");
  expect(await two("X-Forwarded-For", "203.0.113.5:49152")).toBe("127.0.0.1");
});

test("rate limits count a visitor once regardless of the port, separately from others", async () => {
  const { clientAt } = await createRateLimitedWorld({ LIMIT_LOGIN_PER_ADDRESS: "2/1h" });
  const tries = async (address: string) => {
    const body = { email: "alice@example.com", password: "wrong horse battery staple" };
    return (await clientAt(address).post("/api/v1/auth/login", body)).status;
  };

  expect(await tries("203.0.113.5:1024")).toBe(401);
  expect(await tries("203.0.113.5:1025")).toBe(401);
  expect(await tries("203.0.113.5")).toBe(429);
  expect(await tries("203.0.113.6:1024")).toBe(401);
  expect(await tries("[2001:db8:1::1]:443")).toBe(401);
  expect(await tries("[2001:db8:1::2]")).toBe(401);
  expect(await tries("2001:db8:1::3")).toBe(429);
  expect(await tries("[2001:db8:2::1]:443")).toBe(401);
});
