import { requireScope } from "../../core/auth/actor.ts";
import { listClicks, listUserClicks } from "../../core/clicks/readClicks.ts";
import { User } from "../accounts/User.ts";
import { Link } from "../links/Link.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { nestedConnectionCost, userClicksCost } from "../schema/cost.ts";
import { prices } from "../schema/prices.ts";

const unknown = "Null if unknown or if the visitor has DNT/GPC";

export const Click = builder.prismaObject("Click", {
  description: "A stored visit that was redirected. It does not identify the visitor.",
  fields: (t) => ({
    id: t.globalID({
      description: "An ID for caches, unique across all types. `node` does not accept it.",
      resolve: ({ id }) => ({ id, type: "Click" }),
    }),
    at: t.expose("at", { type: "DateTime", description: "The time of the redirect." }),
    isBot: t.exposeBoolean("isBot", {
      description: "Whether the visitor is a bot. Bot visits are excluded from all click counts.",
    }),
    referrerHost: t.exposeString("referrerHost", {
      nullable: true,
      description: `The host of the referring page, or the Android app, such as android-app://com.example.app. ${unknown}.`,
    }),
    country: t.exposeString("country", {
      nullable: true,
      description: `The ISO 3166-1 alpha-2 code, such as DE. ${unknown}.`,
    }),
    browser: t.exposeString("browser", {
      nullable: true,
      description: `The browser's name without its version. ${unknown}.`,
    }),
    operatingSystem: t.exposeString("system", {
      nullable: true,
      description: `The operating system's name without its version. ${unknown}.`,
    }),
    device: t.exposeString("device", {
      nullable: true,
      description: `One of desktop, mobile, tablet and tv. ${unknown}.`,
    }),
    link: t.field({
      type: Link,
      nullable: true,
      complexity: prices.relation,
      description: "The clicked link. Requires the `LINKS_READ` scope.",
      select: (_args, _context, nestedSelection) => ({ link: nestedSelection() }),
      resolve: ({ link }, _, { actor }) => {
        requireScope(actor, "links:read");
        return link;
      },
    }),
  }),
});

const clicksArguments = builder.args((t) => ({
  from: t.field({ type: "DateTime", description: "Only clicks from this time on." }),
  to: t.field({ type: "DateTime", description: "Only clicks before this time." }),
  bots: t.field({
    type: builder.enumType("BotVisits", {
      description: "Whether bot visits are listed.",
      values: {
        INCLUDE: { description: "Clicks by people and bot visits." },
        EXCLUDE: { description: "Only clicks by people." },
        ONLY: { description: "Only bot visits." },
      },
    }),
    required: true,
    defaultValue: "INCLUDE",
    description: "Whether bot visits are listed.",
  }),
}));

builder.prismaObjectField(User, "clicks", (t) =>
  t.connection(
    {
      type: Click,
      nullable: true,
      args: clicksArguments,
      description:
        "The stored clicks and bot visits of all the user's links, latest first. With more than 1,000 links, those that people have clicked last are included. Requires the `STATS_READ` scope.",
      complexity: userClicksCost,
      resolve: async (user, list, context, info) =>
        toConnection(await listUserClicks(context.actor, user.id, list, nodeQuery(context, info))),
    },
    { name: "UserClicksConnection", description: "A page of clicks, latest first." },
    { name: "UserClicksConnectionEdge", description: "A click and its cursor." },
  ),
);

builder.prismaObjectField(Link, "clicks", (t) =>
  t.connection(
    {
      type: Click,
      nullable: true,
      args: clicksArguments,
      description:
        "The stored clicks and bot visits, latest first. The operator limits how long they are stored, and how many per minute (default: 10,000). `stats` counts all of them. Requires the `STATS_READ` scope.",
      complexity: nestedConnectionCost,
      resolve: async (link, list, context, info) =>
        toConnection(await listClicks(context.actor, link, list, nodeQuery(context, info))),
    },
    { name: "LinkClicksConnection", description: "A page of clicks, latest first." },
    { name: "LinkClicksConnectionEdge", description: "A click and its cursor." },
  ),
);
