/**
 * The pair tables as the lumped form uses them, in single precision: for every regime and elapsed tick four integrals
 * (S), P and D of everything, and P and D in excess of what V_pre alone does meanwhile.
 */
import type { PairTables } from "../core/stdp/pair-tables.js";

/** Integrals of V_pre alone by age in ticks, S, far enough for any entry of the tables. */
export interface LoneTable {
  readonly p: Float64Array;
  readonly d: Float64Array;
}

/** Regime 0 of the tables, and rest after it. */
export function loneTable(t: PairTables): LoneTable {
  const length = t.nPre + t.stride + 1;
  const course = (table: Float64Array, rest: number) =>
    Float64Array.from({ length }, (_, age) =>
      age < t.stride ? table[age]! : table[t.stride - 1]! + rest * (age - t.stride + 1),
    );
  return { p: course(t.p, t.restP), d: course(t.d, t.restD) };
}

/** [regime][elapsed][P, D, excess P, excess D] */
export function postEventRecords(t: PairTables, lone: LoneTable): Float32Array {
  const records = new Float32Array(4 * t.p.length);
  for (let k = 0; k < t.p.length / t.stride; k++) {
    const age = Math.max(0, k - t.nPost); // of the pre waveform when this regime begins
    for (let e = 0; e < t.stride; e++) {
      const at = k * t.stride + e;
      records[4 * at] = t.p[at]!;
      records[4 * at + 1] = t.d[at]!;
      records[4 * at + 2] = t.p[at]! - (lone.p[age + e]! - lone.p[age]!);
      records[4 * at + 3] = t.d[at]! - (lone.d[age + e]! - lone.d[age]!);
    }
  }
  return records;
}
