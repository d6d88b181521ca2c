import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { freePorts, type Program, startProgram } from "../support/program.ts";
import { type FrontProxy, hasProxy, host, startProxy } from "../support/proxy.ts";
import { startOnce } from "../support/sharedStart.ts";
import { linkClickedQuery } from "../support/subscribe.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { password } from "../support/world.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const json = { "Content-Type": "application/json" };
const credentials = { email: "alice@example.com", password };
const browser = { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0" };

interface Running {
  proxy: FrontProxy;
  program: Program;
  startAgain(): Promise<Program>;
  token: string;
}

async function behind(kind: "nginx" | "caddy"): Promise<Running> {
  const [port = 0] = await freePorts(1);
  const environment = {
    BASE_URL: `https://${host}`,
    TRUST_PROXY: "1",
    RATE_LIMIT: "on",
    DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
  };
  const program = await startProgram(environment, port);
  const proxy = await startProxy(kind, port);
  const direct = createClient(program.url);
  await direct.post("/api/v1/auth/register", credentials);
  const { body } = await direct.post("/api/v1/auth/login", credentials);
  return {
    proxy,
    program,
    startAgain: () => startProgram(environment, port),
    token: body.token,
  };
}

async function createLink({ proxy, token }: Running, settings: object = {}): Promise<string> {
  const answer = await proxy.open("/api/v1/links", {
    method: "POST",
    headers: { ...json, Authorization: `Bearer ${token}` },
    body: JSON.stringify({ original_url: "https://example.org/", ...settings }),
  });
  const link = JSON.parse(await answer.text());
  expect(answer.status).toBe(201);
  expect(link.short_url).toBe(`${host}/${link.short_code}`);
  return link.short_code;
}

describe.each(["nginx", "caddy"] as const)("behind %s as configured in the guide", (kind) => {
  const isHere = hasProxy(kind);
  const given = test.skipIf(!isHere);
  const shared = startOnce(async () => (isHere ? await behind(kind) : (undefined as never)));

  given("clicks reach subscribers while the stream is open", async () => {
    const running = shared();
    const { proxy, token } = running;
    const code = await createLink(running);
    const stream = await proxy.open("/graphql", {
      method: "POST",
      headers: {
        ...json,
        Accept: "text/event-stream",
        // As browsers do.
        "Accept-Encoding": "gzip, deflate, br",
        Authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: linkClickedQuery }),
    });
    const news = stream.waitForOutput(`"clicks":1`);

    const visit = await proxy.open(`/${code}`, { headers: browser });

    expect([visit.status, visit.headers.location]).toEqual([302, "https://example.org/"]);
    await news;
  });

  given("a redirect to the longest accepted URL passes", async () => {
    const running = shared();
    const original_url = "https://example.org/".padEnd(8_190, "x");
    const code = await createLink(running, { original_url });

    const { status, headers } = await running.proxy.open(`/${code}`, { headers: browser });

    expect([status, headers.location]).toEqual([302, original_url]);
  });

  given("the session cookie is restricted to https and to the host", async () => {
    const { proxy } = shared();
    const post = (operation: string, headers: Record<string, string>) =>
      proxy.open("/graphql", {
        method: "POST",
        headers: { ...json, ...headers },
        body: JSON.stringify({ query: operation }),
      });

    const signedIn = await post(
      `mutation { startSession(input: { email: "${credentials.email}", password: "${password}" }) { __typename } }`,
      { Origin: `https://${host}` },
    );

    const cookie = String(signedIn.headers["set-cookie"]);
    expect(cookie).toMatch(
      /^__Host-lnk7_session=[^;]+; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const own = await post("{ viewer { email } }", { Cookie: cookie.split(";")[0] ?? "" });
    expect(JSON.parse(await own.text()).data).toEqual({ viewer: { email: credentials.email } });
  });

  given("a forged client IP address is ignored", async () => {
    const running = shared();
    const code = await createLink(running, { password });
    const statuses: number[] = [];

    for (let attempt = 1; attempt <= 11; attempt++) {
      const { status } = await running.proxy.open(`/${code}`, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "X-Forwarded-For": `192.0.2.${attempt}`,
        },
        body: "password=wrong",
      });
      statuses.push(status);
    }

    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });

  given("rejections come from the service and the metrics are not public", async () => {
    const { proxy, token } = shared();
    const post = (characters: number) =>
      proxy.open("/api/v1/links", {
        method: "POST",
        headers: { ...json, Authorization: `Bearer ${token}` },
        body: JSON.stringify({ original_url: `https://example.org/${"x".repeat(characters)}` }),
      });

    const tooLarge = await post(70_000);
    const metrics = await proxy.open("/metrics");

    const rejected = [413, { detail: "The request body is too large. Send at most 65536 bytes." }];
    expect([tooLarge.status, JSON.parse(await tooLarge.text())]).toEqual(rejected);
    // Beyond this size, the proxy rejects the body as well.
    const farTooLarge = await post(1_100_000);
    expect([farTooLarge.status, JSON.parse(await farTooLarge.text())]).toEqual(rejected);
    expect(metrics.status).toBe(404);
  });

  given(
    "the proxy accepts IPv6 connections and long URLs, and does not reveal its own version",
    async () => {
      const running = shared();
      const code = await createLink(running);

      const byIpv6 = await running.proxy.open(`/${code}`, { headers: browser, address: "::1" });
      const long = await running.proxy.open(`/${code}?${"x".repeat(12_000)}`, { headers: browser });

      const led = [302, "https://example.org/"];
      expect([byIpv6.status, byIpv6.headers.location]).toEqual(led);
      expect([long.status, long.headers.location]).toEqual(led);
      expect(String(byIpv6.headers.server ?? "")).not.toMatch(/\d/);
    },
  );

  given("redirects during a restart succeed or are rejected with Retry-After", async () => {
    const running = await behind(kind);
    const code = await createLink(running);
    const answers = new Set<string>();
    let restarting = true;
    const visiting = (async () => {
      while (restarting) {
        const { status, headers } = await running.proxy.open(`/${code}`);
        answers.add(`${status} ${headers["retry-after"] ?? headers.location}`);
      }
    })();
    await vi.waitFor(() => expect(answers.size).toBe(1));

    await running.program.end("SIGTERM");
    await running.startAgain();
    restarting = false;
    await visiting;

    const led = await running.proxy.open(`/${code}`);
    expect(led.status).toBe(302);
    const bridged =
      kind === "nginx" ? ["302 https://example.org/", "503 2"] : ["302 https://example.org/"];
    expect([...answers].sort()).toEqual(bridged);
  });
});
