/** Conductances that synapses begin with. */
import type { Random } from "../core/random.js";
import type { CrossbarLayout } from "./nonideal/layout.js";

/** Every synapse at a fraction of its own range, uniform between two. */
export function drawInitial(
  state: Float32Array | Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  { nPre, nPost, stride, gMin, gMax, range }: CrossbarLayout,
  random: Random,
): void {
  for (let i = 0; i < nPre; i++)
    for (let j = 0; j < nPost; j++) {
      const at = i * stride + j;
      const low = range ? range.low[at]! : gMin;
      state[at] = low + (from + (to - from) * random.uniform()) * ((range ? range.high[at]! : gMax) - low);
    }
}
