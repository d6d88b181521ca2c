import type { Context } from "hono";
import { abortSlowRequest } from "./clientErrors.ts";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import type { PendingBody } from "./pendingBodies.ts";
import { declaredLength, isBodyBuffered, readBody, readBufferedBody } from "./readBody.ts";

/**
 * Waits until the request's body is there, and lets others have its seat meanwhile. Returns undefined
 * where it is there, and read, so that nothing has to wait for it again; else the refusal: `rejectTooLarge` of
 * a body with more bytes, or that of the door where the seat is taken when the body is there.
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
