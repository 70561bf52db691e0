/** Signals of a network: values that are broadcast to its synapses. */
import { finite } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";
import type { Network } from "../network/build.js";

/** @throws RangeError where a listener does not take the value; the signal then keeps its old one */
export function tellSignal(network: Network, name: string, value: number, now: number): void {
  const listeners = network.projections.flatMap(({ crossbar }) => (crossbar?.setSignal ? [crossbar] : []));
  const before = network.signals.get(name);
  for (const [x, crossbar] of listeners.entries())
    try {
      crossbar.setSignal!(name, value, now);
    } catch (error) {
      if (before !== undefined) for (const told of listeners.slice(0, x)) told.setSignal!(name, before, now);
      throw error;
    }
  network.signals.set(name, value);
}

/** Their present values; what synapses made of them is saved with the synapses. */
export function signalVariables({ signals }: Network): StateVariable[] {
  return [...signals.keys()].map((name) => ({
    name,
    unit: "1",
    per: "one",
    doc: "present value of the signal",
    bounds: () => finite,
    get: () => signals.get(name)!,
    set: (value: number) => {
      signals.set(name, value);
    },
  }));
}
