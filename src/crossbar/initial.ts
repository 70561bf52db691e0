/** Conductances that synapses begin with. */
import { each } from "../core/connectivity/index.js";
import { type Distribution, drawer } from "../core/distribution.js";
import type { Random } from "../core/random.js";
import type { CrossbarLayout } from "./nonideal/layout.js";

/** Uniform between two, or by another law. */
export type Initial =
  | {
      /** Lowest fraction of the range. */
      readonly from: number;
      /** Highest fraction of the range. */
      readonly to: number;
    }
  | Distribution;

/** What draws from it. */
export function initialDraws(init: Initial): (random: Random) => number {
  if ("from" in init) return (random) => init.from + (init.to - init.from) * random.uniform();
  return drawer(init);
}

/** Every synapse at a fraction of its own range. */
export function drawInitial(
  state: Float32Array | Float64Array,
  init: Initial,
  { wiring, gMin, gMax, range }: CrossbarLayout,
  random: Random,
): void {
  const draw = initialDraws(init);
  each(wiring, (at) => {
    const low = range ? range.low[at]! : gMin;
    state[at] = low + draw(random) * ((range ? range.high[at]! : gMax) - low);
  });
}
