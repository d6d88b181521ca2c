import { listChanges, parseChanges, type SettingChange } from "../../core/links/linkHistory.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { coveredByConnection, nestedConnectionCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";
import { LinkSetting } from "./linkSettings.ts";

const LinkSettingChange = builder.objectRef<SettingChange>("LinkSettingChange").implement({
  description: "A changed setting with its values.",
  fields: (t) => ({
    setting: t.field({
      type: LinkSetting,
      description: "The changed setting.",
      resolve: ({ setting }) => setting,
    }),
    before: t.exposeString("before", {
      nullable: true,
      description: "Previous value, null if unset.",
    }),
    after: t.exposeString("after", { nullable: true, description: "New value, null if unset." }),
  }),
});

const LinkChange = builder.prismaObject("LinkChange", {
  description: "An update of a link by its owner.",
  fields: (t) => ({
    id: t.globalID({
      description: "An ID for caches, unique across all types. `node` does not accept it.",
      resolve: ({ id }) => ({ id, type: "LinkChange" }),
    }),
    at: t.expose("at", { type: "DateTime", description: "The time of the update." }),
    tokenName: t.exposeString("tokenName", {
      nullable: true,
      description: "The name of the API token that was used, null for an update in a browser.",
    }),
    settings: t.field({
      type: [LinkSettingChange],
      description: "The settings whose values changed.",
      // The changes are stored with the entry, usually a single one.
      complexity: coveredByConnection,
      resolve: (change) => parseChanges(change),
    }),
  }),
});

builder.prismaObjectField(Link, "history", (t) =>
  t.connection(
    {
      type: LinkChange,
      nullable: true,
      description:
        "The updates since the link was created, newest first. Only the newest 100 are stored. Requires the `LINKS_READ` scope.",
      complexity: nestedConnectionCost,
      resolve: async (link, list, context, info) =>
        toConnection(await listChanges(context.actor, link, list, nodeQuery(context, info))),
    },
    { name: "LinkHistoryConnection", description: "A page of updates, newest first." },
    { name: "LinkHistoryConnectionEdge", description: "An update and its cursor." },
  ),
);
