/** V_pre alone on a row of any wiring; see `changeRow` in src/crossbar/kernels/reference.ts. */
import { amount, moved, sumOfLanes } from "../columns";
import { loseAny } from "../elementary";
import { Eis } from "./eis";

/**
 * @param begin  position of the row's first synapse; @param count  of its synapses
 * @param p, d  integrals over the reference rooms
 * @returns  sum of |dG|, S
 */
export function changeRow(parameters: usize, begin: i32, count: i32, p: f64, d: f64): f64 {
  const eis = changetype<Eis>(parameters);
  const x = f32x4.splat(<f32>p);
  const y = f32x4.splat(<f32>d);
  const gains = eis.gainUp != 0;
  const own = eis.ownLow != 0;
  // Without gains of their own all synapses move by the same shares.
  const sharedUp = loseAny(x);
  const sharedDown = loseAny(y);
  let low = f32x4.splat(eis.gMin);
  let high = f32x4.splat(eis.gMax);
  let sum = f32x4.splat(0);
  const end = <usize>(begin + count) << 2;
  for (let at = <usize>begin << 2; at < end; at += 16) {
    const g = v128.load(eis.state + at);
    let xHere = gains ? f32x4.mul(v128.load(eis.gainUp + at), x) : x;
    let yHere = gains ? f32x4.mul(v128.load(eis.gainDown + at), y) : y;
    let up = gains ? loseAny(xHere) : sharedUp;
    let down = gains ? loseAny(yHere) : sharedDown;
    if (own) {
      low = v128.load(eis.ownLow + at);
      high = v128.load(eis.ownHigh + at);
    }
    if (at + 16 > end) {
      // Lanes beyond the last column stay as they are and move nothing.
      const inside = i32x4.lt_u(i32x4(0, 4, 8, 12), i32x4.splat(<i32>(end - at)));
      xHere = v128.and(xHere, inside);
      yHere = v128.and(yHere, inside);
      up = v128.and(up, inside);
      down = v128.and(down, inside);
    }
    sum = f32x4.add(sum, amount(g, low, high, xHere, yHere));
    v128.store(eis.state + at, moved(g, low, high, up, down));
  }
  return sumOfLanes(sum);
}
