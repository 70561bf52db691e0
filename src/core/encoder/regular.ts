/** Every neuron spikes at the same regular times. */
import type { ParamTable, Values } from "../params.js";
import type { Encoder } from "./model.js";

export const doc = "every neuron at start, start + period, start + 2 periods, ...";
export const needsValues = false;
export const params = {
  period: {
    unit: "s",
    default: 0.1,
    min: 0,
    open: true,
    doc: "time between spikes",
    source: "assumed: a test signal",
  },
  start: { unit: "s", default: 0, min: 0, doc: "time of the first spike", source: "assumed: a test signal" },
} as const satisfies ParamTable;

/** Periods below a tick are refused by `encode` with a RangeError: there is one spike per tick at most. */
export function create({ period, start }: Values<typeof params>): Encoder {
  return {
    encode({ size, ticks, tick }) {
      if (period < tick) throw new RangeError(`a period of ${period} s is below the tick of ${tick} s`);
      const at: number[] = [];
      for (let k = 0; Math.round((start + k * period) / tick) < ticks; k++)
        at.push(Math.round((start + k * period) / tick));
      const count = at.length * size;
      return {
        tick: Float64Array.from({ length: count }, (_, s) => at[Math.floor(s / size)]!),
        index: Int32Array.from({ length: count }, (_, s) => s % size),
        count,
      };
    },
  };
}
