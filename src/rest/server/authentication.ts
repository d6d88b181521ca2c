import { GraphQLError } from "graphql";
import { createMiddleware } from "hono/factory";
import { accountIdOf } from "../../graphql/server/authenticateRequest.ts";
import { preventCaching } from "../../http/preventCaching.ts";
import { setRateLimitHeaders } from "../../http/rateLimitHeaders.ts";
import { errorFromGraphql, RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/** Images in pages cannot send an API token. They are the only routes that read the session cookie. */
const imagePath = /^\/api\/v1\/links\/\d+\/qr\.(svg|png)$/;

/** Counts a request. Rejects it if the caller exceeds the rate limit. */
export const applyRequestRateLimit = createMiddleware<RestEnvironment>(async (c, next) => {
  const { schemaClient, clientAddress } = c.var;
  const reportRateLimit = setRateLimitHeaders.bind(undefined, c.env.outgoing);
  const authorization = c.req.header("authorization");
  const cookie = imagePath.test(c.req.path) ? c.req.header("cookie") : undefined;
  if (authorization !== undefined || cookie !== undefined) preventCaching(c.env.outgoing);
  try {
    const { context, authenticationError } = await schemaClient.authenticate(
      clientAddress,
      { authorization, cookie },
      reportRateLimit,
    );
    c.set("context", context);
    c.set("accountId", accountIdOf(context.actor));
    c.set("authenticationError", authenticationError);
  } catch (error) {
    throw error instanceof GraphQLError ? errorFromGraphql(error) : error;
  }
  await next();
});

/** Rejects a request without a valid API token. */
export const requireToken = createMiddleware<RestEnvironment>((c, next) => {
  if (c.var.authenticationError !== undefined)
    throw new RestError("UNAUTHENTICATED", c.var.authenticationError);
  if (c.req.header("authorization") !== undefined) return next();
  throw new RestError(
    "UNAUTHENTICATED",
    "The API token is missing. Send it in the header Authorization: Bearer lnk7_…",
  );
});

/** Rejects a request without a valid API token or session. */
export const requireAccount = createMiddleware<RestEnvironment>((c, next) =>
  c.var.context?.actor.kind === "session" ? next() : requireToken(c, next),
);

/** Makes the request anonymous: these routes create tokens and ignore credentials. */
export const ignoreCredentials = createMiddleware<RestEnvironment>((c, next) => {
  preventCaching(c.env.outgoing);
  c.set("context", c.var.schemaClient.asAnonymous(c.var.context));
  return next();
});
