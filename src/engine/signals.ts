/** Signals of a network: values that are broadcast to its synapses. */
import type { Saved } from "../core/saved.js";
import { checkedNumber, finite } from "../core/saved-values.js";
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

/** Their present values. */
export function saveSignals({ signals }: Network): Saved {
  return { numbers: Object.fromEntries(signals), arrays: {} };
}

/** What synapses made of them is saved with the synapses. @throws SavedError where a signal is missing, or no number */
export function restoreSignals(network: Network, saved: Saved): void {
  for (const name of network.signals.keys())
    network.signals.set(name, checkedNumber(saved, `signals.${name}`, finite));
}
