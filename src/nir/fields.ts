/** The fields of a node, with messages that say where. */
import { NirError } from "./errors.js";
import type { NirNode } from "./graph.js";
import type { Hdf5Value } from "./hdf5.js";
import type { Pair } from "./windows.js";

/** A node, and what it is called in messages: file and name. */
export interface NodeAt extends NirNode {
  readonly at: string;
}

export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export function fieldOf({ fields }: NodeAt, name: string): Hdf5Value | undefined {
  return fields.get(name);
}

/** @throws NirError where the field is missing, or holds others than finite numbers */
export function numbersOf(node: NodeAt, name: string): Numbers {
  const value = fieldOf(node, name);
  if (value === undefined || typeof value === "string" || !("values" in value))
    throw new NirError(`${node.at}: a ${node.type} has no numbers "${name}"; accepted: one for each element`);
  const values = Float64Array.from(value.values);
  const wrong = values.find((x) => !Number.isFinite(x));
  if (wrong !== undefined)
    throw new NirError(`${node.at}: "${name}" holds ${wrong}; accepted: finite numbers`);
  return { shape: value.shape, values };
}

/** A whole number, or `missing` where it is not there. */
export function wholeOf(node: NodeAt, name: string, missing: number): number {
  if (fieldOf(node, name) === undefined) return missing;
  const { values } = numbersOf(node, name);
  if (values.length === 1 && Number.isInteger(values[0])) return values[0]!;
  throw new NirError(`${node.at}: "${name}" is ${values.join(", ")}; accepted: a whole number`);
}

/** Rows and columns: one number for both, or two. Along one axis there is one row. */
export function pairOf(node: NodeAt, name: string, missing: number, axes: 1 | 2): Pair {
  const { values } =
    fieldOf(node, name) === undefined ? { values: Float64Array.of(missing) } : numbersOf(node, name);
  const least = name === "padding" ? 0 : 1;
  const fits = values.length >= 1 && values.length <= axes;
  if (!fits || !values.every((x) => Number.isInteger(x) && x >= least))
    throw new NirError(
      `${node.at}: "${name}" is ${values.join(", ")}; accepted: ${axes === 1 ? "one whole number" : "one or two whole numbers"} from ${least}`,
    );
  if (axes === 1) return [name === "padding" ? 0 : 1, values[0]!];
  return [values[0]!, values.at(-1)!];
}
