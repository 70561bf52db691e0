/** Where recordings go while a run goes on, so that memory need not hold them: one growing array each. */

/** An array that grows by rows. */
export interface RecordStream {
  /** Whole rows, one after another. */
  append(values: Float64Array | Int32Array): void;
}

export interface RecordStore {
  /**
   * Begin an array, or go on with one.
   * @param name  unique within the run: letters, digits, - and _
   * @param row   sizes of a row; [] where it is one number
   * @param rows  that an earlier part of this run had when it was saved; what it wrote after that is cut off
   * @throws Error where an earlier part has left fewer rows
   */
  open(name: string, type: "float64" | "int32", row: readonly number[], rows: number): RecordStream;
  /** Make what was appended last: before a checkpoint that counts on it. */
  sync(): void;
}
