/**
 * Which neurons of one population reach which of another, as data. A row is a presynaptic neuron, a column a
 * postsynaptic one. Everything that a synapse owns (conductance, gains, bounds, delay, weight) is an array by *position*;
 * only connectivity turns (row, column) into a position, and back.
 *
 * - `Dense`: every row on every column, rows padded to cache lines: what the fast kernels work on.
 * - `Csr`: any set of synapses, by row and by column; also rows in parts (`Split`), where the synapses of a row are not
 *   reached together.
 * - `Uniform`: spans of columns for each row, without a position: synapses that own nothing.
 */

/** Synapses that own values: each has a position. */
export interface Positioned {
  readonly nPre: number;
  readonly nPost: number;
  /** Number of synapses. */
  readonly count: number;
  /** Length of an array by position: `count` and padding. */
  readonly size: number;
  /** Synapses of row i lie at positions `rowStart(i)` .. `rowEnd(i) - 1`, ascending columns. */
  rowStart(i: number): number;
  rowEnd(i: number): number;
  /** Column of the synapse at a position of row i. */
  columnOf(i: number, position: number): number;
  /** Row of the synapse at a position. */
  rowOf(position: number): number;
  /** Position of a synapse from row i to column j, the first where there are several; -1 where there is none. */
  find(i: number, j: number): number;
  /** Position of the k-th synapse, row after row; k in 0 .. count - 1. */
  nth(k: number): number;
  /** Number of synapses of column j. */
  inDegree(j: number): number;
  /** Row and position of the k-th synapse of column j, ascending rows; k in 0 .. inDegree(j) - 1. */
  memberRow(j: number, k: number): number;
  memberPosition(j: number, k: number): number;
  /** Present where rows are parts of another wiring's rows. */
  readonly split?: Split;
}

/**
 * How a wiring's rows are parts of another's: the synapses of a row that have one key, such as a delay, are a row of their
 * own. Parts follow each other row after row, within a row by ascending key; all have synapses.
 */
export interface Split {
  /** The wiring with whole rows: of the same synapses, at other positions. */
  readonly of: Positioned;
  /** Parts of row i of the whole: rows first[i] .. first[i + 1] - 1. */
  readonly first: Int32Array;
  /** Of each part: the row it is of, and its key. */
  readonly row: Int32Array;
  readonly key: Int32Array;
  /** By position in the whole: position among the parts. */
  readonly position: Int32Array;
}

/** Synapses that own nothing: the columns that a row reaches, as spans. */
export interface Uniform {
  readonly form: "uniform";
  readonly nPre: number;
  readonly nPost: number;
  readonly count: number;
  /** Columns of row i: [from, to) pairs, ascending; valid until the next call. */
  spans(i: number): readonly number[];
}
