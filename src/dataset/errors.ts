/** A data set that cannot be read as it is. The message is one paragraph: which file, what is there, what would be accepted. */
export class DatasetError extends Error {
  /** Tells it from other errors where classes cannot be compared. */
  override readonly name = "DatasetError";
  /**
   * @param file  the file or directory, as the user would find it
   * @param found  what is wrong with it
   * @param remedy  what is accepted, or what to do
   */
  constructor(
    /** The file that cannot be used. */
    readonly file: string,
    /** What was found there, in words. */
    readonly found: string,
    /** What to do about it, in words. */
    readonly remedy: string,
  ) {
    super(`${file}: ${found}; ${remedy}`);
  }
}
