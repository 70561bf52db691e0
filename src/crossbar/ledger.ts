/** What the synapses of a crossbar were moved by, as state. */
import { finite } from "../core/saved-values.js";
import type { NumberVariable } from "../core/state.js";
import { single } from "./declared.js";
import { type DisturbLedger, LEDGER } from "./model.js";

export function emptyLedger(): DisturbLedger {
  return { lonePre: 0, lonePost: 0, paired: 0, pairs: 0 };
}

export function ledgerVariables(disturb: DisturbLedger): NumberVariable[] {
  return LEDGER.map((entry) => {
    const [unit, doc] =
      entry === "pairs"
        ? (["1", "post waveforms, per synapse, that met a pre waveform"] as const)
        : (["S", `sum of |dG| booked as ${entry}`] as const);
    const set = (x: number) => {
      disturb[entry] = x;
    };
    return single(
      entry,
      unit,
      doc,
      () => finite,
      () => disturb[entry],
      set,
    );
  });
}
