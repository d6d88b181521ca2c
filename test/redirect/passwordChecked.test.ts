import { expect, test, vi } from "vitest";
import {
  createPasswordHasher,
  type PasswordHasher,
} from "../../src/core/passwords/passwordHasher.ts";
import type { TestClient, TestResponse } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

interface Scene {
  owner: TestClient;
  /** The owner's API path of the link. */
  path: string;
  /** Sends the right password as an anonymous visitor. */
  sends: () => Promise<TestResponse>;
}

type Change = (scene: Scene) => Promise<unknown>;

/** Sends the right password and changes the link while it is being checked. */
async function sentWhile(change: Change) {
  const hasher = createPasswordHasher(4);
  let gate: Promise<void> | undefined;
  const compare = vi.fn<PasswordHasher["compare"]>(async (password, hash, turn) => {
    const checkEnds = gate;
    const matches = await hasher.compare(password, hash, turn);
    await checkEnds;
    return matches;
  });
  const { signUp, anonymous } = await createWorld({}, { passwordHasher: { ...hasher, compare } });
  const owner = await signUp("alice");
  const link = await owner.createLink({
    short_code: "docs",
    password: "sesame",
    max_clicks: 1,
    expires_at: "2040-01-01T00:00:00Z",
  });
  const sends = () =>
    anonymous.visit("docs", { method: "POST", body: new URLSearchParams({ password: "sesame" }) });

  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  compare.mockClear();
  const answer = sends();
  await vi.waitFor(() => expect(compare).toHaveBeenCalledOnce(), 5_000);
  gate = undefined;
  await change({ owner, path: `/api/v1/links/${link.id}`, sends });
  open();
  const { status, headers } = await answer;
  return [status, headers.get("location")];
}

const changes: [string, Change, [number, string | null]][] = [
  ["nothing happens", async () => {}, [303, "https://example.com/"]],
  [
    "it gets another destination",
    ({ owner, path }) => owner.put(path, { original_url: "https://b.example/" }),
    [303, "https://b.example/"],
  ],
  ["it is disabled", ({ owner, path }) => owner.put(path, { is_active: false }), [404, null]],
  ["it is deleted", ({ owner, path }) => owner.delete(path), [404, null]],
  ["it expires", async () => setClock("2040-01-01T00:00:00Z"), [410, null]],
  ["its last click is used", ({ sends }) => sends(), [410, null]],
  [
    "it is given another password",
    ({ owner, path }) => owner.put(path, { password: "open" }),
    [401, null],
  ],
  [
    "its password is removed",
    ({ owner, path }) => owner.put(path, { password: null }),
    [303, "https://example.com/"],
  ],
  [
    "another link replaces it",
    async ({ owner, path }) => {
      await owner.delete(path);
      await owner.createLink({ short_code: "docs", password: "open" });
    },
    [401, null],
  ],
];

test.each(changes)(
  "the correct password applies to the current state of the link after the check: %s meanwhile",
  async (_, change, answer) => {
    expect(await sentWhile(change)).toEqual(answer);
  },
);
