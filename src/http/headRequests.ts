import type { FetchHandler } from "./fetchHandler.ts";

const streamingType = /^(text\/event-stream|multipart\/mixed)\b/i;

/**
 * Handles HEAD like GET, with the same status and headers. The server omits the body when it writes
 * the response, so the handler's response is not copied. Some classes of response cannot be copied.
 */
export function handleHeadAsGet(handler: FetchHandler): FetchHandler {
  return (request, bindings) => {
    if (request.method !== "HEAD") return handler(request, bindings);
    return closeStream(handler(new Request(request, { method: "GET" }), bindings));
  };
}

/** Returns whether the body continues until the client disconnects. */
export function isStreamingResponse({ headers }: Response): boolean {
  return streamingType.test(headers.get("content-type") ?? "");
}

/**
 * Ends a stream that has no reader. It reads the first chunk before, because Yoga's streams cannot
 * be ended earlier.
 */
async function closeStream(pendingResponse: Response | Promise<Response>): Promise<Response> {
  const response = await pendingResponse;
  if (!isStreamingResponse(response)) return response;
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  return new Response(null, { status: response.status, headers: [...response.headers] });
}
