import type { RateLimitStatus } from "../../core/rateLimits/rateLimitStatus.ts";
import { builder } from "../schema/builder.ts";

const RateLimit = builder.objectRef<RateLimitStatus>("RateLimit").implement({
  description: "The caller's limit of requests, over all APIs.",
  fields: (t) => ({
    limit: t.exposeInt("limit", { description: "The number of requests in each window." }),
    remaining: t.exposeInt("remaining", {
      description: "The number of requests left in this window, after this one.",
    }),
    resetAt: t.field({
      type: "DateTime",
      description: "The time at which all requests are available again.",
      resolve: ({ resetSeconds }) => new Date(Date.now() + resetSeconds * 1_000),
    }),
  }),
});

builder.queryField("rateLimit", (t) =>
  t.field({
    type: RateLimit,
    nullable: true,
    description:
      "The caller's limit of requests, as in the `RateLimit` header. Null if the operator has disabled rate limits.",
    resolve: (_root, _arguments, { requestLimit }) => requestLimit,
  }),
);
