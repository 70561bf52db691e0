/**
 * A picture as first spikes: each neuron spikes once, the earlier the larger its value, and not at all below `least`:
 *
 *   t = latest · (1 - value / 255)
 *
 * rounded to the nearest tick. What comes after the end of a train is left out. A boost changes nothing.
 * The train is valid until the next `encode` of this encoder.
 *
 * @see Thorpe, Delorme and Van Rullen, Neural Netw. 14:715 (2001)
 */
import type { ParamTable, Values } from "../params.js";
import { pictureOf, SpikeCollector } from "./gap-sampling.js";
import type { Encoder } from "./model.js";

export const doc = "one spike per value, the earlier the larger it is";

export const params = {
  latest: {
    unit: "s",
    default: 100e-3,
    min: 0,
    open: true,
    doc: "time of a spike of value 0",
    source: "assumed: within a glance of some 100 ms",
  },
  least: {
    unit: "1",
    default: 0.1,
    min: 0,
    max: 1,
    doc: "share of 255 below which there is no spike",
    source: "assumed: above the grey margins of strokes",
  },
} as const satisfies ParamTable;

export const needsValues = true;
export const unboosted = true;

export function create(p: Values<typeof params>): Encoder {
  const spikes = new SpikeCollector();
  return {
    expected: ({ size }) => size,
    encode(request) {
      const values = pictureOf(request);
      const perValue = p.latest / 255 / request.tick;
      spikes.start(request.ticks);
      for (let i = 0; i < request.size; i++) {
        const value = Math.min(255, values[i]!);
        if (value === 0 || value < 255 * p.least) continue;
        const tick = Math.round((255 - value) * perValue);
        if (tick < request.ticks) spikes.add(tick, i);
      }
      return spikes.sorted();
    },
  };
}
