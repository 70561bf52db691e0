/** A network's state between presentations, as every engine saves it. */
import { gathered, numberOf, partOf, refill, type Saved } from "../core/saved.js";
import type { Network } from "../network/build.js";
import { restoreSignals, saveSignals } from "./signals.js";

/**
 * @param crossbarOf  what a plastic projection saves, where the engine knows better than its crossbar
 */
export function saveNetwork(
  network: Network,
  now: number,
  crossbarOf: (saved: Saved) => Saved = (saved) => saved,
): Saved {
  const parts: Record<string, Saved> = { clock: { numbers: { now }, arrays: {} } };
  for (const { name, neurons } of network.populations)
    if (neurons?.theta)
      parts[`population.${name}`] = { numbers: {}, arrays: { theta: neurons.theta.slice() } };
  for (const { name, crossbar } of network.projections)
    if (crossbar) parts[`projection.${name}`] = crossbarOf(crossbar.save());
  if (network.signals.size > 0) parts.signals = saveSignals(network);
  return gathered(parts);
}

/** @returns  the tick at which time goes on */
export function restoreNetwork(network: Network, saved: Saved): number {
  const now = numberOf(saved, "clock.now");
  for (const { name, neurons } of network.populations) {
    if (neurons?.theta) refill(neurons.theta, saved, `population.${name}.theta`);
    neurons?.reset(now);
  }
  for (const { name, crossbar } of network.projections)
    crossbar?.restore(partOf(saved, `projection.${name}`), now);
  restoreSignals(network, saved, now);
  return now;
}
