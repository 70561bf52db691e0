/** Which networks the fused kernel runs: one source, one crossbar, one layer of neurons that inhibits itself. */
import type { Connectivity, Dense } from "../../core/connectivity/index.js";
import type { LifCondConstants, Neurons } from "../../core/neuron/model.js";
import type { Crossbar, FusedSynapses } from "../../crossbar/model.js";
import type { Network } from "../../network/build.js";

export interface Layer {
  readonly source: number;
  readonly output: number;
  readonly nPre: number;
  readonly neurons: Neurons;
  readonly constants: LifCondConstants;
  readonly crossbar: Crossbar;
  readonly wiring: Dense;
  readonly synapses: FusedSynapses;
  readonly inhibition: number;
  /** all-to-all: the winner too; lateral: all others. */
  readonly inhibitsSelf: boolean;
}

/** Input spikes that a presentation may hold at most: 96 MB of memory set aside. */
const MOST_SPIKES = 4_000_000;

/** The layer that `network` is, or in words why it is none. @param ticks  longest presentation */
export function layerOf(network: Network, ticks: number): Layer | string {
  const source = network.populations.findIndex((p) => !p.neurons);
  const output = network.populations.findIndex((p) => p.neurons);
  if (network.populations.length !== 2 || source < 0 || output < 0)
    return "the wasm kernel supports only networks of one source and one population of neurons";
  const { neurons } = network.populations[output]!;
  const constants = neurons!.lifCond;
  if (network.populations.some(({ drive }) => drive))
    return "the wasm kernel supports no input but that of the source";
  if (neurons!.mixed) return "the wasm kernel supports only neurons of equal parameters";
  if (!constants) return "the wasm kernel supports only lif-cond neurons";
  if (constants.winner !== "one-per-step")
    return 'the wasm kernel supports only neurons with "winner: one-per-step"';
  if (constants.stepTicks !== 1) return "the wasm kernel steps once per tick, and dt is not one tick";
  const forward = network.projections.find((p) => p.from === source && p.to === output);
  const lateral = network.projections.find((p) => p.from === output && p.to === output);
  if (network.projections.length !== 2 || !forward || !lateral)
    return "the wasm kernel supports only one feedforward and one inhibitory projection";
  if (neurons!.receptors[forward.receptor] !== "excitatory" || forward.delay + forward.maxExtraDelay > 0)
    return "the wasm kernel supports only a feedforward projection that is excitatory and without delay";
  if (
    neurons!.receptors[lateral.receptor] !== "inhibitory" ||
    lateral.delay !== 1 ||
    lateral.maxExtraDelay > 0
  )
    return "the wasm kernel supports only inhibition that arrives in the next step";
  const reach = lateral.crossbar ? undefined : reachOf(lateral.connectivity);
  if (!reach) return "the wasm kernel supports only inhibition of one weight to all or all others";
  if (!forward.crossbar) return "the wasm kernel supports only a feedforward projection that is plastic";
  if (forward.connectivity.form !== "dense")
    return "the wasm kernel works on full rows: every neuron has to reach every neuron";
  const synapses = forward.crossbar.fused?.() ?? "the wasm kernel does not support synapses without a device";
  if (typeof synapses === "string") return synapses;
  const nPre = network.populations[source]!.size;
  if (nPre * ticks > MOST_SPIKES)
    return `presentations of ${ticks} ticks are too long for the wasm kernel's memory`;
  return {
    source,
    output,
    nPre,
    neurons: neurons!,
    constants,
    crossbar: forward.crossbar,
    wiring: forward.connectivity,
    synapses,
    inhibition: lateral.weight,
    inhibitsSelf: reach === "all",
  };
}

/** Whether neurons of one population reach all of it, or all but themselves. */
function reachOf(connectivity: Connectivity): "all" | "others" | undefined {
  if (connectivity.form !== "uniform") return undefined;
  const { nPost: n, count, spans } = connectivity;
  if (count === n * n) return "all";
  if (count !== n * (n - 1)) return undefined;
  for (let i = 0; i < n; i++) {
    const row = spans(i);
    for (let s = 0; s < row.length; s += 2) if (row[s]! <= i && i < row[s + 1]!) return undefined;
  }
  return "others";
}
