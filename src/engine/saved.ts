/** A network's state at any tick, as every engine saves it. */
import { gathered, partOf, type Saved } from "../core/saved.js";
import { checkedNumber, checkedRefill, finite, LAST_TICK, whole } from "../core/saved-values.js";
import type { Network, Population } from "../network/build.js";
import { checkArrivals } from "./arrivals.js";
import { restoreSignals, saveSignals } from "./signals.js";

/** What an engine knows better than the network. */
export interface Known {
  /** What is on its way along each projection, by position. */
  readonly lanes: readonly Saved[];
  /** Neurons and crossbars as they are, where the engine has moved copies of them. */
  readonly neurons?: (saved: Saved) => Saved;
  readonly crossbar?: (saved: Saved) => Saved;
}

/** The first population whose neurons can only be gone on from at rest. */
export function unsavable({ populations }: Network): string | undefined {
  return populations.find(({ neurons }) => neurons && !(neurons.save && neurons.restore))?.name;
}

export function saveNetwork(network: Network, now: number, known: Known): Saved {
  const { lanes, neurons: neuronsOf = same, crossbar: crossbarOf = same } = known;
  const parts: Record<string, Saved> = { clock: { numbers: { now }, arrays: {} } };
  for (const population of network.populations)
    if (population.neurons) parts[`population.${population.name}`] = neuronsOf(saveNeurons(population));
  for (const [x, { name, crossbar }] of network.projections.entries()) {
    parts[`lane.${name}`] = lanes[x]!;
    if (crossbar) parts[`projection.${name}`] = crossbarOf(crossbar.save());
  }
  if (network.signals.size > 0) parts.signals = saveSignals(network);
  return gathered(parts);
}

const same = (saved: Saved) => saved;

/** Of neurons that cannot be saved the thresholds: all that they have at rest. */
function saveNeurons({ neurons }: Population): Saved {
  if (neurons!.save) return neurons!.save();
  const theta = neurons!.theta?.slice();
  return { numbers: {}, arrays: theta ? { theta } : {} };
}

/**
 * @returns  the tick at which time goes on
 * @throws SavedError where what was saved does not fit the network, or cannot be of any time of it
 */
export function restoreNetwork(network: Network, saved: Saved): number {
  const now = checkedNumber(saved, "clock.now", whole(0, LAST_TICK));
  for (const { name, neurons } of network.populations) {
    neurons?.reset(now);
    if (neurons?.restore) neurons.restore(partOf(saved, `population.${name}`), now);
    else if (neurons?.theta) checkedRefill(neurons.theta, saved, `population.${name}.theta`, finite);
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
