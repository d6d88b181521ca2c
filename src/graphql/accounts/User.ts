import { findViewer, visibleUserFilter } from "../../core/accounts/readUsers.ts";
import { builder } from "../schema/builder.ts";
import { parseRowId } from "../schema/globalId.ts";
import { prices } from "../schema/prices.ts";

export const User = builder.prismaNode("User", {
  description: "A user with an account. Users can read only their own.",
  nullable: true,
  id: { field: "id", description: "The global ID, for `node`." },
  findUnique: (id, { actor }) => visibleUserFilter(actor, parseRowId(id)),
  fields: (t) => ({
    databaseId: t.exposeInt("id", { description: "The numeric ID, as used in REST." }),
    email: t.exposeString("email", {
      description:
        "The email, as entered at registration. A host in another script is returned in ASCII.",
    }),
    createdAt: t.expose("createdAt", {
      type: "DateTime",
      description: "The time at which the user registered.",
    }),
  }),
});

builder.queryField("viewer", (t) =>
  t.prismaField({
    type: User,
    nullable: true,
    complexity: prices.viewer,
    description: "The user who sent the request, null for an anonymous request.",
    resolve: (query, _root, _arguments, { actor }) => findViewer(actor, query),
  }),
);
