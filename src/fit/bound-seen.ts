/** Whether pulses were seen to be stopped by a bound, which a device without soft bounds shows in no other way. */
import { exp } from "../core/elementary.js";
import type { Estimate } from "./estimate.js";

/** A pulse from nearer to the bound than this share of its own size was stopped by it. */
const AT_BOUND = 0.25;
/** So many have to be: one or two may end near any place by chance. */
const ENOUGH = 3;

/**
 * Without it, a bound just beyond the outermost read is as good as any: the likelihood prefers the one that suits the
 * noise of that read.
 * @param sign  of the pulses that lead to the bound
 */
export function boundSeen({ likelihood, best, held }: Estimate, sign: 1 | -1): boolean {
  const { rows, levels, fixed, devices } = likelihood;
  const { state } = likelihood.at(best.x, held);
  const factors = likelihood.factorsAt(best.x);
  const bound = (sign > 0 ? factors.up : factors.down).bound;
  let stopped = 0;
  for (let i = 0; i < state.length; i++) {
    const level = rows.level[i]!;
    if (levels.signs[level] !== sign) continue;
    const gain = devices > 0 ? exp(best.x[fixed + rows.device[i]!]!) : 1;
    const size = exp(best.x[level]!) * gain * rows.width[i]!;
    if (Math.abs(state[i]! - bound) < AT_BOUND * size) stopped++;
  }
  return stopped >= ENOUGH;
}
