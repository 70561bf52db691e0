/** V_pre alone, switched off: what learning would be if half-selected devices did not move. No circuit here does it. */
import type { PairTables } from "../core/stdp/pair-tables.js";

/** Whether V_pre alone moves conductances; "off" is a what-if. */
export type LonePre = "on" | "off";

/**
 * Tables in which V_pre alone moves nothing but what 0 V does (rest); what a post waveform does together with V_pre
 * stays whole. For the lumped form, which takes V_pre alone from regime 0.
 */
export function withoutLonePre(t: PairTables): PairTables {
  const p = t.p.slice();
  const d = t.d.slice();
  for (let age = 0; age < t.stride; age++) {
    p[age] = t.restP * age;
    d[age] = t.restD * age;
  }
  return { ...t, p, d };
}
