/** Some or all of a crossbar's synapses, one by one. */

/** Where the synapses stand in a crossbar: synapse m joins row[m] and column[m], what is its own is at position[m]. */
export interface SynapseList {
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly position: Int32Array;
}

/** All synapses of a crossbar, row by row. */
export function allSynapses(nPre: number, nPost: number, stride: number): SynapseList {
  const row = new Int32Array(nPre * nPost);
  const column = new Int32Array(nPre * nPost);
  const position = new Int32Array(nPre * nPost);
  for (let m = 0; m < row.length; m++) {
    row[m] = Math.floor(m / nPost);
    column[m] = m % nPost;
    position[m] = row[m]! * stride + column[m]!;
  }
  return { row, column, position };
}

/** Synapses m of each index, as one flat array with offsets: entries first[x] .. first[x+1]-1. */
export function groupBy(index: Int32Array, size: number): { first: Int32Array; member: Int32Array } {
  const first = new Int32Array(size + 1);
  for (const x of index) first[x + 1]!++;
  for (let x = 0; x < size; x++) first[x + 1]! += first[x]!;
  const member = new Int32Array(index.length);
  const at = first.slice(0, size);
  for (let m = 0; m < index.length; m++) member[at[index[m]!]!++] = m;
  return { first, member };
}
