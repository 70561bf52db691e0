/**
 * Poisson trains of one rate in which a pattern comes again and again: the first neurons of all repeat what they did, spike
 * by spike, for `length` from each multiple of `period` on; between, and in the others, all is new. The pattern itself is a
 * piece of such trains, so that no rate tells when it comes.
 * The train is valid until the next `encode` of this encoder.
 *
 * @see Masquelier, Guyonneau and Thorpe, PLoS ONE 3:e1377 (2008), where it comes at random times
 */
import type { ParamTable, Values } from "../params.js";
import { formatQuantity } from "../units.js";
import { SpikeCollector, spikeProbability } from "./gap-sampling.js";
import type { EncodeRequest, Encoder } from "./model.js";
import { rateProblem } from "./per-tick.js";

export const doc = "Poisson trains of one rate in which some neurons repeat a pattern, spike by spike";

const paper = "Masquelier et al., PLoS ONE 3:e1377 (2008)";
export const params = {
  rate: { unit: "Hz", default: 54, min: 0, doc: "rate of every neuron", source: paper },
  share: {
    unit: "1",
    default: 0.5,
    min: 0,
    max: 1,
    doc: "share of the neurons that take part, the first ones",
    source: paper,
  },
  length: { unit: "s", default: 50e-3, min: 0, open: true, doc: "length of the pattern", source: paper },
  period: {
    unit: "s",
    default: 200e-3,
    min: 0,
    open: true,
    doc: "time from one pattern to the next",
    source: "a quarter of the time is pattern, as in the paper",
  },
  jitter: {
    unit: "s",
    default: 1e-3,
    min: 0,
    doc: "standard deviation of each spike's time in the pattern",
    source: paper,
  },
} as const satisfies ParamTable;

export const needsValues = false;

export function create(p: Values<typeof params>): Encoder {
  const spikes = new SpikeCollector();
  const own = new SpikeCollector();
  const repeated = new SpikeCollector();
  return {
    misfit: ({ tick }) => rateProblem("rate", p.rate, tick) ?? lengthProblem(p, tick),
    expected: ({ size, tick }, ticks) => size * ticks * tick * p.rate,
    encode(request: EncodeRequest) {
      const { size, ticks, tick, random } = request;
      const probability = Math.min(1, spikeProbability(p.rate, request));
      const [length, period] = [Math.round(p.length / tick), Math.round(p.period / tick)];
      const taking = Math.round(p.share * size);
      const pattern = random.split("pattern");
      const jitter = random.split("jitter");
      spikes.start(ticks);
      for (let i = 0; i < taking; i++) {
        own.start(ticks);
        own.addPoisson(0, probability, random);
        const alone = own.sorted();
        repeated.start(length);
        repeated.addPoisson(0, probability, pattern);
        const again = repeated.sorted();
        const all = new Set<number>();
        for (let s = 0; s < alone.count; s++) if (alone.tick[s]! % period >= length) all.add(alone.tick[s]!);
        for (let begin = 0; begin < ticks; begin += period)
          for (let s = 0; s < again.count; s++) {
            const moved = Math.round((p.jitter / tick) * jitter.normal());
            const at = begin + again.tick[s]! + moved;
            if (at >= 0 && at < ticks) all.add(at);
          }
        for (const at of Float64Array.from(all).sort()) spikes.add(at, i);
      }
      for (let i = taking; i < size; i++) spikes.addPoisson(i, probability, random);
      return spikes.sorted();
    },
  };
}

function lengthProblem({ length, period }: Values<typeof params>, tick: number): string | undefined {
  if (!(length <= period))
    return `length of ${formatQuantity(length, "s")} is longer than the period of ${formatQuantity(period, "s")}`;
  return Math.round(length / tick) >= 1
    ? undefined
    : `length of ${formatQuantity(length, "s")} is shorter than a tick`;
}
