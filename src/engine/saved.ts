/** A network's state at any tick, as every engine saves it. */
import { neuronState } from "../core/neuron/state.js";
import { gathered, partOf, type Saved } from "../core/saved.js";
import { checkedNumber, LAST_TICK, whole } from "../core/saved-values.js";
import { restoreState, saveState } from "../core/state.js";
import type { Network } from "../network/build.js";
import { checkArrivals } from "./arrivals.js";
import { restoreSignals, saveSignals } from "./signals.js";

/** State that the engine holds in its own copy. */
export interface EngineOwned {
  /** What is on its way along each projection, by position. */
  readonly lanes: readonly Saved[];
  /** Neurons and crossbars as they are, where the engine has moved copies of them. */
  readonly neurons?: (saved: Saved) => Saved;
  readonly crossbar?: (saved: Saved) => Saved;
}

/** The first population whose neurons can only be gone on from at rest. */
export function unsavable({ populations }: Network): string | undefined {
  return populations.find(({ neurons }) => neurons && !neurons.variables)?.name;
}

export function saveNetwork(network: Network, now: number, owned: EngineOwned): Saved {
  const { lanes, neurons: neuronsOf = same, crossbar: crossbarOf = same } = owned;
  const parts: Record<string, Saved> = { clock: { numbers: { now }, arrays: {} } };
  for (const population of network.populations)
    if (population.neurons)
      parts[`population.${population.name}`] = neuronsOf(saveState(neuronState(population.neurons)));
  for (const [x, { name, crossbar }] of network.projections.entries()) {
    parts[`lane.${name}`] = lanes[x]!;
    if (crossbar) parts[`projection.${name}`] = crossbarOf(crossbar.save());
  }
  if (network.signals.size > 0) parts.signals = saveSignals(network);
  return gathered(parts);
}

const same = (saved: Saved) => saved;

/**
 * @returns  the tick at which time goes on
 * @throws SavedError where what was saved does not fit the network, or cannot be of any time of it
 */
export function restoreNetwork(network: Network, saved: Saved): number {
  const now = checkedNumber(saved, "clock.now", whole(0, LAST_TICK));
  for (const { name, neurons } of network.populations) {
    if (!neurons) continue;
    neurons.reset(now);
    restoreState(neuronState(neurons), partOf(saved, `population.${name}`), { now });
  }
  for (const { name, crossbar, delay, from } of network.projections) {
    checkArrivals(partOf(saved, `lane.${name}.arrivals`), now, delay, network.populations[from]!.size);
    crossbar?.restore(partOf(saved, `projection.${name}`), now);
  }
  restoreSignals(network, saved);
  return now;
}

/** What is on its way along a projection. */
export function savedLane(saved: Saved, projection: string): Saved {
  return partOf(saved, `lane.${projection}`);
}
