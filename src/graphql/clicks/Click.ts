import { listClicks } from "../../core/clicks/readClicks.ts";
import { Link } from "../links/Link.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { nestedConnectionCost } from "../schema/cost.ts";

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
  }),
});

builder.prismaObjectField(Link, "clicks", (t) =>
  t.connection(
    {
      type: Click,
      nullable: true,
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
