/**
 * Digital weight normalisation: scale every output neuron's incoming weights to one sum (Diehl & Cook 2015).
 * No device does this by itself; it belongs to the ideal baseline, and to comparisons with it.
 */
import type { Wiring } from "../core/connectivity/index.js";
import type { Crossbar, StateBounds } from "../crossbar/model.js";

/**
 * Devices stay within their bounds, and stuck ones where they are: the others make up for it, so that the sum is met as
 * long as it can be; beyond that, all that can be moved are at their bound.
 * @param sum  of each column's synaptic weights (state * readGain) afterwards
 */
export function normaliseColumns(crossbar: Crossbar, sum: number): void {
  const { state, wiring, readGain } = crossbar;
  const column = columnSums(wiring, state);
  const target = sum / readGain;
  for (let j = 0; j < column.length; j++) column[j] = column[j]! > 0 ? target / column[j]! : 1;
  if (!crossbar.overwrite) {
    scaleColumns(wiring, state, column);
    return;
  }
  for (let j = 0; j < column.length; j++) column[j] = factorWithin(crossbar, j, target, column[j]!);
  const { bounds } = crossbar;
  crossbar.overwrite((g, at, j) =>
    Math.min(highest(bounds, at), Math.max(lowest(bounds, at), g * column[j]!)),
  );
}

function columnSums(wiring: Wiring, state: Float32Array | Float64Array): Float64Array {
  const sums = new Float64Array(wiring.nPost);
  const listed = wiring.form === "csr" ? wiring.target : undefined;
  for (let i = 0; i < wiring.nPre; i++) {
    const start = wiring.rowStart(i);
    const end = wiring.rowEnd(i);
    for (let at = start; at < end; at++) sums[listed ? listed[at]! : at - start]! += state[at]!;
  }
  return sums;
}

function scaleColumns(wiring: Wiring, state: Float32Array | Float64Array, factor: Float64Array): void {
  const listed = wiring.form === "csr" ? wiring.target : undefined;
  for (let i = 0; i < wiring.nPre; i++) {
    const start = wiring.rowStart(i);
    const end = wiring.rowEnd(i);
    for (let at = start; at < end; at++) state[at]! *= factor[listed ? listed[at]! : at - start]!;
  }
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
  const { state, wiring, bounds } = crossbar;
  let stopped = 0;
  let free = 0;
  for (let k = 0, n = wiring.inDegree(j); k < n; k++) {
    const at = wiring.memberPosition(j, k);
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
