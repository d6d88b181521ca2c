import { GraphQLError } from "graphql";
import { createMiddleware } from "hono/factory";
import { parse } from "lossless-json";
import { accountIdOf } from "../graphql/server/authenticateRequest.ts";
import { maxBodyBytes } from "../http/bodyLimit.ts";
import { preventCaching } from "../http/preventCaching.ts";
import { setRateLimitHeaders } from "../http/rateLimitHeaders.ts";
import {
  bodySizeLimit,
  NotUtf8Error,
  readText,
  requireJsonContentType,
} from "../http/requestBody.ts";
import { errorFromGraphql, RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/** Counts a request. Rejects it if the caller exceeds the rate limit. */
export const applyRequestRateLimit = createMiddleware<RestEnvironment>(async (c, next) => {
  const { schemaClient, clientAddress } = c.var;
  const reportRateLimit = setRateLimitHeaders.bind(undefined, c.env.outgoing);
  if (c.req.header("authorization") !== undefined) preventCaching(c.env.outgoing);
  try {
    const authorization = c.req.header("authorization");
    const { context, authenticationError } = await schemaClient.authenticate(
      clientAddress,
      authorization,
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
    "Send your API token in the header Authorization: Bearer lnk7_…",
  );
});

/** Makes the request anonymous: these routes create tokens and ignore credentials. */
export const ignoreCredentials = createMiddleware<RestEnvironment>((c, next) => {
  preventCaching(c.env.outgoing);
  c.set("context", c.var.schemaClient.asAnonymous(c.var.context));
  return next();
});

const reject = (code: "UNSUPPORTED_MEDIA_TYPE" | "REQUEST_TOO_LARGE") => (detail: string) => {
  throw new RestError(code, detail);
};

/** Accepts a body that is one unambiguous JSON text. The route's schema validates its content. */
export const parseJsonBody = [
  requireJsonContentType(reject("UNSUPPORTED_MEDIA_TYPE")),
  bodySizeLimit(maxBodyBytes, reject("REQUEST_TOO_LARGE")),
  createMiddleware<RestEnvironment>(async (c, next) => {
    const text = await readText(c.req).catch(rejectEncoding);
    try {
      JSON.parse(text);
    } catch {
      throw new RestError("BODY_MISMATCH", "The request body is not valid JSON.");
    }
    try {
      // With two values for one name, it is ambiguous which applies (RFC 8259, section 4).
      parse(text, null, { onDuplicateKey: ({ key }) => rejectDuplicateKey(key) });
    } catch (error) {
      if (error instanceof RestError) throw error;
      throw new RestError("BODY_MISMATCH", "The request body is nested too deeply.");
    }
    // The library's own check accepts fewer spellings of the header than HTTP allows.
    if (c.req.header("content-type") !== "application/json") {
      c.req.raw.headers.set("Content-Type", "application/json");
    }
    await next();
  }),
] as const;

function rejectEncoding(error: unknown): never {
  throw error instanceof NotUtf8Error ? new RestError("BAD_USER_INPUT", error.message) : error;
}

function rejectDuplicateKey(key: string): never {
  throw new RestError(
    "BODY_MISMATCH",
    `The field ${key.slice(0, 100)} appears more than once in the request body.`,
  );
}
