import { expect, onTestFinished, test, vi } from "vitest";
import type { TestClient } from "../support/client.ts";
import { authorizationHeader, subscribe, waitForSubscribers } from "../support/subscribe.ts";
import { createWorld, type World } from "../support/world.ts";

const idOf = (databaseId: number) => Buffer.from(`Link:${databaseId}`).toString("base64");

/** Opens an event stream without a client. Returns its text so far. */
async function openStream(
  { url }: World,
  client: TestClient,
  query: string,
  headers: Record<string, string> = {},
) {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      ...authorizationHeader(client),
      ...headers,
      accept: "text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ query }),
    signal: controller.signal,
  });
  const seen = { text: "" };
  const read = async () => {
    for await (const chunk of response.body ?? []) seen.text += Buffer.from(chunk).toString();
  };
  void read().catch(() => {});
  return { seen, close: () => controller.abort() };
}

/** Returns the ids and data of the events in a stream. */
function parseEvents(text: string) {
  return [...text.matchAll(/^id: (.+)\nevent: next\ndata: (.+)$/gm)].map(([, id, data]) => ({
    id: String(id),
    data: JSON.parse(String(data)).data,
  }));
}

test("changes of links arrive with the link as it is, and only for their owner", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const bob = await here.signUp("bob");
  const query = "subscription { linkChanged { kind linkId link { title } } }";
  const streams = [alice, bob].map((client) =>
    subscribe(here, authorizationHeader(client), { query }),
  );
  await waitForSubscribers(here, 2);
  const arrived = (count: number) =>
    vi.waitFor(() => expect(streams[0]?.seen.news).toHaveLength(count), 5_000);

  await alice.createLink({ title: "One" });
  await arrived(1);
  await alice.put("/api/v1/links/1", { title: "Two" });
  await arrived(2);
  await alice.delete("/api/v1/links/1");
  await arrived(3);

  const linkId = idOf(1);
  expect(streams[0]?.seen.news.map(({ data }) => data.linkChanged)).toEqual([
    { kind: "CREATED", linkId, link: { title: "One" } },
    { kind: "UPDATED", linkId, link: { title: "Two" } },
    { kind: "DELETED", linkId, link: null },
  ]);
  expect(streams[1]?.seen.news).toEqual([]);
});

test("clicks on several links arrive in one event", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  for (let number = 1; number <= 3; number++) await alice.createLink();
  const query = `subscription { linksClicked(linkIds: ["${idOf(1)}", "${idOf(3)}", "made up"]) {
    clicks at links { linkId clicks } } }`;
  const { seen } = subscribe(here, authorizationHeader(alice), { query });
  await waitForSubscribers(here);

  here.services.events.domain.emit(
    "link.clicked",
    [1, 2, 3].map((linkId) => ({ linkId, ownerId: 1, clicks: linkId, at: linkId * 1_000 })),
  );

  await vi.waitFor(() => expect(seen.news).toHaveLength(1), 5_000);
  expect(seen.news[0].data.linksClicked).toEqual({
    clicks: 4,
    at: "1970-01-01T00:00:03.000Z",
    links: [
      { linkId: idOf(1), clicks: 1 },
      { linkId: idOf(3), clicks: 3 },
    ],
  });
});

test("a stream that reconnects with Last-Event-ID receives what it has missed", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const query = "subscription { linkClicked { linkId clicks } }";
  const click = (linkId: number) =>
    here.services.events.domain.emit("link.clicked", [
      { linkId, ownerId: 1, clicks: 1, at: 1_000 },
    ]);
  const event = (linkId: number) => ({ linkClicked: { linkId: idOf(linkId), clicks: 1 } });
  const first = await openStream(here, alice, query);
  click(1);
  await vi.waitFor(() => expect(parseEvents(first.seen.text)).toHaveLength(1), 5_000);
  const [received] = parseEvents(first.seen.text);
  first.close();
  await waitForSubscribers(here, 0);
  click(2);

  const second = await openStream(here, alice, query, { "last-event-id": String(received?.id) });
  await vi.waitFor(() => expect(parseEvents(second.seen.text)).toHaveLength(1), 5_000);
  click(3);
  await vi.waitFor(() => expect(parseEvents(second.seen.text)).toHaveLength(2), 5_000);

  expect(parseEvents(second.seen.text).map(({ data }) => data)).toEqual([event(2), event(3)]);
});

test.each(["made up", "x".repeat(10_000), "0123456789.7"])(
  "an unknown Last-Event-ID starts with a null event, and the stream continues",
  async (lastEventId) => {
    const here = await createWorld();
    const alice = await here.signUp("alice");
    const query = "subscription { linkClicked { clicks } }";

    const { seen } = await openStream(here, alice, query, { "last-event-id": lastEventId });
    await vi.waitFor(() => expect(parseEvents(seen.text)).toHaveLength(1), 5_000);
    here.services.events.domain.emit("link.clicked", [
      { linkId: 1, ownerId: 1, clicks: 2, at: 1_000 },
    ]);
    await vi.waitFor(() => expect(parseEvents(seen.text)).toHaveLength(2), 5_000);

    expect(parseEvents(seen.text).map(({ data }) => data)).toEqual([
      { linkClicked: null },
      { linkClicked: { clicks: 2 } },
    ]);
  },
);
