/** Why work was stopped: the person asked for it. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}
