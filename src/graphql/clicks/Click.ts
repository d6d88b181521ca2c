import { listClicks } from "../../core/clicks/readClicks.ts";
import { Link } from "../links/Link.ts";
import { builder } from "../schema/builder.ts";
import { nodeQuery, toConnection } from "../schema/connection.ts";
import { nestedConnectionCost } from "../schema/cost.ts";

const unknown = "null where it is unknown or the visitor asked not to be tracked";

export const Click = builder.prismaObject("Click", {
  description: "One answered redirect: what is kept of it, and never who it was.",
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When it was answered." }),
    isBot: t.exposeBoolean("isBot", {
      description: "Given to a program, not a person. Not in any count of clicks.",
    }),
    referrerHost: t.exposeString("referrerHost", {
      nullable: true,
      description: `Host of the page that had the link, or its Android app, such as android-app://com.example.app; ${unknown}.`,
    }),
    country: t.exposeString("country", {
      nullable: true,
      description: `ISO 3166-1 alpha-2 code; ${unknown}.`,
    }),
    browser: t.exposeString("browser", { nullable: true, description: `Name; ${unknown}.` }),
    operatingSystem: t.exposeString("system", {
      nullable: true,
      description: `Name; ${unknown}.`,
    }),
    device: t.exposeString("device", {
      nullable: true,
      description: `desktop, mobile, tablet or tv; ${unknown}.`,
    }),
  }),
});

builder.prismaObjectField(Link, "clicks", (t) =>
  t.connection(
    {
      type: Click,
      description:
        "Its clicks, latest first, as long as the service keeps them. Of more than 10,000 in one minute (or what the operator has set), the rest is in `stats` alone, which count all. Needs the scope `STATS_READ`.",
      complexity: nestedConnectionCost,
      resolve: async (link, list, context, info) =>
        toConnection(await listClicks(context.actor, link, list, nodeQuery(context, info))),
    },
    { name: "LinkClicksConnection", description: "A run of clicks, latest first." },
    { name: "LinkClicksConnectionEdge", description: "A click and its place in the run." },
  ),
);
