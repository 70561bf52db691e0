/** Short forms of the variables that synapses declare. */
import type { Positioned } from "../core/connectivity/index.js";
import type { Accepted } from "../core/saved-values.js";
import type { ArrayVariable, Limits } from "../core/state.js";

export { single } from "../core/declared.js";

type Bounds = (limits: Limits) => Accepted;

/** One value for each row or column. */
export function perLine(
  per: "row" | "column",
  name: string,
  unit: ArrayVariable["unit"],
  doc: string,
  bounds: Bounds,
  values: ArrayVariable["values"],
): ArrayVariable {
  return { name, unit, per, doc, bounds, values };
}

/** One value for each synapse, by position. */
export function perSynapse(
  wiring: Positioned,
  name: string,
  unit: ArrayVariable["unit"],
  doc: string,
  bounds: Bounds,
  values: ArrayVariable["values"],
): ArrayVariable {
  return { name, unit, per: "synapse", doc, bounds, values, wiring };
}
