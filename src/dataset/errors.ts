/** A data set that cannot be read as it is. The message is one paragraph: which file, what is there, what would be accepted. */
export class DatasetError extends Error {
  override readonly name = "DatasetError";
  /**
   * @param file  the file or directory, as the user would find it
   * @param found  what is wrong with it
   * @param remedy  what is accepted, or what to do
   */
  constructor(
    readonly file: string,
    readonly found: string,
    readonly remedy: string,
  ) {
    super(`${file}: ${found}; ${remedy}`);
  }
}
