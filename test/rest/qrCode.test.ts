import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createWorld } from "../support/world.ts";

const path = "/api/v1/links/1/qr.svg";

async function linkWithCode() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink({ short_code: "poster" });
  return { here, alice };
}

test("the images are those of GraphQL, with an ETag", async () => {
  const { here, alice } = await linkWithCode();
  const { body } = await alice.graphql(`{ link(by: { shortCode: "poster" }) {
    svg: qrCode(size: 300, margin: 2, foreground: "#102030")
    png: qrCode(format: PNG, size: 300)
  } }`);

  const svg = await alice.get(`${path}?size=300&margin=2&foreground=102030`);
  expect([svg.status, svg.text]).toEqual([200, body.data.link.svg]);
  const headers = { authorization: `Bearer ${alice.token}` };
  const png = await fetch(`${here.url}/api/v1/links/1/qr.png?size=300`, { headers });
  const image = Buffer.from(await png.arrayBuffer()).toString("base64");
  expect(`data:image/png;base64,${image}`).toBe(body.data.link.png);

  const tag = String(png.headers.get("etag"));
  const unchanged = await fetch(`${here.url}/api/v1/links/1/qr.png?size=300`, {
    headers: { ...headers, "if-none-match": tag },
  });
  expect([unchanged.status, await unchanged.text()]).toEqual([304, ""]);
  const changed = await fetch(`${here.url}/api/v1/links/1/qr.png?size=301`, {
    headers: { ...headers, "if-none-match": tag },
  });
  expect(changed.status).toBe(200);
});

test("a signed-in browser can load the images, and no other route reads its cookie", async () => {
  const { here } = await linkWithCode();
  const browser = await signInBrowser(here, "alice");

  expect((await here.anonymous.get(path, { cookie: browser.cookie })).status).toBe(200);
  expect((await here.anonymous.get(path, { cookie: "lnk7_session=made-up" })).status).toBe(401);
  for (const other of ["/api/v1/links/1", "/api/v1/links", `${path}/more`]) {
    expect([404, 401]).toContain(
      (await here.anonymous.get(other, { cookie: browser.cookie })).status,
    );
  }
  await here.signUp("bob");
  const bob = await signInBrowser(here, "bob");
  expect((await here.anonymous.get(path, { cookie: bob.cookie })).status).toBe(404);
});

test.each([
  ["size=0", "size must be a whole number from 64 to 2048."],
  ["size=big", "size must be a whole number."],
  ["margin=99", "margin must be a whole number from 0 to 16."],
  ["background=red", "background must be a colour such as #1a2b3c."],
])("rejects the options %s", async (options, detail) => {
  const { alice } = await linkWithCode();
  const { status, body } = await alice.get(`${path}?${options}`);
  expect([status, body]).toEqual([400, { detail }]);
});
