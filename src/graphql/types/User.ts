import { listLinks } from "../../core/links/listLinks.ts";
import { listLinkPage } from "../../core/links/readLinks.ts";
import { listSessions } from "../../core/sessions/readSessions.ts";
import { listTokens } from "../../core/tokens/readTokens.ts";
import { findViewer, visibleUserFilter } from "../../core/users/readUsers.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { coveredByConnection, linkListCost, linkPageCost } from "../schema/cost.ts";
import { parseRowId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";
import { ApiToken } from "./ApiToken.ts";
import { Link } from "./Link.ts";
import { LinkFilter } from "./LinkFilter.ts";
import { LinkOrder } from "./LinkOrder.ts";
import { Session } from "./Session.ts";

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

export const User = builder.prismaNode("User", {
  description: "Somebody with an account. People see only themselves.",
  nullable: true,
  id: { field: "id", description: "Global id, for `node`." },
  findUnique: (id, { actor }) => visibleUserFilter(actor, parseRowId(id)),
  fields: (t) => ({
    databaseId: t.exposeInt("id", { description: "The number that REST calls `id`." }),
    email: t.exposeString("email", { description: "As given at registration." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When they registered." }),
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
            await listLinks(
              context.actor,
              user.id,
              { ...filter, ...list },
              nodeQuery(context, info),
            ),
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
    tokens: t.connection(
      {
        type: ApiToken,
        description: "Their API tokens that are not revoked, newest first. Needs `TOKENS_READ`.",
        resolve: async (user, list, context, info) =>
          toConnection(await listTokens(context.actor, user.id, list, nodeQuery(context, info))),
      },
      { name: "UserTokensConnection", description: "A run of API tokens, newest first." },
      { name: "UserTokensConnectionEdge", description: "An API token and its place in the run." },
    ),
    sessions: t.connection(
      {
        type: Session,
        description: "Browsers in which they are signed in, newest first. Needs `ACCOUNT_WRITE`.",
        resolve: async (user, list, context, info) =>
          toConnection(await listSessions(context.actor, user.id, list, nodeQuery(context, info))),
      },
      { name: "UserSessionsConnection", description: "A run of sessions, newest first." },
      { name: "UserSessionsConnectionEdge", description: "A session and its place in the run." },
    ),
  }),
});

builder.queryField("viewer", (t) =>
  t.prismaField({
    type: User,
    nullable: true,
    complexity: prices.viewer,
    description: "Whoever sent the request; null where nobody is signed in.",
    resolve: (query, _root, _arguments, { actor }) => findViewer(actor, query),
  }),
);
