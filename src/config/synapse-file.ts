/**
 * Synapses from a file, each with what it owns. CSV, with columns as they are needed:
 *
 *   pre,post,weight_V,delay_s          weight_V or weight: which of the two the target's neurons take
 *
 * npz: the same as arrays; or compressed rows as scipy.sparse.save_npz writes them (indptr, indices, data), which weights.npz
 * of a run has too (indptr, indices, conductance); or a full array [pre][post] of weights or conductances.
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
const ARRAYS = { ...LISTED, indptr: index, indices: index, shape: index, data: number, conductance: number };

/** @throws ConfigError with what is wrong with the file */
export function readSynapses(files: Files, reference: FileReference): SynapseTable {
  const npz = /\.npz$/i.test(reference.file);
  const read = readColumns(files, reference, npz ? ARRAYS : LISTED);
  const fail = (problem: string): never => {
    throw new ConfigError(read.name, [{ file: read.name, path: "", problem }]);
  };
  const { pre, post } = endsIn(read, npz, fail);
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
    place: (k) => read.place(order[k]!),
  };
}

type Ends = Pick<SynapseTable, "pre" | "post">;

/** Both ends of each synapse, in the order of the file. */
function endsIn({ columns, shapes }: Columns, npz: boolean, fail: (problem: string) => never): Ends {
  const { pre, post, indptr, indices } = columns;
  if (pre && post) {
    if (pre.length !== post.length) fail(`"pre" has ${pre.length} values and "post" ${post.length}`);
    return { pre: Int32Array.from(pre), post: Int32Array.from(post) };
  }
  if (indptr && indices) return ofRows(indptr, indices, fail);
  const full = Object.values(shapes).find((shape) => shape.length === 2);
  if (full) return ofAll(full[0]!, full[1]!);
  return fail(
    npz
      ? "has no synapses; accepted: arrays pre and post, indptr and indices (scipy's csr_array), or an array [pre][post]"
      : "has no columns pre and post; accepted: pre,post and, where they are wanted, weight or weight_V, and delay_s",
  );
}

function ofRows(
  indptr: ArrayLike<number>,
  indices: ArrayLike<number>,
  fail: (problem: string) => never,
): Ends {
  const pre = new Int32Array(indices.length);
  if (indptr[0] !== 0 || indptr[indptr.length - 1] !== indices.length)
    fail(`indptr goes from ${indptr[0]} to ${indptr[indptr.length - 1]}; accepted: 0 to ${indices.length}`);
  for (let i = 0; i + 1 < indptr.length; i++) {
    if (indptr[i + 1]! < indptr[i]!) fail(`indptr[${i + 1}] is below indptr[${i}]; accepted: ascending`);
    pre.fill(i, indptr[i]!, indptr[i + 1]!);
  }
  return { pre, post: Int32Array.from(indices) };
}

function ofAll(nPre: number, nPost: number): Ends {
  const n = nPre * nPost;
  return {
    pre: Int32Array.from({ length: n }, (_, k) => Math.floor(k / nPost)),
    post: Int32Array.from({ length: n }, (_, k) => k % nPost),
  };
}

/** Places in the file, row after row, columns ascending; several of one pair in their order. */
function rowAfterRow(pre: Int32Array, post: Int32Array): Int32Array {
  const order = Int32Array.from(pre, (_, k) => k);
  const ascending = order.every(
    (k) => k === 0 || pre[k]! > pre[k - 1]! || (pre[k] === pre[k - 1] && post[k]! >= post[k - 1]!),
  );
  return ascending ? order : order.sort((a, b) => pre[a]! - pre[b]! || post[a]! - post[b]! || a - b);
}
