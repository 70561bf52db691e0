import type { Positioned } from "./model.js";

type Values = Float32Array | Float64Array | Int32Array | Uint16Array | Uint8Array;

/** Calls `see` with position, row and column of every synapse, row after row. */
export function each(wiring: Positioned, see: (at: number, i: number, j: number) => void): void {
  for (let i = 0; i < wiring.nPre; i++)
    for (let at = wiring.rowStart(i), end = wiring.rowEnd(i); at < end; at++)
      see(at, i, wiring.columnOf(i, at));
}

/** Values by position without padding, row after row ([pre][post] where every synapse exists); a copy of the same type. */
export function packed<T extends Values>(wiring: Positioned, values: T): T {
  const flat = new (values.constructor as new (n: number) => T)(wiring.count);
  let at = 0;
  for (let i = 0; i < wiring.nPre; i++) {
    const row = values.subarray(wiring.rowStart(i), wiring.rowEnd(i));
    flat.set(row, at);
    at += row.length;
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
  for (let i = 0; i < wiring.nPre; i++)
    for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++) into[at] = flat[from++]!;
}
