import { listLinks, pageOfLinks } from "../../domain/links/readLinks.ts";
import { listTokens } from "../../domain/tokens/readTokens.ts";
import { findViewer, visibleUser } from "../../domain/users/readUsers.ts";
import { builder } from "../builder.ts";
import { ApiToken } from "./ApiToken.ts";
import { rowId } from "./globalId.ts";
import { Link } from "./Link.ts";

const LinkPage = builder.objectRef<Awaited<ReturnType<typeof pageOfLinks>>>("LinkPage").implement({
  description: "A numbered page of links, as REST lists them. Prefer the connection `links`.",
  fields: (t) => ({
    links: t.field({
      type: [Link],
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
  findUnique: (id, { actor }) => visibleUser(actor, rowId(id)),
  fields: (t) => ({
    databaseId: t.exposeInt("id", { description: "The number that REST calls `id`." }),
    email: t.exposeString("email", { description: "As given at registration." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When they registered." }),
    links: t.prismaConnection(
      {
        type: Link,
        cursor: "id",
        description: "Their links, newest first. Needs the scope `LINKS_READ`.",
        resolve: (query, user, _arguments, { actor }) => listLinks(actor, user.id, query),
      },
      { name: "UserLinksConnection", description: "A run of links, newest first." },
      { name: "UserLinksConnectionEdge", description: "A link and its place in the run." },
    ),
    linkPage: t.field({
      type: LinkPage,
      description: "Their links by page number, newest first. Needs the scope `LINKS_READ`.",
      args: {
        page: t.arg.int({ defaultValue: 1, required: true, description: "From 1." }),
        perPage: t.arg.int({ defaultValue: 20, required: true, description: "1 to 100." }),
      },
      complexity: ({ perPage }) => ({ field: 1, multiplier: Math.min(perPage, 100) / 10 }),
      resolve: (user, page, { actor }) => pageOfLinks(actor, user.id, page),
    }),
    tokens: t.prismaConnection(
      {
        type: ApiToken,
        cursor: "id",
        description: "Their API tokens that are not revoked, newest first. Needs `TOKENS_READ`.",
        resolve: (query, user, _arguments, { actor }) => listTokens(actor, user.id, query),
      },
      { name: "UserTokensConnection", description: "A run of API tokens, newest first." },
      { name: "UserTokensConnectionEdge", description: "An API token and its place in the run." },
    ),
  }),
});

builder.queryField("viewer", (t) =>
  t.prismaField({
    type: User,
    nullable: true,
    description: "Whoever sent the request; null where nobody is signed in.",
    resolve: (query, _root, _arguments, { actor }) => findViewer(actor, query),
  }),
);
