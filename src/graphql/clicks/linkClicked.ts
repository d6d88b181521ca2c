import { watchClicks } from "../../core/clicks/watchClicks.ts";
import type { LinkClicksEvent } from "../../core/events/domainEvents.ts";
import { findLink, linkNotFoundError } from "../../core/links/readLinks.ts";
import { Link } from "../links/Link.ts";
import { parseLinkReference } from "../links/LinkBy.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";

const LinkClicked = builder.objectRef<LinkClicksEvent>("LinkClicked").implement({
  description: "News that people have clicked on a link. Visits of bots are no news.",
  fields: (t) => ({
    linkId: t.globalID({
      description: "Global id of the link.",
      resolve: ({ linkId }) => ({ id: linkId, type: Link }),
    }),
    clicks: t.exposeInt("clicks", {
      description: "How many clicks it was since the last news: more for those who read slowly.",
    }),
    at: t.field({
      type: "DateTime",
      description: "When the latest of them was.",
      resolve: ({ at }) => new Date(at),
    }),
    link: t.prismaField({
      type: Link,
      nullable: true,
      complexity: prices.singleLink,
      description: "The link; null where it is deleted since. Needs the scope `LINKS_READ`.",
      resolve: (query, { linkId }, _, { actor }) => findLink(actor, { id: linkId }, query),
    }),
  }),
});

builder.subscriptionField("linkClicked", (t) =>
  t.field({
    type: LinkClicked,
    description:
      "Clicks on the viewer's links as they happen, those of one link merged, about a second apart. Ends when the token or session does. A user may have 20 streams open. Needs the scope `STATS_READ`.",
    args: { linkId: t.arg.id({ description: "Of this link alone; of all of them where absent." }) },
    subscribe: (_, { linkId }, { actor }) => {
      if (linkId == null) return watchClicks(actor);
      const reference = parseLinkReference({ id: linkId });
      if (!reference) throw linkNotFoundError();
      return watchClicks(actor, reference);
    },
    resolve: (clicks) => clicks,
  }),
);
