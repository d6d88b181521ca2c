import { GraphQLError } from "graphql";
import { createMiddleware } from "hono/factory";
import { parse } from "lossless-json";
import { accountIdOf } from "../graphql/admission.ts";
import { maxBodyBytes } from "../http/bodyLimit.ts";
import { keepFromCaches } from "../http/personalAnswer.ts";
import { writeRateLimit } from "../http/rateLimitHeaders.ts";
import { jsonBodyOnly, limitBody, NotUtf8Error, readText } from "../http/requestBody.ts";
import type { RestEnvironment } from "./environment.ts";
import { failureOf, RestFailure } from "./failure.ts";

/** Lets a request through, and counts it, while whoever sent it has requests left. */
export const countRequest = createMiddleware<RestEnvironment>(async (c, next) => {
  const { executor, clientAddress } = c.var;
  const tell = writeRateLimit.bind(undefined, c.env.outgoing);
  if (c.req.header("authorization") !== undefined) keepFromCaches(c.env.outgoing);
  try {
    const authorization = c.req.header("authorization");
    const { context, fault } = await executor.admit(clientAddress, authorization, tell);
    c.set("caller", context);
    c.set("accountId", accountIdOf(context.actor));
    c.set("fault", fault);
  } catch (error) {
    throw error instanceof GraphQLError ? failureOf(error) : error;
  }
  await next();
});

/** Lets a request through that carries a valid API token. */
export const requireToken = createMiddleware<RestEnvironment>((c, next) => {
  if (c.var.fault !== undefined) throw new RestFailure("UNAUTHENTICATED", c.var.fault);
  if (c.req.header("authorization") !== undefined) return next();
  throw new RestFailure(
    "UNAUTHENTICATED",
    "Send your API token in the header Authorization: Bearer lnk7_…",
  );
});

/** Lets everybody through, as nobody in particular: these routes make tokens, they take none. */
export const allowAnybody = createMiddleware<RestEnvironment>((c, next) => {
  keepFromCaches(c.env.outgoing);
  c.set("caller", c.var.executor.asNobody(c.var.caller));
  return next();
});

const refuse = (code: "UNSUPPORTED_MEDIA_TYPE" | "REQUEST_TOO_LARGE") => (detail: string) => {
  throw new RestFailure(code, detail);
};

/** Lets a body through that is one unambiguous JSON text; whether it fits is for its schema to say. */
export const jsonBody = [
  jsonBodyOnly(refuse("UNSUPPORTED_MEDIA_TYPE")),
  limitBody(maxBodyBytes, refuse("REQUEST_TOO_LARGE")),
  createMiddleware<RestEnvironment>(async (c, next) => {
    const text = await readText(c.req).catch(refuseEncoding);
    try {
      JSON.parse(text);
    } catch {
      throw new RestFailure("BODY_MISMATCH", "The request body is not valid JSON.");
    }
    try {
      // Two values for one name leave open which is meant (RFC 8259, section 4).
      parse(text, null, { onDuplicateKey: ({ key }) => refuseDuplicate(key) });
    } catch (error) {
      if (error instanceof RestFailure) throw error;
      throw new RestFailure("BODY_MISMATCH", "The request body is nested too deeply.");
    }
    // The library's own check knows fewer spellings of the header than HTTP allows.
    if (c.req.header("content-type") !== "application/json") {
      c.req.raw.headers.set("Content-Type", "application/json");
    }
    await next();
  }),
] as const;

function refuseEncoding(error: unknown): never {
  throw error instanceof NotUtf8Error ? new RestFailure("BAD_USER_INPUT", error.message) : error;
}

function refuseDuplicate(key: string): never {
  throw new RestFailure(
    "BODY_MISMATCH",
    `The field ${key.slice(0, 100)} appears more than once in the request body.`,
  );
}
