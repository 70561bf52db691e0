/** State factors by a table, in tensors: `core/device/factor-table.ts` for all synapses at once. */
import type { FactorTable } from "../../core/device/factor-table.js";
import type { Tensor, Tf } from "./tensors.js";

/**
 * @param room  distance to the bound, S
 * @param unit  its distance from G0, S
 * @param p  size of the run, S
 * @returns  what the run takes of the distance, S
 */
export function takenOf(tf: Tf, { u, f }: FactorTable, room: Tensor, unit: number, p: Tensor): Tensor {
  const last = u.length - 1;
  let place = tf.div(room, unit);
  let left = tf.div(p, unit);
  let gone = tf.zerosLike(place);
  const lowest = u[0]! > 0 ? -1 : 0;
  // From the farthest row to the bound; a piece concerns synapses that stand above its lower end.
  for (let k = last; k >= lowest; k--) {
    const low = k < 0 ? 0 : u[k]!;
    const foot = f[Math.max(0, k)]!;
    const slope = k < 0 || k === last ? 0 : (f[k + 1]! - foot) / (u[k + 1]! - low);
    const rest = tf.relu(tf.sub(place, low));
    const within = tf.step(rest);
    const here = tf.add(foot, tf.mul(slope, rest));
    const whole =
      slope === 0 ? tf.mul(here, left) : tf.mul(here, tf.div(tf.neg(tf.expm1(tf.mul(-slope, left))), slope));
    const moved = tf.minimum(whole, rest);
    gone = tf.add(gone, moved);
    place = tf.sub(place, moved);
    if (!(foot > 0)) break;
    const time =
      slope === 0 ? tf.div(rest, here) : tf.div(tf.log1p(tf.div(tf.mul(slope, rest), foot)), slope);
    const crosses = tf.step(tf.sub(whole, rest));
    const after = tf.mul(crosses, tf.relu(tf.sub(left, time)));
    left = tf.add(tf.mul(left, tf.sub(1, within)), tf.mul(within, after));
  }
  return tf.mul(gone, unit);
}
