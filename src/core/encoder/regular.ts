/**
 * All neurons together at equal intervals: start, start + period, start + 2·period, ... An experiment's period and start
 * are whole numbers of ticks, or intervals would not be equal. A boost divides the period: then each spike is rounded to
 * its tick (the rounding does not add up).
 * The train is valid until the next `encode` of this encoder.
 */
import type { ParamTable, Values } from "../params.js";
import { offGrid } from "../ticks.js";
import { formatQuantity } from "../units.js";
import { SpikeCollector } from "./gap-sampling.js";
import type { EncodeRequest, Encoder } from "./model.js";
import { periodProblem } from "./per-tick.js";

export const doc = "every neuron at equal intervals";

const signal = "assumed: a test signal";
export const params = {
  period: { unit: "s", default: 50e-3, min: 0, open: true, doc: "time between spikes", source: signal },
  start: { unit: "s", default: 0, min: 0, doc: "time of the first spike", source: signal },
} as const satisfies ParamTable;

export const needsValues = false;

export function create(p: Values<typeof params>): Encoder {
  const spikes = new SpikeCollector();
  return {
    misfit: ({ tick }) => periodProblem("period", p.period, tick) ?? offGridProblem(p, tick),
    expected: ({ size, tick }, ticks) => Math.max(0, size * Math.ceil((ticks * tick - p.start) / p.period)),
    /** @throws RangeError where the period is shorter than a tick */
    encode(request: EncodeRequest) {
      const period = p.period / request.boost / request.tick;
      const start = p.start / request.tick;
      const problem = periodProblem("period", p.period / request.boost, request.tick);
      if (problem !== undefined) throw new RangeError(problem);
      spikes.start(request.ticks);
      for (let k = 0; ; k++) {
        const tick = Math.round(start + k * period);
        if (tick >= request.ticks) return spikes.sorted();
        for (let i = 0; i < request.size; i++) spikes.add(tick, i);
      }
    },
  };
}

function offGridProblem({ period, start }: Values<typeof params>, tick: number): string | undefined {
  const ofPeriod = offGrid(period, tick, 1);
  if (ofPeriod !== undefined) return `period of ${formatQuantity(period, "s", "exact")} ${ofPeriod}`;
  const ofStart = offGrid(start, tick);
  return ofStart === undefined ? undefined : `start of ${formatQuantity(start, "s", "exact")} ${ofStart}`;
}
