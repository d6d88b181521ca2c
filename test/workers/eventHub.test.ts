import { expect, test, vi } from "vitest";
import { logLinesOf } from "../support/logLines.ts";
import { requestOnNewConnection } from "../support/newConnection.ts";
import { authorizationHeader, subscribe } from "../support/subscribe.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { distinctResponses, startWorkers } from "../support/workerProgram.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const workers = 4;
/** The limit for a change to reach all workers. */
const soon = { timeout: 1_000, interval: 20 };

test("a change at one worker takes effect at all others within a second", async () => {
  const { program, alice } = await startWorkers(workers, { LOG_LEVEL: "debug" });
  const { url } = program;
  const [edited, switchedOff, deleted] = [
    await alice.createLink({ short_code: "edited" }),
    await alice.createLink({ short_code: "switched" }),
    await alice.createLink({ short_code: "deleted" }),
  ];
  const seen = (code: string) => distinctResponses(workers, url, `/${code}`);
  for (const code of ["edited", "switched", "deleted", "unmade"]) await seen(code);
  const answering = logLinesOf(program).filter(({ route }) => route === "/:code");
  expect(new Set(answering.map(({ worker }) => worker)).size).toBe(workers);

  await alice.put(`/api/v1/links/${edited.id}`, { original_url: "https://example.org/new" });
  await expect.poll(() => seen("edited"), soon).toEqual(["https://example.org/new"]);

  await alice.put(`/api/v1/links/${switchedOff.id}`, { is_active: false });
  await expect.poll(() => seen("switched"), soon).toEqual([404]);

  await alice.delete(`/api/v1/links/${deleted.id}`);
  await expect.poll(() => seen("deleted"), soon).toEqual([404]);

  await alice.createLink({ short_code: "unmade", original_url: "https://example.org/made" });
  await expect.poll(() => seen("unmade"), soon).toEqual(["https://example.org/made"]);
});

test("a revoked token and a deleted account are rejected by every worker", {
  tags: ["full"],
}, async () => {
  const { program, alice } = await startWorkers(workers);
  const { short_code } = await alice.createLink();
  const { secret, tokenId } = await createApiToken(alice, ["LINKS_READ"]);
  const seen = (path: string, headers = {}) =>
    distinctResponses(workers, program.url, path, headers);
  const withToken = () => seen("/api/v1/links", { authorization: `Bearer ${secret}` });
  expect(await withToken()).toEqual([200]);
  expect(await seen(`/${short_code}`)).toEqual(["https://example.com/"]);

  await alice.delete(`/api/v1/auth/tokens/${tokenId}`);
  await expect.poll(withToken, soon).toEqual([401]);

  const deletion = `mutation { deleteAccount(input: { password: "correct horse battery staple" }) { __typename } }`;
  const { body } = await alice.graphql(deletion);
  expect(body).toEqual({ data: { deleteAccount: { __typename: "DeleteAccountPayload" } } });
  await expect.poll(() => seen(`/${short_code}`), soon).toEqual([404]);
});

test("a subscription receives each click of other workers exactly once", {
  tags: ["full"],
}, async () => {
  const { program, alice } = await startWorkers(workers);
  const { short_code } = await alice.createLink();
  const { seen } = subscribe(program, authorizationHeader(alice));
  const heard = () => seen.news.reduce((sum, { data }) => sum + data.linkClicked.clicks, 0);
  // Only active subscriptions receive events, and their start is not signaled.
  await vi.waitFor(async () => {
    await requestOnNewConnection(program.url, `/${short_code}`);
    expect(heard()).toBeGreaterThan(0);
  }, 10_000);
  await quiet(heard);
  const before = heard();

  await distinctResponses(workers, program.url, `/${short_code}`);

  await expect.poll(heard).toBe(before + 3 * workers);
  await quiet(heard);
  expect(heard()).toBe(before + 3 * workers);
});

/** Waits until a number has not changed for as long as an event can take. */
async function quiet(read: () => number): Promise<void> {
  let last = read();
  let since = performance.now();
  await vi.waitFor(() => {
    if (read() !== last) {
      last = read();
      since = performance.now();
    }
    expect(performance.now() - since).toBeGreaterThan(1_500);
  }, 10_000);
}
