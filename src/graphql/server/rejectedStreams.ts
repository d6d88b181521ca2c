import type { GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { errorStatuses } from "../../http/errorStatuses.ts";
import { toPublicResult } from "./publicResult.ts";

/** HTTP status by the code of an error. Others mean that the request is invalid. */
const statuses: Record<string, number> = {
  ...errorStatuses,
  LINK_NOT_FOUND: 404,
  RATE_LIMITED: 429,
};

/**
 * Rejects a request for an event stream with a 4xx or 5xx and a JSON body, if no stream starts. As
 * an event with status 200, clients would take the rejection for a stream that ended.
 */
export const rejectedStreamsPlugin: Plugin = {
  onResultProcess({ request, result, setResultProcessor }) {
    if (isAsyncIterable(result) || Array.isArray(result)) return;
    if (!request.headers.get("accept")?.includes("text/event-stream")) return;
    const { data, errors } = result as { data?: unknown; errors?: readonly GraphQLError[] };
    const [error] = errors ?? [];
    if (!error || data != null) return;
    const { code, retryAfterSeconds, http } = error.extensions;
    const status = (http as { status?: number } | undefined)?.status ?? statuses[String(code)];
    const headers: Record<string, string> = { "Content-Type": "application/json; charset=utf-8" };
    if (code === "UNAUTHENTICATED") headers["WWW-Authenticate"] = "Bearer";
    if (retryAfterSeconds !== undefined) headers["Retry-After"] = String(retryAfterSeconds);
    setResultProcessor(
      (rejection, { Response }) =>
        new Response(JSON.stringify({ errors: toPublicResult(rejection).errors }), {
          status: status ?? 400,
          headers,
        }),
      "application/json",
    );
  },
};
