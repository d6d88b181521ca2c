import type { FetchHandler } from "./fetchHandler.ts";

const endless = /^(text\/event-stream|multipart\/mixed)\b/i;

/**
 * Has HEAD answered as GET is, with the same status and headers. The server leaves the body out when it
 * writes, so that nothing makes a copy of what a handler returned: not every class of response can be copied.
 */
export function answerHeadAsGet(answer: FetchHandler): FetchHandler {
  return (request, bindings) => {
    if (request.method !== "HEAD") return answer(request, bindings);
    return endStream(answer(new Request(request, { method: "GET" }), bindings));
  };
}

/** True for a body that goes on for as long as somebody listens. */
export function isEndless({ headers }: Response): boolean {
  return endless.test(headers.get("content-type") ?? "");
}

/** Ends the stream, which nobody would read: after its first chunk, because Yoga's can be ended no sooner. */
async function endStream(answered: Response | Promise<Response>): Promise<Response> {
  const response = await answered;
  if (!isEndless(response)) return response;
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  return new Response(null, { status: response.status, headers: [...response.headers] });
}
