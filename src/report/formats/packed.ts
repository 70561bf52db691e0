/**
 * A tree of plain values in which typed arrays may stand, as two files: JSON in which each array is
 * `{"$array": name}`, and the arrays themselves for .npz. An array's name is its path in the tree.
 */
import type { NpyArray, NpyValues } from "../../platform/npz.js";

export interface Packed {
  readonly json: string;
  readonly arrays: Record<string, NpyArray>;
}

/**
 * Numbers that JSON has no word for (NaN, infinities) are written as `{"$number": "NaN"}`.
 * @param names  what arrays are called instead, and their shapes
 */
export function pack(
  tree: unknown,
  names: ReadonlyMap<NpyValues, { readonly name: string; readonly shape: readonly number[] }> = new Map(),
): Packed {
  const arrays: Record<string, NpyArray> = {};
  const plain = (value: unknown, path: string): unknown => {
    if (isArray(value)) {
      const own = names.get(value);
      let name = (own?.name ?? path.replace(/[^\w]+/g, "-")).slice(0, 50);
      while (name in arrays) name += "x";
      arrays[name] = { shape: [...(own?.shape ?? [value.length])], values: value };
      return { $array: name };
    }
    if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
    if (Array.isArray(value)) return value.map((v, k) => plain(v, `${path}-${k}`));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([k, v]) => [k, plain(v, path === "" ? k : `${path}-${k}`)]),
      );
    return value;
  };
  const json = `${JSON.stringify(plain(tree, ""))}\n`;
  return { json, arrays };
}

/** @throws SyntaxError for broken JSON or a name without its array */
export function unpack(json: string, arrays: Readonly<Record<string, NpyArray>>): unknown {
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$number" in value) return Number(value.$number);
    if (!("$array" in value)) return value;
    const array = Object.hasOwn(arrays, String(value.$array)) ? arrays[String(value.$array)] : undefined;
    if (!array) throw new SyntaxError(`array "${String(value.$array)}" is missing`);
    return array.values;
  });
}

function isArray(value: unknown): value is NpyValues {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Int8Array ||
    value instanceof Uint8Array
  );
}
