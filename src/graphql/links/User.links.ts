import { listLinks } from "../../core/links/listLinks.ts";
import { listLinkPage, maxPage } from "../../core/links/readLinks.ts";
import { defaultPageSize, maxPageSize } from "../../core/pagination/connectionArguments.ts";
import { User } from "../accounts/User.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { coveredByConnection, linkListCost, linkPageCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";
import { LinkFilter } from "./LinkFilter.ts";
import { LinkOrder } from "./LinkOrder.ts";

const LinkPage = builder.objectRef<Awaited<ReturnType<typeof listLinkPage>>>("LinkPage").implement({
  description: "A numbered page of links, as in REST. The `links` connection is preferable.",
  fields: (t) => ({
    links: t.field({
      type: [Link],
      complexity: coveredByConnection,
      description: "The links of this page, newest first.",
      resolve: ({ links }) => links,
    }),
    page: t.exposeInt("page", { description: "The number of this page, starting at 1." }),
    perPage: t.exposeInt("perPage", { description: "The maximum number of links per page." }),
    hasNext: t.exposeBoolean("hasNext", { description: "Whether another page follows." }),
  }),
});

builder.prismaObjectFields(User, (t) => ({
  links: t.connection(
    {
      type: Link,
      nullable: true,
      description:
        "The user's links. When a filter is combined with a sort order other than creation date, only the newest 10,000 matches are sorted. When a search is combined with a status, only its newest 10,000 matches are considered. A cursor is valid only for the same `orderBy`. Requires the `LINKS_READ` scope.",
      args: {
        filter: t.arg({ type: LinkFilter, description: "Selects links. Default: all." }),
        orderBy: t.arg({ type: LinkOrder, description: "Sort order. Default: newest first." }),
      },
      complexity: linkListCost,
      resolve: async (user, { filter, ...list }, context, info) => {
        const request = { search: filter?.search, statuses: filter?.status, ...list };
        return toConnection(
          await listLinks(context.actor, user.id, request, nodeQuery(context, info)),
        );
      },
    },
    { name: "UserLinksConnection", description: "A page of links." },
    { name: "UserLinksConnectionEdge", description: "A link and its cursor." },
  ),
  linkPage: t.field({
    type: LinkPage,
    nullable: true,
    description: "The user's links by page number, newest first. Requires the `LINKS_READ` scope.",
    args: {
      page: t.arg.int({
        defaultValue: 1,
        required: true,
        description: `Page number, 1 to ${maxPage.toLocaleString("en")}.`,
        extensions: { maximum: maxPage },
      }),
      perPage: t.arg.int({
        defaultValue: defaultPageSize,
        required: true,
        description: `Links per page, 1 to ${maxPageSize}.`,
        extensions: { maximum: maxPageSize },
      }),
    },
    complexity: linkPageCost,
    resolve: (user, page, { actor }) => listLinkPage(actor, user.id, page),
  }),
}));
