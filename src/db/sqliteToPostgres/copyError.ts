/**
 * Thrown if a database cannot be copied, or not to that target. The message is one sentence for the
 * operator.
 */
export class CopyError extends Error {
  override name = "CopyError";
}
