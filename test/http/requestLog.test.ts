import { expect, test, vi } from "vitest";
import { createWorld, password } from "../support/world.ts";

const lines = (log: Record<string, unknown>[]) =>
  log
    .filter(({ msg }) => msg === "request")
    .map(({ method, route, status }) => `${method} ${route} ${status}`);

test("logs each request as one line with its route, without its content", async () => {
  const { signUp, log } = await createWorld({ LOG_LEVEL: "info" });
  const alice = await signUp("alice");
  const link = await alice.createLink({
    original_url: "https://secret.example/",
    password: "sesame",
  });
  await alice.get(`/api/v1/links/${link.id}?page=secret-query`);
  await alice.graphql("{ viewer { email } }");
  await alice.visit(link.short_code);

  expect(lines(log)).toEqual([
    "POST /api/v1/auth/register 201",
    "POST /api/v1/auth/login 200",
    "POST /api/v1/links 201",
    "GET /api/v1/links/:link_id 200",
    "POST /graphql 200",
  ]);
  const text = JSON.stringify(log);
  for (const secret of [alice.token, password, "sesame", "secret", "alice", "127.0.0.1"]) {
    expect(text).not.toContain(secret);
  }
});

test("logs redirects only at level debug", async () => {
  const { anonymous, log } = await createWorld({ LOG_LEVEL: "debug" });

  await anonymous.visit("n0such1");

  expect(lines(log)).toEqual(["GET /:code 404"]);
});

test("keeps the request id of the caller if it is short and plain", async () => {
  const { anonymous } = await createWorld();
  const idFor = async (id: string) =>
    (await anonymous.get("/api/v1/nothing", { "x-request-id": id })).headers.get("x-request-id");

  expect(await idFor("trace-0123456789")).toBe("trace-0123456789");
  for (const odd of ["short", "<script>alert(1)</script>", "x".repeat(65)]) {
    expect(await idFor(odd)).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("logs ten failed requests a second for each status, then their number", async () => {
  const { anonymous, log } = await createWorld({ LOG_LEVEL: "info" });
  const start = performance.now();
  await Promise.all(Array.from({ length: 200 }, () => anonymous.get("/api/v1/nothing")));
  const seconds = Math.ceil((performance.now() - start) / 1_000) + 1;

  const logged = () => lines(log).filter((line) => line.endsWith(" 404")).length;
  const leftOut = () =>
    log
      .filter(({ msg, status }) => msg === "Requests were not logged." && status === 404)
      .reduce((sum, { requests }) => sum + Number(requests), 0);
  await vi.waitFor(() => expect(logged() + leftOut()).toBe(200), { timeout: 10_000 });
  expect(logged()).toBeLessThanOrEqual(10 * seconds);
});

test("logs every successful request of an account", async () => {
  const { signUp, log } = await createWorld({ LOG_LEVEL: "info" });
  const alice = await signUp("alice");
  await Promise.all(Array.from({ length: 50 }, () => alice.get("/api/v1/links")));

  expect(lines(log).filter((line) => line === "GET /api/v1/links 200")).toHaveLength(50);
});
