import { watchClicksOfLinks } from "../../core/clicks/watchClicks.ts";
import type { LinkClicksEvent } from "../../core/events/domainEvents.ts";
import { builder } from "../schema/builder.ts";
import { parseGlobalId } from "../schema/globalId.ts";
import { resolveEvent, streamDescription } from "../schema/streamEvents.ts";
import { LinkClicked } from "./linkClicked.ts";

const LinksClicked = builder.objectRef<LinkClicksEvent[]>("LinksClicked").implement({
  description: "Emitted when any of several links receive clicks. Bot visits are excluded.",
  fields: (t) => ({
    clicks: t.int({
      description: "Clicks on all these links since the previous event.",
      resolve: (links) => links.reduce((total, { clicks }) => total + clicks, 0),
    }),
    at: t.field({
      type: "DateTime",
      description: "The time of the latest of these clicks.",
      resolve: (links) => new Date(Math.max(...links.map(({ at }) => at))),
    }),
    links: t.field({
      type: [LinkClicked],
      description: "The clicks of each link, at most 60 links per event.",
      resolve: (links) => links,
    }),
  }),
});

builder.subscriptionField("linksClicked", (t) =>
  t.field({
    type: LinksClicked,
    nullable: true,
    description: `Clicks on several links as they happen, with one event per second at most. For lists and totals. ${streamDescription} Requires the \`STATS_READ\` scope.`,
    args: {
      linkIds: t.arg.idList({
        description:
          "Global IDs of links. Others are ignored. If absent, clicks on all links are sent.",
      }),
    },
    subscribe: (_, { linkIds }, { actor, lastEventId }) => {
      const ids = linkIds?.map((id) => parseGlobalId("Link", String(id))) ?? null;
      return watchClicksOfLinks(actor, ids, lastEventId);
    },
    resolve: resolveEvent,
  }),
);
