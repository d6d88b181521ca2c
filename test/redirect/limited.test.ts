import { expect, test, vi } from "vitest";
import type { Database } from "../../src/db/database.ts";
import type { TestClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

test("a link limited to 100 clicks redirects exactly 100 of 1,000 concurrent visitors", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ max_clicks: 100 });

  const visits = Array.from({ length: 1_000 }, () => anonymous.visit(link.short_code));
  const statuses = (await Promise.all(visits)).map(({ status }) => status);

  expect(statuses.filter((status) => status === 302)).toHaveLength(100);
  expect(statuses.filter((status) => status === 410)).toHaveLength(900);
  const { body } = await alice.get(`/api/v1/links/${link.id}`);
  expect([body.click_count, body.status]).toEqual([100, "exhausted"]);
});

test("bots, HEAD and previews do not consume clicks, and get 410 when none are left", async () => {
  const { signUp, anonymous } = await createWorld();
  const link = await (await signUp("alice")).createLink({ max_clicks: 1 });
  const bot = { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } };
  const statuses = async (code: string, init: RequestInit, times = 1) => {
    const visits = Array.from({ length: times }, () => anonymous.visit(code, init));
    return (await Promise.all(visits)).map(({ status }) => status);
  };
  const withoutClick = async () => [
    ...(await statuses(link.short_code, bot, 9)),
    ...(await statuses(link.short_code, { method: "HEAD" })),
    ...(await statuses(`${link.short_code}+`, {})),
  ];

  const before = await withoutClick();
  const person1 = await statuses(link.short_code, {});
  const after = [...(await withoutClick()), ...(await statuses(link.short_code, {}))];

  expect(before).toEqual([...Array(10).fill(302), 200]);
  expect(person1).toEqual([302]);
  expect(after).toEqual(Array(12).fill(410));
});

test("raising the limit reactivates an exhausted link, and null removes the limit", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ max_clicks: 1 });
  const visit = async () => (await anonymous.visit(link.short_code)).status;

  const first = [await visit(), await visit()];
  await alice.put(`/api/v1/links/${link.id}`, { max_clicks: 2 });
  const second = [await visit(), await visit()];
  await alice.put(`/api/v1/links/${link.id}`, { max_clicks: null });

  expect([first, second, await visit()]).toEqual([[302, 410], [302, 410], 302]);
});

test("an exhausted link causes no further writes until it changes", async () => {
  const { signUp, anonymous, services } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ max_clicks: 1 });
  const visit = async () => (await anonymous.visit(link.short_code)).status;
  expect([await visit(), await visit()]).toEqual([302, 410]);
  const { database } = services;
  const written = vi.fn();
  services.database = new Proxy(database, {
    get: (target, name) => {
      if (name === "$executeRaw") written();
      return Reflect.get(target, name);
    },
  });

  expect([await visit(), await visit()]).toEqual([410, 410]);
  expect(written).not.toHaveBeenCalled();
  await alice.put(`/api/v1/links/${link.id}`, { max_clicks: 2 });
  expect([await visit(), await visit()]).toEqual([302, 410]);
});

type Change = (owner: TestClient, path: string) => Promise<unknown>;

test.each<[string, Change, [number, string | null]]>([
  [
    "given another destination",
    (owner, path) => owner.put(path, { original_url: "https://b.example/" }),
    [302, "https://b.example/"],
  ],
  ["disabled", (owner, path) => owner.put(path, { is_active: false }), [404, null]],
  ["given a password", (owner, path) => owner.put(path, { password: "sesame" }), [401, null]],
  ["deleted", (owner, path) => owner.delete(path), [404, null]],
])(
  "a limited link that is %s while a visitor waits for a click responds accordingly",
  async (_, change, answer) => {
    const { signUp, anonymous, services } = await createWorld();
    const alice = await signUp("alice");
    const link = await alice.createLink({ max_clicks: 1 });
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { database } = services;
    const run = async (...query: Parameters<Database["$executeRaw"]>) =>
      database.$executeRaw(...query);
    const $executeRaw = vi.fn(run).mockImplementationOnce(async (...query) => {
      await gate;
      return run(...query);
    });
    services.database = new Proxy(database, {
      get: (target, name) => (name === "$executeRaw" ? $executeRaw : Reflect.get(target, name)),
    });

    const visit = anonymous.visit(link.short_code);
    await vi.waitFor(() => expect($executeRaw).toHaveBeenCalledOnce(), 5_000);
    await change(alice, `/api/v1/links/${link.id}`);
    goOn();

    const { status, headers } = await visit;
    expect([status, headers.get("location")]).toEqual(answer);
  },
);
