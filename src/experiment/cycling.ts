/**
 * The same trains of pairs in a network: a source fires the pre side, a second source makes a neuron fire, whose
 * spikes are the post side, and a probe reads the synapse after every pair.
 */
import { neurons } from "../core/neuron/index.js";
import { defaults } from "../core/params.js";
import { spikeTrain } from "../core/spikes.js";
import { Engine } from "../engine/engine.js";
import { ConductanceProbe } from "../engine/probes.js";
import { buildNetwork } from "../network/build.js";
import type { NetworkSpec } from "../network/spec.js";
import { masterStream } from "../seed.js";
import { type CyclingRequest, cyclingSlots, cyclingSynapse } from "./protocols/cycling.js";

/** The trigger's jump of the membrane potential, V: far over any threshold. */
const TRIGGER = 1;

/**
 * Conductance before the first and after every pair, S; length 1 + cycles (pairsUp + pairsDown).
 * @throws RangeError as `cycleCrossbar`; NetworkError where the waveforms do not fit the tick
 */
export function cycleNetwork(request: CyclingRequest): Float64Array {
  const { schedule, seed } = request;
  const { up, down, length } = cyclingSlots(request);
  const perCycle = schedule.pairsUp + schedule.pairsDown;
  const pairs = schedule.cycles * perCycle;
  const slot = (k: number) => (k % perCycle < schedule.pairsUp ? up : down);
  const train = (side: "pre" | "post") =>
    spikeTrain(Array.from({ length: pairs }, (_, k) => [k * length + slot(k)[side], 0] as const));

  const network = buildNetwork(cyclingNetwork(request), masterStream(seed));
  const engine = new Engine(network);
  const probe = new ConductanceProbe(length, network.projections[0]!.crossbar!);
  engine.addSampler(probe);
  engine.run(
    pairs * length + 1,
    new Map([
      [engine.population("pre"), train("pre")],
      [engine.population("trigger"), train("post")],
    ]),
  );
  return probe.value.toArray();
}

function cyclingNetwork(request: CyclingRequest): NetworkSpec {
  const { tick } = request;
  // Inputs are jumps and nothing lasts from one pair to the next, whatever the length of a tick.
  const values = { ...defaults(neurons.lif.params), tauM: tick, refractory: 0 };
  return {
    tick,
    populations: [
      { name: "pre", size: 1 },
      { name: "trigger", size: 1 },
      { name: "post", size: 1, neuron: { model: neurons.lif, values, winner: "all" } },
    ],
    projections: [
      {
        name: "synapses",
        from: "pre",
        to: "post",
        rule: "all-to-all",
        receptor: "delta",
        delay: 0,
        synapse: cyclingSynapse(request),
      },
      {
        name: "trigger",
        from: "trigger",
        to: "post",
        rule: "one-to-one",
        receptor: "delta",
        delay: 0,
        weight: TRIGGER,
      },
    ],
  };
}
