/** What is moved cannot be moved, or not to there. The message is one sentence for whoever moves it. */
export class CopyError extends Error {
  override name = "CopyError";
}
