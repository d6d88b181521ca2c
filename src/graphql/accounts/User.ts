import { findViewer, visibleUserFilter } from "../../core/accounts/readUsers.ts";
import { builder } from "../schema/builder.ts";
import { parseRowId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";

export const User = builder.prismaNode("User", {
  description: "Somebody with an account. People see only themselves.",
  nullable: true,
  id: { field: "id", description: "Global id, for `node`." },
  findUnique: (id, { actor }) => visibleUserFilter(actor, parseRowId(id)),
  fields: (t) => ({
    databaseId: t.exposeInt("id", { description: "The number that REST calls `id`." }),
    email: t.exposeString("email", { description: "As given at registration." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When they registered." }),
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
