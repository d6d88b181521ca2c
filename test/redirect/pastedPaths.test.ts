import { once } from "node:events";
import { request } from "node:http";
import { expect, test, vi } from "vitest";
import { createWorld } from "../support/world.ts";

/** Returns the status and destination of an unmodified path, which fetch would normalize. */
async function follow(url: string, path: string, method = "GET") {
  const sent = request(url, { path, method, headers: { accept: "application/json" } }).end();
  const [answer] = await once(sent, "response");
  answer.resume();
  return [answer.statusCode, answer.headers.location ?? null];
}

const glued = [
  ..."/.,)]>;:!\"'",
  ..."%20 %09 %0A %C2%A0 %E3%80%80 %E2%80%8B %E2%80%8D %EF%BB%BF %E2%81%A0 %C2%AD %EF%B8%8F".split(
    " ",
  ),
  ..."%22 %27 %3E %29 %5D %7D %2F %2C %E2%80%99 %E2%80%9D %C2%BB %E3%80%82 %EF%BC%89 %E3%80%8D".split(
    " ",
  ),
  "%3Ffbclid%3Dx",
  "%3F",
  "%3Fa=b+",
  "%3Fa%2Fb?c=d",
  ").",
  "/)",
  "%E2%80%9D).%20",
  '>"!%3Futm_source%3Dx%26y=).',
  "**",
  "/?fbclid=x",
  ".".repeat(64),
];

test("redirects when a chat or mail program has appended text to a link", async () => {
  const { url, signUp, services } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "Promo-24_" });
  const findLink = vi.spyOn(services.lookup, "findLink");

  for (const end of glued) {
    for (const method of ["GET", "HEAD"]) {
      const followed = await follow(url, `/promo-24_${end}`, method);
      expect([end, method, ...followed]).toEqual([end, method, 302, "https://example.com/"]);
    }
  }
  expect((await follow(url, "/promo-24_.", "POST"))[0]).toBe(303);
  expect((await follow(url, "/promo-24_.", "PUT"))[0]).toBe(405);
  expect(findLink.mock.calls.map(([code]) => code)).toEqual(["promo-24_"]);
});

test("shows the preview and accepts the password of a link with appended text", async () => {
  const { url, signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "open" });
  await alice.createLink({ short_code: "locked", password: "sesame" });

  for (const path of ["/open+", "/open%2B", "/open+.", "/open+/", "/open.+", "/open+%3Fx=y"]) {
    expect([path, ...(await follow(url, path))]).toEqual([path, 200, null]);
  }
  expect(await follow(url, "/locked,")).toEqual([401, null]);
  expect((await anonymous.visit("locked.")).text).toContain('action="/locked"');
  const body = new URLSearchParams({ password: "sesame" });
  expect((await anonymous.visit("locked)/", { method: "POST", body })).status).toBe(303);
});

test("looks up nothing for a path without a code, and an unknown code once", async () => {
  const { url, services, signUp } = await createWorld();
  await (await signUp("alice")).createLink({ short_code: "code" });
  const findLink = vi.spyOn(services.lookup, "findLink");
  const paths = [
    "/code/more",
    "/co%20de",
    "/code.html",
    "/code&x=y",
    "/.code",
    "/(code)",
    "/code+more",
    "/wp-login.php",
    "/.env",
    "/.../",
    "/a)",
    `/code${")".repeat(65)}`,
    `/${"):".repeat(8_000)}x`,
    `/code${"%20".repeat(8_000)}`,
  ];

  for (const path of paths) expect([path, ...(await follow(url, path))]).toEqual([path, 404, null]);
  expect(findLink).not.toHaveBeenCalled();

  for (const path of ["/n0such1).", "/n0such1/", "/N0SUCH1", "/n0such1%20"]) {
    expect([path, ...(await follow(url, path))]).toEqual([path, 404, null]);
  }
  expect(findLink.mock.calls.map(([code]) => code)).toEqual(["n0such1"]);
});

test("does not change the routes of the service", async () => {
  const { url } = await createWorld();

  for (const [path, status] of [
    ["/api/", 404],
    ["/api.", 404],
    ["/graphql/", 404],
    ["/healthz/", 404],
    ["/healthz", 200],
    ["/robots.txt", 200],
    ["/app/", 200],
    ["/assets/", 404],
  ]) {
    expect([path, (await follow(url, String(path)))[0]]).toEqual([path, status]);
  }
});
