import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { recordVisits } from "../support/recordVisits.ts";
import { createWorld } from "../support/world.ts";

const query = `query ($from: DateTime, $to: DateTime, $bots: BotVisits!) {
  viewer {
    clicks(from: $from, to: $to, bots: $bots) {
      nodes { at isBot link { shortCode } }
      totalCount { count }
    }
    links { nodes { shortCode clicks(from: $from, to: $to, bots: $bots) { nodes { at } } } }
  }
}`;

const at = (hour: number) => `2030-05-06T${String(hour).padStart(2, "0")}:00:00.000Z`;

/** Records visits of two links and a bot, not in the order of time. */
async function clickedLinks() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const first = (await alice.createLink()).short_code as string;
  const second = (await alice.createLink()).short_code as string;
  const bob = await here.signUp("bob");
  await bob.createLink();
  const visit = (linkId: number, hour: number, userAgent?: string) => ({
    linkId,
    time: at(hour),
    ...(userAgent && { userAgent }),
  });
  await recordVisits(here.services, [
    visit(1, 12),
    visit(2, 10),
    visit(1, 8),
    visit(2, 11, "Googlebot/2.1"),
    visit(3, 9),
  ]);
  const ask = async (variables: object) => {
    const { body } = await alice.graphql(query, { bots: "INCLUDE", ...variables });
    expect(body.errors).toBeUndefined();
    const { clicks, links } = body.data.viewer;
    return {
      all: clicks.nodes.map(
        (click: { at: string; isBot: boolean; link: { shortCode: string } }) => [
          click.at,
          click.isBot,
          click.link.shortCode,
        ],
      ),
      count: clicks.totalCount.count,
      byLink: Object.fromEntries(
        links.nodes.map((link: { shortCode: string; clicks: { nodes: { at: string }[] } }) => [
          link.shortCode,
          link.clicks.nodes.map((click) => click.at),
        ]),
      ),
    };
  };
  return { here, alice, first, second, ask };
}

test("clicks are listed by time over all links of the viewer only", async () => {
  const { ask, first, second } = await clickedLinks();

  expect(await ask({})).toEqual({
    all: [
      [at(12), false, first],
      [at(11), true, second],
      [at(10), false, second],
      [at(8), false, first],
    ],
    count: 4,
    byLink: { [first]: [at(12), at(8)], [second]: [at(11), at(10)] },
  });
});

test("clicks are selected by time and by visitor", async () => {
  const { ask, first, second } = await clickedLinks();

  expect(await ask({ from: at(10), to: at(12) })).toEqual({
    all: [
      [at(11), true, second],
      [at(10), false, second],
    ],
    count: 2,
    byLink: { [first]: [], [second]: [at(11), at(10)] },
  });
  expect((await ask({ bots: "EXCLUDE" })).byLink).toEqual({
    [first]: [at(12), at(8)],
    [second]: [at(10)],
  });
  expect(await ask({ bots: "ONLY" })).toEqual({
    all: [[at(11), true, second]],
    count: 1,
    byLink: { [first]: [], [second]: [at(11)] },
  });
});

test("an invalid time is named, and only its field fails", async () => {
  const { alice } = await clickedLinks();

  const { body } = await alice.graphql(
    `{ viewer { email clicks(from: "yesterday") { nodes { at } } } }`,
  );

  expect(body).toEqual({
    data: { viewer: { email: "alice@example.com", clicks: null } },
    errors: [
      {
        message:
          "from is not a valid time. Use the form 2030-12-31T23:59:59Z, up to the year 9999.",
        path: ["viewer", "clicks"],
        locations: [expect.any(Object)],
        extensions: { code: "BAD_USER_INPUT", path: ["from"] },
      },
    ],
  });
});

test("the link of a click needs the scope for links", async () => {
  const { here, alice } = await clickedLinks();
  const { body } = await alice.graphql(
    `mutation { createToken(input: { name: "Statistics", scopes: [STATS_READ] }) {
      ... on CreateTokenPayload { secret } } }`,
  );
  const reader = createClient(here.url, body.data.createToken.secret);

  const answer = await reader.graphql(
    `{ viewer { clicks(first: 1) { nodes { at link { id } } } } }`,
  );

  expect(answer.body).toEqual({
    data: { viewer: { clicks: { nodes: [{ at: at(12), link: null }] } } },
    errors: [
      {
        message: "This token lacks the scope LINKS_READ. Use a token that has it.",
        path: ["viewer", "clicks", "nodes", 0, "link"],
        locations: [expect.any(Object)],
        extensions: { code: "FORBIDDEN", scope: "LINKS_READ" },
      },
    ],
  });
});
