import type { FetchHandler } from "./fetchHandler.ts";

const streamingType = /^(text\/event-stream|multipart\/mixed)\b/i;

/**
 * Has HEAD answered as GET is, with the same status and headers. The server leaves the body out when it
 * writes, so that nothing makes a copy of what a handler returned: not every class of response can be copied.
 */
export function handleHeadAsGet(handler: FetchHandler): FetchHandler {
  return (request, bindings) => {
    if (request.method !== "HEAD") return handler(request, bindings);
    return closeStream(handler(new Request(request, { method: "GET" }), bindings));
  };
}

/** True for a body that goes on for as long as somebody listens. */
export function isStreamingResponse({ headers }: Response): boolean {
  return streamingType.test(headers.get("content-type") ?? "");
}

/** Ends the stream, which nobody would read: after its first chunk, because Yoga's can be ended no sooner. */
async function closeStream(pendingResponse: Response | Promise<Response>): Promise<Response> {
  const response = await pendingResponse;
  if (!isStreamingResponse(response)) return response;
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  return new Response(null, { status: response.status, headers: [...response.headers] });
}
