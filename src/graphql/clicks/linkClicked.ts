import { watchClicks } from "../../core/clicks/watchClicks.ts";
import type { LinkClicksEvent } from "../../core/events/domainEvents.ts";
import { findLink } from "../../core/links/readLinks.ts";
import { Link } from "../links/Link.ts";
import { parseOptionalLinkId } from "../links/LinkBy.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { resolveEvent, streamDescription } from "../schema/streamEvents.ts";

export const LinkClicked = builder.objectRef<LinkClicksEvent>("LinkClicked").implement({
  description: "Emitted when a link receives clicks. Bot visits are excluded.",
  fields: (t) => ({
    linkId: t.globalID({
      description: "The global ID of the link.",
      resolve: ({ linkId }) => ({ id: linkId, type: Link }),
    }),
    clicks: t.exposeInt("clicks", {
      description: "Clicks since the previous event. Events are merged for slow consumers.",
    }),
    at: t.field({
      type: "DateTime",
      description: "The time of the latest of these clicks.",
      resolve: ({ at }) => new Date(at),
    }),
    link: t.prismaField({
      type: Link,
      nullable: true,
      complexity: prices.singleLink,
      description: "The link, null if it has been deleted. Requires the `LINKS_READ` scope.",
      resolve: (query, { linkId }, _, { actor }) => findLink(actor, { id: linkId }, query),
    }),
  }),
});

builder.subscriptionField("linkClicked", (t) =>
  t.field({
    type: LinkClicked,
    nullable: true,
    description: `Clicks on the viewer's links as they happen, one link per event. Clicks on one link within about a second are merged. ${streamDescription} Requires the \`STATS_READ\` scope.`,
    args: {
      linkId: t.arg.id({
        description: "Global ID of a link. If absent, the events of all links are sent.",
      }),
    },
    subscribe: (_, { linkId }, { actor, lastEventId }) =>
      watchClicks(actor, parseOptionalLinkId(linkId), lastEventId),
    resolve: resolveEvent,
  }),
);
