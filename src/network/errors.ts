/** A network that cannot be built; `path` is the dotted path in its description. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}
