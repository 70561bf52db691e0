/** Which networks the fused kernel runs: one source, one crossbar, one layer of neurons that inhibits itself. */
import type { LifCondConstants, Neurons } from "../../core/neuron/model.js";
import type { Crossbar, FusedSynapses } from "../../crossbar/model.js";
import type { Network } from "../../network/build.js";
import { rules } from "../../network/connect/index.js";

export interface Layer {
  readonly source: number;
  readonly output: number;
  readonly nPre: number;
  readonly neurons: Neurons;
  readonly constants: LifCondConstants;
  readonly crossbar: Crossbar;
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
    return "only networks of one source and one population of neurons have another kernel";
  const { neurons } = network.populations[output]!;
  const constants = neurons!.lifCond;
  if (!constants) return "only lif-cond neurons have another kernel";
  if (constants.winner !== "one-per-step")
    return 'only neurons with "winner: one-per-step" have another kernel';
  if (constants.stepTicks !== 1) return "dt is not one tick: no other kernel";
  const forward = network.projections.find((p) => p.from === source && p.to === output);
  const lateral = network.projections.find((p) => p.from === output && p.to === output);
  if (network.projections.length !== 2 || !forward || !lateral)
    return "only networks of one feedforward and one inhibitory projection have another kernel";
  if (neurons!.receptors[forward.receptor] !== "excitatory" || forward.delay !== 0 || forward.extraDelay)
    return "the feedforward projection is not excitatory and without delay: no other kernel";
  if (neurons!.receptors[lateral.receptor] !== "inhibitory" || lateral.delay !== 1 || lateral.extraDelay)
    return "inhibition does not arrive in the next step: no other kernel";
  if (lateral.crossbar || (lateral.rule !== rules["all-to-all"] && lateral.rule !== rules.lateral))
    return "inhibition is not of one weight to all or all others: no other kernel";
  if (!forward.crossbar) return "the feedforward projection is not plastic: no other kernel";
  const synapses = forward.crossbar.fused?.() ?? "synapses without a device have no other kernel";
  if (typeof synapses === "string") return synapses;
  const nPre = network.populations[source]!.size;
  if (nPre * ticks > MOST_SPIKES) return `presentations of ${ticks} ticks are too long for another kernel`;
  return {
    source,
    output,
    nPre,
    neurons: neurons!,
    constants,
    crossbar: forward.crossbar,
    synapses,
    inhibition: lateral.weight,
    inhibitsSelf: lateral.rule === rules["all-to-all"],
  };
}
