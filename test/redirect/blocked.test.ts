import { expect, test, vi } from "vitest";
import { createBlockedDomainsFile, waitForReload } from "../support/blockedDomainsFile.ts";
import type { TestClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

const detail =
  "This short link is blocked: the operator of this service leads nobody to the domain that it leads to.";
const original_url = "https://secret.spam.example/destination";

/** Creates one link of each redirecting kind, all to the same domain. */
async function leadingLinks(alice: TestClient) {
  return {
    plain: await alice.createLink({ original_url, title: "Hush" }),
    permanent: await alice.createLink({ original_url, redirect_type: 301 }),
    limited: await alice.createLink({ original_url, max_clicks: 5 }),
    locked: await alice.createLink({ original_url, password: "sesame" }),
  };
}

test("a blocked link of any kind, cached or not, does not redirect and states the reason", async () => {
  const file = createBlockedDomainsFile("");
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const { anonymous, signUp } = here;
  const alice = await signUp("alice");
  const links = await leadingLinks(alice);
  const form = () => ({ method: "POST", body: new URLSearchParams({ password: "sesame" }) });
  expect((await anonymous.visit(links.plain.short_code)).status).toBe(302);
  expect((await anonymous.visit(links.permanent.short_code)).status).toBe(301);
  expect((await anonymous.visit(links.limited.short_code)).status).toBe(302);
  expect((await anonymous.visit(links.locked.short_code, form())).status).toBe(303);

  file.replace("spam.example");
  await waitForReload(here, 2);

  const fresh = await here.services.database.link.create({
    data: { shortCode: "fresh", originalUrl: original_url, ownerId: 1 },
  });
  const codes = [...Object.values(links).map((link) => link.short_code), fresh.shortCode];
  for (const path of codes.flatMap((code) => [code, `${code}+`])) {
    const requests: RequestInit[] = [{}, { method: "HEAD" }];
    if (!path.endsWith("+")) requests.push(form());
    for (const request of requests) {
      for (const accept of ["text/html", "application/json"]) {
        const answer = await anonymous.visit(path, { ...request, headers: { accept } });
        const { status, headers, body, text } = answer;
        expect({
          path,
          status,
          location: headers.get("location"),
          cacheControl: headers.get("cache-control"),
          // RFC 7725, section 4.
          link: headers.get("link"),
        }).toEqual({
          path,
          status: 451,
          location: null,
          cacheControl: "private, no-store",
          link: '<http://lnk7.test/>; rel="blocked-by"',
        });
        expect(text).not.toMatch(/secret|destination|Hush|<form/);
        if (request.method === "HEAD") expect(text).toBe("");
        else if (accept === "application/json") expect(body).toEqual({ detail });
        else expect(text).toContain(`<p>${detail}</p>`);
      }
    }
  }
});

test("a blocked link counts no clicks, keeps its statistics, and its owner sees the reason", async () => {
  const file = createBlockedDomainsFile("");
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ original_url, max_clicks: 5 });
  const other = await alice.createLink();
  const read = async () => (await alice.get(`/api/v1/links/${link.id}`)).body;
  await here.anonymous.visit(link.short_code);
  await vi.waitUntil(async () => (await read()).click_count === 1, { timeout: 20_000 });

  file.write("secret.spam.example");
  await waitForReload(here, 2);
  for (let visit = 0; visit < 3; visit++) await here.anonymous.visit(link.short_code);
  // Clicks are written in order of arrival.
  await here.anonymous.visit(other.short_code);
  await vi.waitUntil(
    async () => (await alice.get(`/api/v1/links/${other.id}`)).body.click_count === 1,
    { timeout: 20_000 },
  );

  expect(await read()).toEqual({
    ...link,
    status: "blocked",
    click_count: 1,
    last_clicked_at: expect.any(String),
  });
  const { body } = await alice.graphql(
    "query ($id: SafeInt!) { link(by: { databaseId: $id }) { status stats { clicks } } }",
    { id: link.id },
  );
  expect(body).toEqual({ data: { link: { status: "BLOCKED", stats: { clicks: 1 } } } });
  expect(here.services.counters.redirects.blocked).toBe(3);

  const list = `query ($status: [LinkStatus!]) {
    viewer { links(filter: { status: $status }) { nodes { databaseId status } } }
  }`;
  const listed = async (status: string[]) =>
    (await alice.graphql(list, { status })).body.data.viewer.links.nodes;
  const active = { databaseId: other.id, status: "ACTIVE" };
  const blocked = { databaseId: link.id, status: "BLOCKED" };
  expect(await listed(["ACTIVE"])).toEqual([active]);
  expect(await listed(["BLOCKED"])).toEqual([blocked]);
  expect(await listed(["ACTIVE", "BLOCKED"])).toEqual([active, blocked]);
});

test("a disabled, expired or exhausted link keeps its response when it is also blocked", async () => {
  const file = createBlockedDomainsFile("");
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const alice = await here.signUp("alice");
  const off = await alice.createLink({ original_url, is_active: false });
  const expired = await alice.createLink({ original_url });
  await here.services.database.link.update({
    where: { id: expired.id },
    data: { expiresAt: new Date(Date.now() - 1) },
  });

  file.write("spam.example");
  await waitForReload(here, 2);

  expect((await here.anonymous.visit(off.short_code)).status).toBe(404);
  expect((await here.anonymous.visit(expired.short_code)).status).toBe(410);
});

test("a link redirects again when its domain is unblocked or its owner changes the destination", async () => {
  const file = createBlockedDomainsFile("other.example");
  const here = await createWorld({ BLOCKED_DOMAINS_FILE: file.path });
  const alice = await here.signUp("alice");
  const link = await alice.createLink({ original_url });
  const repaired = await alice.createLink({ original_url });
  const statuses = () =>
    Promise.all(
      [link, repaired].map(
        async ({ short_code }) => (await here.anonymous.visit(short_code)).status,
      ),
    );

  file.write("spam.example\nother.example");
  await waitForReload(here, 2);
  expect(await statuses()).toEqual([451, 451]);
  await alice.put(`/api/v1/links/${repaired.id}`, { title: "Still blocked" });
  expect(await statuses()).toEqual([451, 451]);
  await alice.put(`/api/v1/links/${repaired.id}`, { original_url: "https://example.com/" });
  expect(await statuses()).toEqual([451, 302]);
  file.replace("other.example");
  await waitForReload(here, 3);
  expect(await statuses()).toEqual([302, 302]);
});
