/** Short forms of state variables. */
import { type Accepted, finite } from "./saved-values.js";
import type { ArrayVariable, Limits, NumberVariable } from "./state.js";

type Bounds = (limits: Limits) => Accepted;

/** One value for the part as a whole. */
export function single(
  name: string,
  unit: NumberVariable["unit"],
  doc: string,
  bounds: Bounds,
  get: () => number,
  set: (x: number) => void,
): NumberVariable {
  return { name, unit, per: "one", doc, bounds, get, set };
}

/**
 * A variable of which each neuron has a value; finite unless bounds say more.
 * @param values  the array, or what gives it where it can move
 */
export function perNeuron(
  name: string,
  unit: ArrayVariable["unit"],
  values: ArrayVariable["values"] | (() => ArrayVariable["values"]),
  doc: string,
  bounds: Bounds = () => finite,
): ArrayVariable {
  const about = { name, unit, per: "neuron", doc, bounds } as const;
  if (typeof values !== "function") return { ...about, values };
  return {
    ...about,
    get values() {
      return values();
    },
  };
}
