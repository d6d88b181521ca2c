import type { ApiRequest } from "../measurements/costliestOperations.ts";

export interface SendResult {
  /** The status, and whether the GraphQL response contains errors. */
  outcome: string;
  text: string;
}

const maxErrorLength = 400;

/** Sends a request to a service and reads the whole response. */
export async function send(
  url: string,
  { method, path, token, body }: ApiRequest,
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<SendResult> {
  const response = await fetch(url + path, {
    method,
    signal,
    headers: {
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const failed = text.slice(0, maxErrorLength).includes('"errors"');
  return { outcome: `${response.status}${failed ? " with errors" : ""}`, text };
}
