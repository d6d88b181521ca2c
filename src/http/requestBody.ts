import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { HttpEnvironment } from "./environment.ts";

type Refuse = (message: string) => Response;

const json = /^application\/(json|graphql\+json)\s*(;|$)/i;

/** Lets JSON bodies through only: other types a foreign page's form could send with the cookie. */
export function jsonBodyOnly(refuse: Refuse): MiddlewareHandler {
  return async (c, next) => {
    if (json.test(c.req.header("content-type") ?? "")) return next();
    return refuse("Send JSON, with the header Content-Type: application/json.");
  };
}

/** Refuses a larger body before it is read. */
export function limitBody(
  maximumBytes: number,
  refuse: Refuse,
): MiddlewareHandler<HttpEnvironment> {
  const message = `The request body is too large: send at most ${maximumBytes} bytes.`;
  const onError = (c: Context<HttpEnvironment>) => {
    // Its unread rest stands in the way of the connection's next request.
    c.env.outgoing.setHeader("Connection", "close");
    return refuse(message);
  };
  const limitUndeclared = bodyLimit({ maxSize: maximumBytes, onError });
  return async (c, next) => {
    const { headers } = c.env.incoming;
    const declared = headers["transfer-encoding"] ? undefined : headers["content-length"];
    // Counting the bytes costs a stream, and the server holds a body to its declared length anyway.
    if (declared === undefined) return limitUndeclared(c, next);
    return Number(declared) > maximumBytes ? onError(c) : next();
  };
}
