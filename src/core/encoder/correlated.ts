/**
 * Poisson trains of one rate, some groups of which are correlated.
 *
 * Neurons belong to groups of `groupSize`, in order (the last may be smaller); the first `correlatedGroups` of them
 * are correlated. Such a group has a hidden Poisson train of the same rate; in each tick each member copies it with
 * probability √c and otherwise draws for itself. So every train is Poisson with the rate asked for, and two members'
 * spike indicators have the correlation coefficient c, exactly and for every rate:
 * P(both spike) = c·p + (1 - c)·p². All other pairs are independent.
 * The train is valid until the next `encode` of this encoder.
 *
 * @see Guetig, Aharonov, Rotter and Sompolinsky, J. Neurosci. 23:3697 (2003)
 */
import type { ParamTable, Values } from "../params.js";
import type { SpikeTrain } from "../spikes.js";
import { SpikeCollector, spikeProbability } from "./gap-sampling.js";
import type { EncodeRequest, Encoder } from "./model.js";
import { rateProblem } from "./per-tick.js";

export const doc = "Poisson trains of one rate, the first groups of neurons correlated";

const signal = "assumed: a test signal";
export const params = {
  rate: { unit: "Hz", default: 20, min: 0, doc: "rate of every neuron", source: signal },
  groupSize: { unit: "1", default: 10, min: 1, doc: "neurons in a group", source: signal },
  correlatedGroups: {
    unit: "1",
    default: 1,
    min: 0,
    doc: "how many of the first groups are correlated",
    source: signal,
  },
  correlation: {
    unit: "1",
    default: 0.5,
    min: 0,
    max: 1,
    doc: "correlation coefficient of two members of a correlated group, tick by tick",
    source: signal,
  },
} as const satisfies ParamTable;

export const needsValues = false;

/** @throws RangeError unless groupSize and correlatedGroups are whole numbers */
export function create(p: Values<typeof params>): Encoder {
  for (const name of ["groupSize", "correlatedGroups"] as const)
    if (!Number.isInteger(p[name])) throw new RangeError(`${name} is ${p[name]}; accepted: whole numbers`);
  const copying = Math.sqrt(p.correlation);
  const spikes = new SpikeCollector();
  const hidden = new SpikeCollector();
  const own = new SpikeCollector();

  /** A train of one neuron. */
  const poisson = (collector: SpikeCollector, probability: number, request: EncodeRequest): SpikeTrain => {
    collector.start(request.ticks);
    collector.addPoisson(0, probability, request.random);
    return collector.sorted();
  };

  /** Member i of the group with the hidden train `common`. */
  const addMember = (i: number, common: SpikeTrain, probability: number, request: EncodeRequest) => {
    // Where the hidden train is silent a spike needs "no copy" and a draw of one's own; where it spikes, either.
    const alone = poisson(own, (1 - copying) * probability, request);
    const together = copying + (1 - copying) * probability;
    let a = 0;
    for (let s = 0; s < common.count; s++) {
      const tick = common.tick[s]!;
      for (; a < alone.count && alone.tick[a]! < tick; a++) spikes.add(alone.tick[a]!, i);
      if (a < alone.count && alone.tick[a] === tick) a++;
      if (request.random.uniform() < together) spikes.add(tick, i);
    }
    for (; a < alone.count; a++) spikes.add(alone.tick[a]!, i);
  };

  return {
    misfit: ({ tick }) => rateProblem("rate", p.rate, tick),
    expected: ({ size, tick }, ticks) => size * ticks * tick * p.rate,
    encode(request: EncodeRequest) {
      spikes.start(request.ticks);
      const probability = Math.min(1, spikeProbability(p.rate, request));
      const correlated = Math.min(request.size, p.groupSize * p.correlatedGroups);
      for (let first = 0; first < correlated; first += p.groupSize) {
        const common = poisson(hidden, probability, request);
        const end = Math.min(first + p.groupSize, correlated);
        for (let i = first; i < end; i++) addMember(i, common, probability, request);
      }
      for (let i = correlated; i < request.size; i++) spikes.addPoisson(i, probability, request.random);
      return spikes.sorted();
    },
  };
}
