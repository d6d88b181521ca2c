import { expect, test } from "vitest";
import type { TestResponse } from "../support/client.ts";
import { createWorld, password } from "../support/world.ts";

const email = "alice@example.com";
const original_url = "https://example.com/";

function atOnce(count: number, send: () => Promise<TestResponse>): Promise<TestResponse[]> {
  return Promise.all(Array.from({ length: count }, send));
}

/** Returns the number of responses by status. */
function statuses(answers: TestResponse[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test("only one of 50 concurrent registrations of the same email succeeds", async () => {
  const { anonymous, services } = await createWorld();

  const answers = await atOnce(50, () =>
    anonymous.post("/api/v1/auth/register", { email, password }),
  );

  expect(statuses(answers)).toEqual({ 201: 1, 409: 49 });
  expect(await services.database.user.count()).toBe(1);
});

test("only one of 50 concurrent requests for the same short code succeeds", async () => {
  const { signUp, services } = await createWorld();
  const claimants = [await signUp("alice"), await signUp("bob")];
  let claims = 0;

  const answers = await atOnce(50, () => {
    const claimant = claimants[claims++ % claimants.length];
    if (!claimant) throw new Error("There is nobody to claim the code.");
    return claimant.post("/api/v1/links", { original_url, short_code: "launch" });
  });

  expect(statuses(answers)).toEqual({ 201: 1, 409: 49 });
  expect(await services.database.link.count()).toBe(1);
});

test("generates another code when a generated one is taken or retired", async () => {
  const codes = ["taken22", "retired", "taken22", "retired", "fresh22"];
  const { signUp } = await createWorld({}, { generateShortCode: () => codes.shift() ?? "none" });
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "taken22" });
  const retired = await alice.createLink({ short_code: "retired" });
  await alice.delete(`/api/v1/links/${retired.id}`);

  const link = await alice.createLink();

  expect([link.short_code, codes]).toEqual(["fresh22", []]);
});

test("50 concurrent link creations all succeed with a generator that keeps colliding", async () => {
  let calls = 0;
  const { signUp, services } = await createWorld(
    {},
    // Half of all attempts fail: that one request loses all of its 20 is as good as impossible.
    { generateShortCode: () => `code${Math.floor(calls++ / 2)}` },
  );
  const alice = await signUp("alice");

  const answers = await atOnce(50, () => alice.post("/api/v1/links", { original_url }));

  expect(statuses(answers)).toEqual({ 201: 50 });
  expect(new Set(answers.map(({ body }) => body.short_code)).size).toBe(50);
  expect(await services.database.link.count()).toBe(50);
});

test("only the former owner can reuse the code of a deleted link", async () => {
  const { signUp, anonymous } = await createWorld();
  const [alice, bob] = [await signUp("alice"), await signUp("bob")];
  const link = await alice.createLink({ short_code: "poster" });
  const claim = { original_url: "https://bob.example/", short_code: "Poster" };
  const taken = { detail: "The short code poster is already taken. Choose another one." };

  const whileItLeads = await bob.post("/api/v1/links", claim);
  await alice.delete(`/api/v1/links/${link.id}`);
  const afterwards = await bob.post("/api/v1/links", claim);
  const visit = await anonymous.visit("poster");
  const again = await alice.post("/api/v1/links", { original_url, short_code: "poster" });
  const whileItLeadsAgain = await bob.post("/api/v1/links", claim);

  for (const rejected of [whileItLeads, afterwards, whileItLeadsAgain]) {
    expect([rejected.status, rejected.body]).toEqual([409, taken]);
  }
  expect(visit.status).toBe(404);
  expect([again.status, again.body.short_code]).toEqual([201, "poster"]);
  expect((await anonymous.visit("poster")).headers.get("location")).toBe(original_url);
});

test("only one of 20 concurrent deletions of a link succeeds, and its code is retired once", async () => {
  const { signUp, services } = await createWorld();
  const alice = await signUp("alice");
  const { id, short_code } = await alice.createLink();

  const answers = await atOnce(20, () => alice.delete(`/api/v1/links/${id}`));

  expect(statuses(answers)).toEqual({ 204: 1, 404: 19 });
  expect(await services.database.retiredCode.findMany()).toEqual([
    { shortCode: short_code, ownerId: 1, retiredAt: expect.any(Date) },
  ]);
});
