import type { Context } from "hono";
import type { ArrivingBody } from "./arrivingBodies.ts";
import { collectBody, declaredBytes, hasArrived, takeBody } from "./collectBody.ts";
import { endSlowRequest } from "./connectionError.ts";
import type { HttpEnvironment } from "./environment.ts";

/**
 * Waits until the request's body is there, and lets others have its seat meanwhile. Returns undefined
 * where it is there, and read, so that nothing has to wait for it again; else the refusal: `tooLarge` of
 * a body with more bytes, or that of the door where the seat is taken when the body is there.
 */
export async function waitForBody(
  c: Context<HttpEnvironment>,
  maximumBytes: number,
  tooLarge: () => Response,
): Promise<Response | undefined> {
  const { incoming } = c.env;
  const declared = declaredBytes(incoming);
  if (declared !== undefined && declared > maximumBytes) return tooLarge();
  if (hasArrived(incoming)) return takeBody(incoming, maximumBytes) ? undefined : tooLarge();
  const { seat, accountId } = c.var;
  const hasAccount = accountId !== undefined;
  const body: ArrivingBody = {
    key: hasAccount ? `account ${accountId}` : seat.network,
    hasAccount,
    bytes: declared ?? maximumBytes,
    cutOff: () => endSlowRequest(incoming),
  };
  seat.leave();
  seat.arrivingBodies.enter(body);
  try {
    if (!(await collectBody(incoming, maximumBytes))) return tooLarge();
  } finally {
    seat.arrivingBodies.leave(body);
  }
  return seat.take() ? undefined : seat.refuse();
}
