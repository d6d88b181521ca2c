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
  description: "A setting of a link. The history contains its values as text.",
  values: {
    ORIGINAL_URL: { value: "originalUrl", description: "The destination." },
    TITLE: { value: "title", description: "The owner's name for the link." },
    IS_ACTIVE: {
      value: "isActive",
      description: "Whether the link is enabled: `true` or `false`.",
    },
    REDIRECT_TYPE: {
      value: "redirectType",
      description: "The HTTP status of redirects, such as `302`.",
    },
    EXPIRES_AT: { value: "expiresAt", description: "The expiry, as in RFC 3339 and in UTC." },
    MAX_CLICKS: { value: "maxClicks", description: "The maximum number of clicks." },
    PASSWORD: {
      value: "passwordHash",
      description:
        "Whether visitors must enter a password: `set` or null. A change from `set` to `set` is a new password.",
    },
  } satisfies Record<string, { value: LinkSetting; description: string }>,
});

const LinkSettingChange = builder.objectRef<SettingChange>("LinkSettingChange").implement({
  description: "A changed setting with its values.",
  fields: (t) => ({
    setting: t.field({
      type: Setting,
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
