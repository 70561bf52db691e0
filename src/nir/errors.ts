/** A graph that cannot be read, or cannot be said, in NIR: the message names the node. */
export class NirError extends Error {
  override readonly name = "NirError";
}
