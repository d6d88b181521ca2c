import { listLinks } from "../../core/links/listLinks.ts";
import { listLinkPage } from "../../core/links/readLinks.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { coveredByConnection, linkListCost, linkPageCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";
import { LinkFilter } from "./LinkFilter.ts";
import { LinkOrder } from "./LinkOrder.ts";

const LinkPage = builder.objectRef<Awaited<ReturnType<typeof listLinkPage>>>("LinkPage").implement({
  description: "A numbered page of links, as REST lists them. Prefer the connection `links`.",
  fields: (t) => ({
    links: t.field({
      type: [Link],
      complexity: coveredByConnection,
      description: "The links of this page, newest first.",
      resolve: ({ links }) => links,
    }),
    page: t.exposeInt("page", { description: "Number of this page, from 1." }),
    perPage: t.exposeInt("perPage", { description: "How many links a full page has." }),
    hasNext: t.exposeBoolean("hasNext", { description: "Whether another page follows." }),
  }),
});

builder.prismaObjectFields(User, (t) => ({
  links: t.connection(
    {
      type: Link,
      description:
        "Their links, the newest first unless `orderBy` says otherwise. Of more than 10,000 that match, the newest 10,000 are considered where a filter meets another order, or a search a status. A cursor is for lists of the same order. Needs the scope `LINKS_READ`.",
      args: {
        filter: t.arg({ type: LinkFilter, description: "Which links; all where absent." }),
        orderBy: t.arg({ type: LinkOrder, description: "The newest first where absent." }),
      },
      complexity: linkListCost,
      resolve: async (user, { filter, ...list }, context, info) =>
        toConnection(
          await listLinks(context.actor, user.id, { ...filter, ...list }, nodeQuery(context, info)),
        ),
    },
    { name: "UserLinksConnection", description: "A run of links." },
    { name: "UserLinksConnectionEdge", description: "A link and its place in the run." },
  ),
  linkPage: t.field({
    type: LinkPage,
    description: "Their links by page number, newest first. Needs the scope `LINKS_READ`.",
    args: {
      page: t.arg.int({ defaultValue: 1, required: true, description: "From 1." }),
      perPage: t.arg.int({ defaultValue: 20, required: true, description: "1 to 100." }),
    },
    complexity: linkPageCost,
    resolve: (user, page, { actor }) => listLinkPage(actor, user.id, page),
  }),
}));
