import { expect, test, vi } from "vitest";
import type { TestClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

const visitors = 64;

/** Sends visits from 64 visitors continuously until `act` has completed. */
async function hammered(visit: () => Promise<void>, act: () => Promise<void>): Promise<void> {
  let over = false;
  const visiting = Promise.all(
    Array.from({ length: visitors }, async () => {
      while (!over) await visit();
    }),
  );
  await act().finally(() => {
    over = true;
  });
  await visiting;
}

async function meets(visitor: TestClient, code: string): Promise<string> {
  const { status, headers } = await visitor.visit(code);
  return [status, headers.get("location") ?? ""].join(" ");
}

test("the next visitor sees every change of a link", async () => {
  const { signUp, anonymous } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink({ short_code: "docs" });
  const path = `/api/v1/links/${link.id}`;

  expect(await meets(anonymous, "docs")).toBe("302 https://example.com/");
  await alice.put(path, { original_url: "https://b.example/" });
  expect(await meets(anonymous, "docs")).toBe("302 https://b.example/");
  await alice.put(path, { is_active: false });
  expect(await meets(anonymous, "docs")).toBe("404 ");
  await alice.put(path, { is_active: true, redirect_type: 307 });
  expect(await meets(anonymous, "docs")).toBe("307 https://b.example/");
  await alice.delete(path);
  expect(await meets(anonymous, "docs")).toBe("404 ");
  await alice.createLink({ short_code: "docs", original_url: "https://c.example/" });
  expect(await meets(anonymous, "docs")).toBe("302 https://c.example/");
});

test.each([
  ["any number of", null],
  ["a million", 1_000_000],
])(
  "with 64 concurrent visitors, a change of a link for %s clicks takes effect without stale responses",
  async (_, max_clicks) => {
    const { signUp, anonymous } = await createWorld();
    const alice = await signUp("alice");
    const make = { short_code: "docs", max_clicks };
    let path = `/api/v1/links/${(await alice.createLink(make)).id}`;
    const changes: [string, () => Promise<unknown>][] = [
      ["302 https://b.example/", () => alice.put(path, { original_url: "https://b.example/" })],
      ["404 ", () => alice.put(path, { is_active: false })],
      ["307 https://b.example/", () => alice.put(path, { is_active: true, redirect_type: 307 })],
      ["401 ", () => alice.put(path, { password: "sesame" })],
      ["307 https://b.example/", () => alice.put(path, { password: null })],
      ["404 ", () => alice.delete(path)],
      [
        "302 https://example.com/",
        async () => {
          path = `/api/v1/links/${(await alice.createLink(make)).id}`;
        },
      ],
    ];
    const answers = ["302 https://example.com/"];
    let acknowledged = 0;
    const seen = new Set<string>();

    await hammered(
      async () => {
        const oldest = acknowledged;
        const met = await meets(anonymous, "docs");
        expect(answers.slice(oldest)).toContain(met);
        seen.add(met);
      },
      async () => {
        for (let round = 0; round < 4; round++) {
          for (const [answer, change] of changes) {
            answers.push(answer);
            await change();
            acknowledged += 1;
          }
        }
      },
    );

    expect(acknowledged).toBe(4 * changes.length);
    expect([...seen].sort()).toEqual([...new Set(answers)].sort());
  },
);

test("a link with 64 concurrent visitors expires on time, cached or not", async () => {
  const { signUp, anonymous } = await createWorld();
  const expiresAt = Date.now() + 3_000;
  const { short_code } = await (await signUp("alice")).createLink({
    expires_at: new Date(expiresAt).toISOString(),
  });
  const seen = new Set<string>();

  await hammered(
    async () => {
      const before = Date.now();
      const met = await meets(anonymous, short_code);
      const after = Date.now();
      if (after < expiresAt) expect(met).toBe("302 https://example.com/");
      if (before >= expiresAt) expect(met).toBe("410 ");
      seen.add(met);
    },
    () => vi.waitFor(() => expect(seen).toContain("410 "), 20_000),
  );

  expect([...seen]).toEqual(["302 https://example.com/", "410 "]);
});

test("a link with 64 concurrent visitors redirects exactly as often as its limit", async () => {
  const { signUp, anonymous } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink({ max_clicks: 500 });
  const met: string[] = [];

  await hammered(
    async () => {
      const isOver = met.includes("410 ");
      const answer = await meets(anonymous, short_code);
      if (isOver) expect(answer).toBe("410 ");
      met.push(answer);
    },
    () => vi.waitFor(() => expect(met.length).toBeGreaterThan(1_000), 20_000),
  );

  expect(met.filter((answer) => answer === "302 https://example.com/")).toHaveLength(500);
});
