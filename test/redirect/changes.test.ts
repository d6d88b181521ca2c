import { expect, test } from "vitest";
import { world } from "../support/world.ts";

test("what a link's owner changes is what the next visitor meets", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ short_code: "docs" });
  const path = `/api/v1/links/${link.id}`;
  const meets = async () => {
    const { status, headers } = await anybody.visit("docs");
    return [status, headers.get("location")];
  };

  expect(await meets()).toEqual([302, "https://example.com/"]);
  await alice.put(path, { original_url: "https://b.example/" });
  expect(await meets()).toEqual([302, "https://b.example/"]);
  await alice.put(path, { is_active: false });
  expect(await meets()).toEqual([404, null]);
  await alice.put(path, { is_active: true, redirect_type: 307 });
  expect(await meets()).toEqual([307, "https://b.example/"]);
  await alice.delete(path);
  expect(await meets()).toEqual([404, null]);
  await alice.createsLink({ short_code: "docs", original_url: "https://c.example/" });
  expect(await meets()).toEqual([302, "https://c.example/"]);
});

test("a link expires at its moment, remembered or not", async () => {
  const { person, anybody } = await world();
  const expiresAt = Date.now() + 4_000;
  const link = await (await person("alice")).createsLink({
    expires_at: new Date(expiresAt).toISOString(),
  });

  const answers: { before: number; after: number; status: number }[] = [];
  while (answers.at(-1)?.status !== 410) {
    const before = Date.now();
    const { status } = await anybody.visit(link.short_code);
    answers.push({ before, after: Date.now(), status });
    expect(before).toBeLessThan(expiresAt + 10_000);
  }

  for (const { before, after, status } of answers) {
    if (after < expiresAt) expect(status).toBe(302);
    if (before >= expiresAt) expect(status).toBe(410);
  }
  expect(answers[0]?.status).toBe(302);
});

test("while 64 visitors hammer a link that changes, no answer is older than the change", async () => {
  const { person, anybody } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink({ original_url: "https://example.com/0" });
  let acknowledged = 0;
  let begun = 0;
  let over = false;

  const visitor = async () => {
    while (!over) {
      const oldest = acknowledged;
      const { headers } = await anybody.visit(link.short_code);
      const met = Number(headers.get("location")?.slice("https://example.com/".length));
      expect(met).toBeGreaterThanOrEqual(oldest);
      expect(met).toBeLessThanOrEqual(begun);
    }
  };
  const visitors = Promise.all(Array.from({ length: 64 }, visitor));
  for (let change = 1; change <= 40; change++) {
    begun = change;
    await alice.put(`/api/v1/links/${link.id}`, { original_url: `https://example.com/${change}` });
    acknowledged = change;
  }
  over = true;
  await visitors;

  expect(acknowledged).toBe(40);
});
