import {
  type LinkSetting,
  listChanges,
  parseChanges,
  type SettingChange,
} from "../../core/links/linkHistory.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { coveredByConnection, nestedConnectionCost } from "../schema/cost.ts";
import { Link } from "./Link.ts";

const Setting = builder.enumType("LinkSetting", {
  description: "What can be changed of a link. Values are told as text.",
  values: {
    ORIGINAL_URL: { value: "originalUrl", description: "Where it leads." },
    TITLE: { value: "title", description: "Its owner's name for it." },
    IS_ACTIVE: { value: "isActive", description: "The switch: true or false." },
    REDIRECT_TYPE: { value: "redirectType", description: "The HTTP status, such as 302." },
    EXPIRES_AT: { value: "expiresAt", description: "The expiry, as RFC 3339 in UTC." },
    MAX_CLICKS: { value: "maxClicks", description: "The click limit." },
    PASSWORD: {
      value: "passwordHash",
      description:
        "Whether visitors are asked for one: `set` or null. From `set` to `set`: another.",
    },
  } satisfies Record<string, { value: LinkSetting; description: string }>,
});

const LinkSettingChange = builder.objectRef<SettingChange>("LinkSettingChange").implement({
  description: "One setting that was changed.",
  fields: (t) => ({
    setting: t.field({
      type: Setting,
      description: "Which one.",
      resolve: ({ setting }) => setting,
    }),
    before: t.exposeString("before", { nullable: true, description: "Null where it was none." }),
    after: t.exposeString("after", { nullable: true, description: "Null where it became none." }),
  }),
});

const LinkChange = builder.prismaObject("LinkChange", {
  description: "What an owner changed of a link at once.",
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When it was changed." }),
    tokenName: t.exposeString("tokenName", {
      nullable: true,
      description: "Name of the API token that did it; null where it was done in a browser.",
    }),
    settings: t.field({
      type: [LinkSettingChange],
      description: "Each setting that became another.",
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
      description:
        "What was changed of it since it was made, newest first: the newest 100 changes. Needs the scope `LINKS_READ`.",
      complexity: nestedConnectionCost,
      resolve: async (link, list, context, info) =>
        toConnection(await listChanges(context.actor, link, list, nodeQuery(context, info))),
    },
    { name: "LinkHistoryConnection", description: "A run of changes, newest first." },
    { name: "LinkHistoryConnectionEdge", description: "A change and its place in the run." },
  ),
);
