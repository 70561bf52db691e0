/** V_pre alone on a row whose columns threads share: the same changes as `changeRow`, and |dG| kept for the sum. */
import { amount, changeRow, moved } from "./columns";
import { HALF, ONE, OVER_3F, OVER_4F, OVER_5F, OVER_6F, OVER_7F, SMALL, splat } from "./constants";
import { large, loseAny, loseSmall } from "./elementary";
import { gainDown, gainUp, gMax, gMin, hasGains, hasOwn, nPost, ownHigh, ownLow, rowBytes, state } from "./layout";
import { bookLonePre } from "./ledger";
import { threads } from "./meetings";
import { endTile, firstTile, placeForAmounts } from "./team";

/** V_pre alone on a row, on all of its columns; booked. @param p, d  integrals over the reference rooms */
export function passOver(row: i32, p: f64, d: f64): void {
  if (threads == 1) bookLonePre(changeRow(row, p, d));
  else changeOwnColumns(row, <f32>p, <f32>d, placeForAmounts());
}

/** On the columns of this thread. @param amounts  where |dG| of the row's columns go */
function changeOwnColumns(row: i32, p: f32, d: f32, amounts: usize): void {
  let low = f32x4.splat(gMin);
  let high = f32x4.splat(gMax);
  const small = splat(SMALL);
  const one = splat(ONE);
  const half = splat(HALF);
  const c3 = splat(OVER_3F);
  const c4 = splat(OVER_4F);
  const c5 = splat(OVER_5F);
  const c6 = splat(OVER_6F);
  const c7 = splat(OVER_7F);
  const base = <usize>row * rowBytes;
  const lanes = i32x4(0, 4, 8, 12);
  const bytes = nPost << 2;
  for (let column = firstTile << 6, end = endTile << 6; column < end; column += 16) {
    // Lanes beyond the last column stay as they are and move nothing.
    const inside = i32x4.lt_s(i32x4.add(i32x4.splat(column), lanes), i32x4.splat(bytes));
    const at = base + column;
    const g = v128.load(state + at);
    let x = v128.and(f32x4.splat(p), inside);
    let y = v128.and(f32x4.splat(d), inside);
    if (hasGains) {
      x = v128.and(f32x4.mul(v128.load(gainUp + at), x), inside);
      y = v128.and(f32x4.mul(v128.load(gainDown + at), y), inside);
    }
    if (hasOwn) {
      low = v128.load(ownLow + at);
      high = v128.load(ownHigh + at);
    }
    v128.store(amounts + column, v128.and(amount(g, low, high, x, y), inside));
    const after = v128.any_true(large(x, y, small))
      ? moved(g, low, high, loseAny(x), loseAny(y))
      : moved(
          g, low, high, loseSmall(x, one, half, c3, c4, c5, c6, c7), loseSmall(y, one, half, c3, c4, c5, c6, c7),
        );
    v128.store(state + at, after);
  }
}
