import type { Positioned } from "./model.js";

type Values = Float32Array | Float64Array | Int32Array | Uint16Array | Uint8Array;

/**
 * Calls `see` with position, row and column of every synapse, row after row. Rows are whole, also where the wiring has them
 * in parts: what is drawn in this order does not depend on how they are split.
 */
export function each(wiring: Positioned, see: (at: number, i: number, j: number) => void): void {
  const { of: whole, position } = wholeOf(wiring);
  for (let i = 0; i < whole.nPre; i++)
    for (let at = whole.rowStart(i), end = whole.rowEnd(i); at < end; at++)
      see(position ? position[at]! : at, i, whole.columnOf(i, at));
}

/**
 * Values by position without padding, row after row ([pre][post] where every synapse exists), rows whole; a copy of the
 * same type.
 */
export function packed<T extends Values>(wiring: Positioned, values: T): T {
  const flat = new (values.constructor as new (n: number) => T)(wiring.count);
  const { of: whole, position } = wholeOf(wiring);
  let to = 0;
  for (let i = 0; i < whole.nPre; i++) {
    const [begin, end] = [whole.rowStart(i), whole.rowEnd(i)];
    if (position) for (let at = begin; at < end; at++) flat[to++] = values[position[at]!]!;
    else {
      flat.set(values.subarray(begin, end), to);
      to += end - begin;
    }
  }
  return flat;
}

/** The same in single precision. */
export function packedSingle(wiring: Positioned, values: Float32Array | Float64Array): Float32Array {
  return Float32Array.from(packed(wiring, values));
}

/** Put values without padding back by position; the padding stays. */
export function unpack(wiring: Positioned, flat: ArrayLike<number>, into: Values): void {
  let from = 0;
  each(wiring, (at) => {
    into[at] = flat[from++]!;
  });
}

function wholeOf(wiring: Positioned): { readonly of: Positioned; readonly position?: Int32Array } {
  return wiring.split ?? { of: wiring };
}
