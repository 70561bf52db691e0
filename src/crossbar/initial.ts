/** Conductances that synapses begin with. */
import { each } from "../core/connectivity/index.js";
import type { Random } from "../core/random.js";
import type { CrossbarLayout } from "./nonideal/layout.js";

/** Every synapse at a fraction of its own range, uniform between two. */
export function drawInitial(
  state: Float32Array | Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  { wiring, gMin, gMax, range }: CrossbarLayout,
  random: Random,
): void {
  each(wiring, (at) => {
    const low = range ? range.low[at]! : gMin;
    state[at] = low + (from + (to - from) * random.uniform()) * ((range ? range.high[at]! : gMax) - low);
  });
}
