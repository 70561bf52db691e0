/**
 * All neurons together at equal intervals: start, start + period, start + 2·period, ... each rounded to its tick
 * (the rounding does not add up). A boost divides the period.
 * The train is valid until the next `encode` of this encoder.
 */
import type { ParamTable, Values } from "../params.js";
import { SpikeCollector } from "./gap-sampling.js";
import type { EncodeRequest, Encoder } from "./model.js";

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
    /** @throws RangeError where the period is shorter than a tick */
    encode(request: EncodeRequest) {
      const period = p.period / request.boost / request.tick;
      const start = p.start / request.tick;
      if (period < 1 - 1e-9)
        throw new RangeError(
          `period (${p.period / request.boost} s) is shorter than a tick (${request.tick} s)`,
        );
      spikes.start(request.ticks);
      for (let k = 0; ; k++) {
        const tick = Math.round(start + k * period);
        if (tick >= request.ticks) return spikes.sorted();
        for (let i = 0; i < request.size; i++) spikes.add(tick, i);
      }
    },
  };
}
