/** What the synapses of a projection hold, in words: conductances of devices, or weights that are numbers. */
import type { Unit } from "../core/params.js";
import { formatQuantity } from "../core/units.js";
import { conductance, grouped } from "../core/written.js";
import type { Crossbar } from "../crossbar/model.js";
import { optional, word } from "./shape.js";

/** Unit of a synapse's own variable; siemens in results that do not say. */
export type StateUnit = Extract<Unit, "S" | "1">;

export const stateUnitShape = optional(word<StateUnit>("S", "1"));

/** As the synapses declare it. */
export function stateUnit({ variables }: Crossbar): StateUnit {
  return variables?.find((v) => v.name === "state")?.unit === "S" ? "S" : "1";
}

export function stateName(unit: StateUnit = "S"): "conductance" | "weight" {
  return unit === "S" ? "conductance" : "weight";
}

/** As the field abbreviates it on axes. */
export function stateSymbol(unit: StateUnit = "S"): "G" | "w" {
  return unit === "S" ? "G" : "w";
}

/** For the terminal, with a prefix that fits. */
export function stateValue(x: number, unit: StateUnit = "S"): string {
  return formatQuantity(x, unit);
}

/** For pages, conductances in nS as in the field. */
export function pageValue(x: number, unit: StateUnit = "S"): string {
  if (unit === "S") return conductance(x);
  // Small weights would be 0 in the digits of larger numbers.
  return Math.abs(x) >= 1 ? grouped(x) : formatQuantity(x, "1");
}
