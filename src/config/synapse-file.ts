/**
 * Synapses from a file, each with what it owns. CSV, with columns as they are needed:
 *
 *   pre,post,weight_V,delay_s          weight_V or weight: which of the two the target's neurons take
 *
 * npz: the same as arrays; or compressed rows as scipy.sparse.save_npz writes them (indptr, indices, data), which weights.npz
 * of a run has too (indptr, indices, conductance); or a full array [pre][post] of weights or conductances, each of them a
 * synapse, 0 too.
 */
import type { Files } from "../platform/files.js";
import { type Columns, type FileReference, readColumns } from "./columns-file.js";
import { ConfigError } from "./errors.js";

/** What the values of a table are: weights in a unit ("any": as the target's neurons take them), or states. */
export type SynapseValueKind = "weight" | "weight_V" | "data" | "conductance";

/** Synapses, row after row, columns ascending. */
export interface SynapseTable {
  readonly name: string;
  readonly pre: Int32Array;
  readonly post: Int32Array;
  /** At most one of the kinds. */
  readonly values?: { readonly kind: SynapseValueKind; readonly of: Float64Array };
  /** s. */
  readonly delay?: Float64Array;
  /** Neurons before and behind, as far as the file says how many there are. */
  readonly sizes?: readonly [pre: number, post?: number];
  /** Where the k-th synapse stands in the file. */
  place(k: number): string;
}

const index = {
  accepted: "the index of a neuron, counted from 0",
  fits: (x: number) => Number.isInteger(x) && x >= 0 && x < 2 ** 31,
};
const number = { accepted: "a finite number", fits: () => true };
const VALUES = ["weight", "weight_V", "data", "conductance"] as const;
const LISTED = {
  pre: index,
  post: index,
  weight: { accepted: "a weight as a number", fits: () => true },
  weight_V: { accepted: "a weight in V", fits: () => true },
  delay_s: { accepted: "a delay in s, not negative", fits: (x: number) => x >= 0 },
};
const letter = { accepted: "letters", fits: () => true };
const ARRAYS = {
  ...LISTED,
  indptr: index,
  indices: index,
  shape: index,
  format: letter,
  data: number,
  conductance: number,
};
/** How scipy stores what is not compressed by rows. */
const STORED: Readonly<Record<string, string>> = {
  csc: "by columns",
  bsr: "by blocks",
  coo: "entry by entry",
  dia: "by diagonals",
};

/** @throws ConfigError with what is wrong with the file */
export function readSynapses(files: Files, reference: FileReference): SynapseTable {
  const npz = /\.npz$/i.test(reference.file);
  const read = readColumns(files, reference, npz ? ARRAYS : LISTED);
  const fail = (problem: string): never => {
    throw new ConfigError(read.name, [{ file: read.name, path: "", problem }]);
  };
  const { pre, post, sizes } = endsIn(read, npz, fail);
  const n = pre.length;
  const column = (name: string): Float64Array | undefined => {
    const values = read.columns[name];
    if (values && values.length !== n) fail(`"${name}" has ${values.length} values for ${n} synapses`);
    return values && Float64Array.from(values);
  };
  const kinds = VALUES.filter((kind) => read.columns[kind]);
  if (kinds.length > 1) fail(`has ${kinds.map((k) => `"${k}"`).join(" and ")}; accepted: one of them`);
  const order = rowAfterRow(pre, post);
  const sorted = <T extends Float64Array | Int32Array>(values: T): T =>
    values.map((_, k) => values[order[k]!]!) as T;
  const values = kinds[0] && { kind: kinds[0], of: sorted(column(kinds[0])!) };
  const delay = column("delay_s");
  return {
    name: read.name,
    pre: sorted(pre),
    post: sorted(post),
    ...(values ? { values } : {}),
    ...(delay ? { delay: sorted(delay) } : {}),
    ...(sizes ? { sizes } : {}),
    place: (k) => read.place(order[k]!),
  };
}

/** Why a table is not of populations of these sizes, in words; undefined where it can be. */
export function sizesProblem({ name, sizes }: SynapseTable, nPre: number, nPost: number): string | undefined {
  if (!sizes) return undefined;
  const [pre, post] = sizes;
  if (pre === nPre && (post ?? nPost) === nPost) return undefined;
  if (post === undefined) return `${name}: has ${pre} rows; accepted: ${nPre}, one for each neuron before`;
  return `${name}: is of ${pre} x ${post} neurons [pre][post]; accepted: ${nPre} x ${nPost}`;
}

type Ends = Pick<SynapseTable, "pre" | "post" | "sizes">;

/** Both ends of each synapse, in the order of the file. */
function endsIn({ columns, shapes }: Columns, npz: boolean, fail: (problem: string) => never): Ends {
  const { pre, post, indptr, indices, shape, format } = columns;
  const sizes = shape && ([shape[0]!, shape[1]!] as const);
  if (shape && shape.length !== 2)
    fail(`"shape" has ${shape.length} sizes; accepted: two, the neurons before and behind`);
  if (pre && post) {
    if (pre.length !== post.length) fail(`"pre" has ${pre.length} values and "post" ${post.length}`);
    return { pre: Int32Array.from(pre), post: Int32Array.from(post), ...(sizes ? { sizes } : {}) };
  }
  const stored = format && wordOf(format);
  if (stored !== undefined && stored !== "csr")
    fail(
      `is stored ${STORED[stored] ?? "otherwise"} ("${stored}"); accepted: csr, such as scipy.sparse.csr_array(w)`,
    );
  if (indptr && indices) return ofRows(indptr, indices, sizes, fail);
  const full = [...VALUES, "delay_s"].filter((name) => shapes[name]);
  const [first] = full;
  if (first !== undefined && shapes[first]!.length === 2) {
    const written = (name: string) => `"${name}" is ${shapes[name]!.join(" x ")}`;
    const other = full.find((name) => String(shapes[name]) !== String(shapes[first]));
    if (other !== undefined) fail(`${written(first)} and ${written(other)}; accepted: arrays of one shape`);
    return ofAll(shapes[first]![0]!, shapes[first]![1]!);
  }
  return fail(
    npz
      ? "has no synapses; accepted: arrays pre and post, indptr and indices (scipy's csr_array), or an array [pre][post]"
      : "has no columns pre and post; accepted: pre,post and, where they are wanted, weight or weight_V, and delay_s",
  );
}

function ofRows(
  indptr: ArrayLike<number>,
  indices: ArrayLike<number>,
  sizes: Ends["sizes"],
  fail: (problem: string) => never,
): Ends {
  const pre = new Int32Array(indices.length);
  const rows = indptr.length - 1;
  if (sizes && sizes[0] !== rows)
    fail(`"shape" has ${sizes[0]} rows and "indptr" ${rows}; accepted: as many, as in scipy's csr_array`);
  if (indptr[0] !== 0 || indptr[indptr.length - 1] !== indices.length)
    fail(`indptr goes from ${indptr[0]} to ${indptr[indptr.length - 1]}; accepted: 0 to ${indices.length}`);
  for (let i = 0; i + 1 < indptr.length; i++) {
    if (indptr[i + 1]! < indptr[i]!) fail(`indptr[${i + 1}] is below indptr[${i}]; accepted: ascending`);
    pre.fill(i, indptr[i]!, indptr[i + 1]!);
  }
  return { pre, post: Int32Array.from(indices), sizes: sizes ?? [rows] };
}

function ofAll(nPre: number, nPost: number): Ends {
  const n = nPre * nPost;
  return {
    pre: Int32Array.from({ length: n }, (_, k) => Math.floor(k / nPost)),
    post: Int32Array.from({ length: n }, (_, k) => k % nPost),
    sizes: [nPre, nPost],
  };
}

/** Letters from their codes; numpy pads with zeros. */
function wordOf(codes: ArrayLike<number>): string {
  return Array.from(codes)
    .filter((code) => code > 0)
    .slice(0, 20)
    .map((code) => String.fromCharCode(code))
    .join("");
}

/** Places in the file, row after row, columns ascending; several of one pair in their order. */
function rowAfterRow(pre: Int32Array, post: Int32Array): Int32Array {
  const order = Int32Array.from(pre, (_, k) => k);
  const ascending = order.every(
    (k) => k === 0 || pre[k]! > pre[k - 1]! || (pre[k] === pre[k - 1] && post[k]! >= post[k - 1]!),
  );
  return ascending ? order : order.sort((a, b) => pre[a]! - pre[b]! || post[a]! - post[b]! || a - b);
}
