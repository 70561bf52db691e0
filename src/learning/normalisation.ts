/**
 * Digital weight normalisation: scale every output neuron's incoming weights to one sum (Diehl & Cook 2015).
 * No device does this by itself; it belongs to the ideal baseline, and to comparisons with it.
 */
import type { Crossbar, StateBounds } from "../crossbar/model.js";

/**
 * Devices stay within their bounds, and stuck ones where they are: the others make up for it, so that the sum is met as
 * long as it can be; beyond that, all that can be moved are at their bound.
 * @param sum  of each column's synaptic weights (state * readGain) afterwards
 */
export function normaliseColumns(crossbar: Crossbar, sum: number): void {
  const { state, stride, nPre, nPost, readGain } = crossbar;
  const column = new Float64Array(nPost);
  for (let i = 0; i < nPre; i++) for (let j = 0; j < nPost; j++) column[j]! += state[i * stride + j]!;
  const target = sum / readGain;
  for (let j = 0; j < nPost; j++) column[j] = column[j]! > 0 ? target / column[j]! : 1;
  if (!crossbar.rewrite) {
    for (let i = 0; i < nPre; i++) for (let j = 0; j < nPost; j++) state[i * stride + j]! *= column[j]!;
    return;
  }
  for (let j = 0; j < nPost; j++) column[j] = factorWithin(crossbar, j, target, column[j]!);
  const { bounds } = crossbar;
  crossbar.rewrite((g, at, j) => Math.min(highest(bounds, at), Math.max(lowest(bounds, at), g * column[j]!)));
}

/**
 * The factor that, cut off at the bounds, gives the target. The sum rises with the factor, in straight pieces: each
 * round solves the piece it is on, inside what the rounds before have left of all factors.
 */
function factorWithin(crossbar: Crossbar, j: number, target: number, first: number): number {
  let below = 0;
  let above = Number.MAX_VALUE;
  let factor = first;
  for (;;) {
    const { sum, stopped, free } = sumAt(crossbar, j, factor);
    if (sum < target) below = factor;
    else above = factor;
    const solved = (target - stopped) / free;
    if (solved === factor) return factor;
    const inside = solved > below && solved < above;
    // Where the piece leads nowhere the target may be out of reach.
    if (!inside && target <= sumAt(crossbar, j, 0).sum) return 0;
    if (!inside && target >= sumAt(crossbar, j, Number.MAX_VALUE).sum) return Number.MAX_VALUE;
    const between = above === Number.MAX_VALUE ? 2 * factor : (below + above) / 2;
    const next = inside ? solved : between;
    if (!(next > below && next < above)) return factor;
    factor = next;
  }
}

/** The column's sum under a factor: of devices at a bound or stuck, and what is multiplied in the others. */
function sumAt(
  crossbar: Crossbar,
  j: number,
  factor: number,
): { readonly sum: number; readonly stopped: number; readonly free: number } {
  const { state, stride, nPre, bounds } = crossbar;
  let stopped = 0;
  let free = 0;
  for (let i = 0; i < nPre; i++) {
    const at = i * stride + j;
    const g = state[at]!;
    const scaled = g * factor;
    if (crossbar.stuck?.(at)) stopped += g;
    else if (scaled <= lowest(bounds, at)) stopped += lowest(bounds, at);
    else if (scaled >= highest(bounds, at)) stopped += highest(bounds, at);
    else free += g;
  }
  return { sum: stopped + free * factor, stopped, free };
}

function lowest(bounds: StateBounds | undefined, at: number): number {
  return bounds?.own?.low[at] ?? bounds?.min ?? Number.NEGATIVE_INFINITY;
}

function highest(bounds: StateBounds | undefined, at: number): number {
  return bounds?.own?.high[at] ?? bounds?.max ?? Number.POSITIVE_INFINITY;
}
