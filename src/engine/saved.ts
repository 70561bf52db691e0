/** A network's state at any tick, as every engine saves it. */
import type { Neurons } from "../core/neuron/model.js";
import { neuronState } from "../core/neuron/state.js";
import { gathered, partOf, type Saved } from "../core/saved.js";
import { checkedNumber, whole } from "../core/saved-values.js";
import { restoreState, type StateVariable, saveState, within } from "../core/state.js";
import { LAST_TICK } from "../core/ticks.js";
import type { Network } from "../network/build.js";
import { currentState } from "./current-drive.js";
import { signalVariables } from "./signals.js";

/** State that the engine holds in its own copy. */
export interface EngineOwned {
  /** What is on its way along each projection, by position. */
  readonly lanes: readonly (readonly StateVariable[])[];
  /** Variables of neurons, where the engine has moved them. */
  readonly neurons?: (neurons: Neurons) => readonly StateVariable[];
  /** What was saved of a crossbar, with what the engine holds of it. */
  readonly crossbar?: (saved: Saved) => Saved;
}

/** The first population whose neurons can only be resumed from rest. */
export function unsavable({ populations }: Network): string | undefined {
  return populations.find(({ neurons }) => neurons && !neurons.variables)?.name;
}

export function saveNetwork(network: Network, now: number, owned: EngineOwned): Saved {
  const crossbarOf = owned.crossbar ?? ((saved: Saved) => saved);
  const parts: Record<string, Saved> = { clock: { numbers: { now }, arrays: {} } };
  for (const { name, crossbar } of network.projections)
    if (crossbar) parts[`projection.${name}`] = crossbarOf(crossbar.save());
  const synapses = gathered(parts);
  const { numbers, arrays } = saveState(variablesOf(network, owned));
  return { numbers: { ...synapses.numbers, ...numbers }, arrays: { ...synapses.arrays, ...arrays } };
}

/**
 * @returns  the tick at which time goes on
 * @throws SavedError where what was saved does not fit the network, or cannot be of any time of it
 */
export function restoreNetwork(network: Network, saved: Saved, owned: EngineOwned): number {
  const now = checkedNumber(saved, "clock.now", whole(0, LAST_TICK));
  for (const { neurons } of network.populations) neurons?.reset(now);
  restoreState(variablesOf(network, owned), saved, { now });
  for (const { name, crossbar } of network.projections)
    crossbar?.restore(partOf(saved, `projection.${name}`), now);
  return now;
}

/** All but the synapses', by their full names. */
function variablesOf(network: Network, { lanes, neurons: of = neuronState }: EngineOwned): StateVariable[] {
  return [
    ...network.populations.flatMap((p) =>
      p.neurons ? within(`population.${p.name}`, [...of(p.neurons), ...currentState(p)]) : [],
    ),
    ...network.projections.flatMap(({ name }, x) => within(`lane.${name}`, lanes[x]!)),
    ...within("signals", signalVariables(network)),
  ];
}
