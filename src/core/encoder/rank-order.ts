/**
 * A picture as an order of spikes: the largest value first, the next one `interval` later, and so on; only who comes before whom
 * says anything. Equal values come in an order that is drawn anew for each train, so that no place is preferred. A boost
 * changes nothing. The train is valid until the next `encode` of this encoder.
 *
 * @see Thorpe and Gautrais, Rank order coding, in Computational Neuroscience: Trends in Research (1998)
 */
import type { ParamTable, Values } from "../params.js";
import { pictureOf, SpikeCollector } from "./gap-sampling.js";
import type { Encoder } from "./model.js";

export const doc = "one spike per value, one after another from the largest on";

export const params = {
  interval: {
    unit: "s",
    default: 0.5e-3,
    min: 0,
    open: true,
    doc: "time from one spike to the next",
    source: "assumed: some 200 bright pixels within 100 ms",
  },
  first: {
    unit: "1",
    default: 0,
    min: 0,
    whole: true,
    doc: "how many spike, from the largest on; 0: all above 0",
    source: "assumed: all",
  },
} as const satisfies ParamTable;

export const needsValues = true;
export const unboosted = true;

export function create(p: Values<typeof params>): Encoder {
  const spikes = new SpikeCollector();
  return {
    expected: ({ size }) => (p.first > 0 ? Math.min(p.first, size) : size),
    encode(request) {
      const values = pictureOf(request);
      const chance = Float64Array.from({ length: request.size }, () => request.random.uniform());
      const order: number[] = [];
      for (let i = 0; i < request.size; i++) if (values[i]! > 0) order.push(i);
      order.sort((a, b) => values[b]! - values[a]! || chance[a]! - chance[b]!);
      const count = p.first > 0 ? Math.min(p.first, order.length) : order.length;
      const rank = new Map(order.slice(0, count).map((i, k) => [i, k]));
      spikes.start(request.ticks);
      for (let i = 0; i < request.size; i++) {
        const tick = Math.round(((rank.get(i) ?? Number.POSITIVE_INFINITY) * p.interval) / request.tick);
        if (tick < request.ticks) spikes.add(tick, i);
      }
      return spikes.sorted();
    },
  };
}
