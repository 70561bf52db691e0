/** A run that was stopped before its first unit of work: there is nothing that its results could be of. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  /** @param before  "the first trial" */
  constructor(before: string) {
    super(`interrupted before ${before}: nothing was computed, and no results are written`);
  }
}
