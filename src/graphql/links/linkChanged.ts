import type { LinkChangeEvent } from "../../core/links/linkChangeFeeds.ts";
import { findLink } from "../../core/links/readLinks.ts";
import { watchLinks } from "../../core/links/watchLinks.ts";
import { builder } from "../schema/builder.ts";
import { prices } from "../schema/prices.ts";
import { resolveEvent, streamDescription } from "../schema/streamEvents.ts";
import { Link } from "./Link.ts";
import { parseOptionalLinkId } from "./LinkBy.ts";

const LinkChanged = builder.objectRef<LinkChangeEvent>("LinkChanged").implement({
  description: "Emitted when a link was created, updated or deleted. Clicks are no changes.",
  fields: (t) => ({
    kind: t.field({
      type: builder.enumType("LinkChangeKind", {
        description: "What happened to a link.",
        values: {
          CREATED: { description: "The link was created." },
          UPDATED: { description: "A setting of the link was changed." },
          DELETED: { description: "The link was deleted." },
        },
      }),
      description: "What happened since the previous event about this link.",
      resolve: ({ kind }) => kind,
    }),
    linkId: t.globalID({
      description: "The global ID of the link.",
      resolve: ({ linkId }) => ({ id: linkId, type: Link }),
    }),
    link: t.prismaField({
      type: Link,
      nullable: true,
      complexity: prices.singleLink,
      description: "The link as it is now, null if it has been deleted.",
      resolve: (query, { linkId }, _, { actor }) => findLink(actor, { id: linkId }, query),
    }),
  }),
});

builder.subscriptionField("linkChanged", (t) =>
  t.field({
    type: LinkChanged,
    nullable: true,
    description: `Changes of the viewer's links as they happen, one link per event, so that lists on several devices stay the same. ${streamDescription} Requires the \`LINKS_READ\` scope.`,
    args: {
      linkId: t.arg.id({
        description: "Global ID of a link. If absent, the changes of all links are sent.",
      }),
    },
    subscribe: (_, { linkId }, { actor, lastEventId }) =>
      watchLinks(actor, parseOptionalLinkId(linkId), lastEventId),
    resolve: resolveEvent,
  }),
);
