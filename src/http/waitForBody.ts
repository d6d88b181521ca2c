import type { Context } from "hono";
import { abortSlowRequest } from "./clientErrors.ts";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import type { PendingBody } from "./pendingBodies.ts";
import { declaredLength, isBodyBuffered, readBody, readBufferedBody } from "./readBody.ts";

/**
 * Waits for the request's body and releases the request's slot meanwhile. Returns undefined when
 * the body is read, so later readers need not wait. Otherwise returns a rejection: `rejectTooLarge`
 * for a body over `maxBytes`, or the slot's own if no slot is free afterwards.
 */
export async function waitForBody(
  c: Context<HttpEnvironment>,
  maxBytes: number,
  rejectTooLarge: () => Response,
): Promise<Response | undefined> {
  const { incoming } = c.env;
  const declared = declaredLength(incoming);
  if (declared !== undefined && declared > maxBytes) return rejectTooLarge();
  if (isBodyBuffered(incoming))
    return readBufferedBody(incoming, maxBytes) ? undefined : rejectTooLarge();
  const { slot, accountId } = c.var;
  const hasAccount = accountId !== undefined;
  const body: PendingBody = {
    key: hasAccount ? `account ${accountId}` : slot.network,
    hasAccount,
    bytes: declared ?? maxBytes,
    abort: () => abortSlowRequest(incoming),
  };
  slot.release();
  slot.pendingBodies.add(body);
  try {
    if (!(await readBody(incoming, maxBytes))) return rejectTooLarge();
  } finally {
    slot.pendingBodies.remove(body);
  }
  return slot.acquire() ? undefined : slot.reject();
}
