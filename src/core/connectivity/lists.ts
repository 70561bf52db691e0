import type { Positioned } from "./model.js";

/** A wiring as plain arrays, for loops in which its functions cost too much. */
export interface Lists {
  /** Rows that have synapses, ascending. */
  readonly rows: readonly number[];
  /** Positions of row i: rowStart[i] .. rowEnd[i] - 1, and the column of the synapse at each position. */
  readonly rowStart: Int32Array;
  readonly rowEnd: Int32Array;
  readonly column: Int32Array;
  /** Of column j: entries first[j] .. first[j + 1] - 1, ascending rows: row row[x], position position[x]. */
  readonly first: Int32Array;
  readonly row: Int32Array;
  readonly position: Int32Array;
}

export function listsOf(wiring: Positioned): Lists {
  const { nPre, nPost, size, count } = wiring;
  const rowStart = Int32Array.from({ length: nPre }, (_, i) => wiring.rowStart(i));
  const rowEnd = Int32Array.from({ length: nPre }, (_, i) => wiring.rowEnd(i));
  const column = new Int32Array(size);
  for (let i = 0; i < nPre; i++)
    for (let at = rowStart[i]!; at < rowEnd[i]!; at++) column[at] = wiring.columnOf(i, at);
  const first = new Int32Array(nPost + 1);
  const row = new Int32Array(count);
  const position = new Int32Array(count);
  for (let j = 0; j < nPost; j++) {
    const inDegree = wiring.inDegree(j);
    for (let k = 0; k < inDegree; k++) {
      row[first[j]! + k] = wiring.memberRow(j, k);
      position[first[j]! + k] = wiring.memberPosition(j, k);
    }
    first[j + 1] = first[j]! + inDegree;
  }
  const rows = [...rowStart.keys()].filter((i) => rowEnd[i]! > rowStart[i]!);
  return { rows, rowStart, rowEnd, column, first, row, position };
}
