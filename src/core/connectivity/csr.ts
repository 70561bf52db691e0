import type { Compiled } from "../compiled.js";
import type { Dense } from "./dense.js";
import type { Positioned, Split } from "./model.js";

/**
 * Any set of synapses, compressed by row (as scipy's CSR: `first` is its indptr, `target` its indices) and, of the same
 * synapses, by column.
 *
 *   row i:     positions first[i] .. first[i + 1] - 1, columns target[position], ascending
 *   column j:  entries columnFirst[j] .. columnFirst[j + 1] - 1, ascending rows: row source[x], position member[x]
 */
export interface Csr extends Positioned {
  readonly form: "csr";
  readonly first: Int32Array;
  readonly target: Int32Array;
  /** The lists by column are made when they are first asked for: fixed synapses need none. */
  readonly columnFirst: Int32Array;
  readonly member: Int32Array;
  readonly source: Int32Array;
  readonly split?: Split & { readonly of: Dense | Csr };
  /** The lists by row move, and with `columns` those by column too: their properties are other arrays afterwards. */
  moveTo(compiled: Compiled, columns: boolean): void;
}

/**
 * @param firstOf  length nPre + 1
 * @param targets  columns of each row; ascending within a row (equal ones are several synapses of one pair)
 * @param split  where rows are parts of another wiring's
 * @throws RangeError where these are no such lists
 */
export function csr(
  nPre: number,
  nPost: number,
  firstOf: Int32Array,
  targets: Int32Array,
  split?: Csr["split"],
): Csr {
  checkLists(nPre, nPost, firstOf, targets);
  let first = firstOf;
  let target = targets;
  let lists: Columns | undefined;
  const columns = () => {
    lists ??= byColumn(nPre, nPost, first, target);
    return lists;
  };
  return {
    form: "csr",
    nPre,
    nPost,
    count: target.length,
    size: target.length,
    get first() {
      return first;
    },
    get target() {
      return target;
    },
    ...(split ? { split } : {}),
    moveTo: (compiled, withColumns) => {
      compiled.move(first, (there) => {
        first = there;
      });
      compiled.move(target, (there) => {
        target = there;
      });
      if (!withColumns) return;
      const by = columns();
      for (const name of ["columnFirst", "member", "source"] as const)
        compiled.move(by[name], (there) => {
          by[name] = there;
        });
    },
    get columnFirst() {
      return columns().columnFirst;
    },
    get member() {
      return columns().member;
    },
    get source() {
      return columns().source;
    },
    rowStart: (i) => first[i]!,
    rowEnd: (i) => first[i + 1]!,
    columnOf: (_, position) => target[position]!,
    rowOf: (position) => lowerBound(first, position + 1, 0, nPre + 1) - 1,
    find: (i, j) => {
      const at = lowerBound(target, j, first[i]!, first[i + 1]!);
      return at < first[i + 1]! && target[at] === j ? at : -1;
    },
    nth: (k) => k,
    inDegree: (j) => columns().columnFirst[j + 1]! - columns().columnFirst[j]!,
    memberRow: (j, k) => columns().source[columns().columnFirst[j]! + k]!,
    memberPosition: (j, k) => columns().member[columns().columnFirst[j]! + k]!,
  };
}

type Columns = { -readonly [K in "columnFirst" | "member" | "source"]: Csr[K] };

function byColumn(nPre: number, nPost: number, first: Int32Array, target: Int32Array): Columns {
  const columnFirst = new Int32Array(nPost + 1);
  for (const j of target) columnFirst[j + 1]!++;
  for (let j = 0; j < nPost; j++) columnFirst[j + 1]! += columnFirst[j]!;
  const member = new Int32Array(target.length);
  const source = new Int32Array(target.length);
  const next = columnFirst.slice(0, nPost);
  for (let i = 0; i < nPre; i++)
    for (let at = first[i]!; at < first[i + 1]!; at++) {
      const x = next[target[at]!]!++;
      member[x] = at;
      source[x] = i;
    }
  return { columnFirst, member, source };
}

/**
 * From the rows of each column, of which all columns have as many.
 * @param degree  rows of a column
 * @param rowsOf  those of column j, ascending; read before the next call
 */
export function csrOfColumns(
  nPre: number,
  nPost: number,
  degree: number,
  rowsOf: (j: number) => ArrayLike<number>,
): Csr {
  const source = new Int32Array(nPost * degree);
  const first = new Int32Array(nPre + 1);
  for (let j = 0; j < nPost; j++) source.set(rowsOf(j), j * degree);
  for (const i of source) first[i + 1]!++;
  for (let i = 0; i < nPre; i++) first[i + 1]! += first[i]!;
  const next = first.slice(0, nPre);
  const target = new Int32Array(source.length);
  // Column after column, so that those of a row ascend.
  for (let x = 0; x < source.length; x++) target[next[source[x]!]!++] = Math.floor(x / degree);
  return csr(nPre, nPost, first, target);
}

/** From the columns of each row, each list ascending. */
export function csrOfRows(nPost: number, rows: readonly ArrayLike<number>[]): Csr {
  const first = new Int32Array(rows.length + 1);
  for (const [i, columns] of rows.entries()) first[i + 1] = first[i]! + columns.length;
  const target = new Int32Array(first[rows.length]!);
  for (const [i, columns] of rows.entries()) target.set(columns, first[i]!);
  return csr(rows.length, nPost, first, target);
}

/** First index from `from` to `to` whose value is at least `least`; `to` where none is. Values must not fall. */
function lowerBound(values: Int32Array, least: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkLists(nPre: number, nPost: number, first: Int32Array, target: Int32Array): void {
  const wrong = (problem: string) => {
    throw new RangeError(`a wiring of ${nPre} rows and ${nPost} columns: ${problem}`);
  };
  if (first.length !== nPre + 1) wrong(`${first.length} row starts; expected ${nPre + 1}`);
  if (first[0] !== 0 || first[nPre] !== target.length)
    wrong(`rows from ${first[0]} to ${first[nPre]}; expected 0 to ${target.length}`);
  for (let i = 0; i < nPre; i++) {
    if (first[i + 1]! < first[i]!) wrong(`row ${i} ends before it starts`);
    for (let at = first[i]!; at < first[i + 1]!; at++) {
      if (target[at]! < 0 || target[at]! >= nPost)
        wrong(`column ${target[at]} in row ${i}; expected 0 to ${nPost - 1}`);
      if (at > first[i]! && target[at]! < target[at - 1]!) wrong(`columns of row ${i} do not ascend`);
    }
  }
}
