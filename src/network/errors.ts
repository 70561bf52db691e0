/** A network that cannot be built; `path` is the dotted path in its description. */
export class NetworkError extends Error {
  /** Tells it from other errors where classes cannot be compared. */
  override readonly name = "NetworkError";
  constructor(
    /** What of the network is wrong, as a dotted path. */
    readonly path: string,
    /** What is wrong, in words. */
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}
