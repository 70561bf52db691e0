/** c2c factors of one event; see EventNoise in src/crossbar/gains.ts for the layout. */
import { ln4 } from "./elementary";
import { c2c, factor, gain, noiseKey0, noiseKey1, nPre } from "./layout";
import { philox8, word0, word1, word2, word3, word4, word5, word6, word7 } from "./philox";

const HALF_PI: f64 = 1.5707963267948966;
const H2: f64 = HALF_PI * HALF_PI;
const S1: f32 = <f32>HALF_PI;
const S3: f32 = <f32>-(HALF_PI * H2 / 6.0);
const S5: f32 = <f32>(HALF_PI * H2 * H2 / 120.0);
const S7: f32 = <f32>-(HALF_PI * H2 * H2 * H2 / 5040.0);
const S9: f32 = <f32>(HALF_PI * H2 * H2 * H2 * H2 / 362880.0);
const C2: f32 = <f32>-(H2 / 2.0);
const C4: f32 = <f32>(H2 * H2 / 24.0);
const C6: f32 = <f32>-(H2 * H2 * H2 / 720.0);
const C8: f32 = <f32>(H2 * H2 * H2 * H2 / 40320.0);
const RADII: f32 = <f32>(1.0 / 1048576.0);
const ANGLES: f32 = <f32>(1.0 / 1024.0);

/** Factors of all rows for the `event`-th post spike: gain times what varies from cycle to cycle. */
export function drawFactors(event: i32): void {
  if (c2c == 0) {
    const constant = f32x4.splat(<f32>gain);
    for (let i = 0; i < nPre; i += 4) v128.store(factor + (i << 2), constant);
    return;
  }
  const zero = i32x4.splat(0);
  const lanes = i32x4(0, 1, 2, 3);
  const id = i32x4.splat(event);
  for (let i = 0; i < nPre; i += 64) {
    const block = i32x4.add(i32x4.splat(i >> 3), lanes);
    philox8(id, id, zero, block, i32x4.add(block, i32x4.splat(4)), noiseKey0, noiseKey1);
    const at = factor + (i << 2);
    pair(at, word0);
    pair(at + 32, word1);
    pair(at + 64, word2);
    pair(at + 96, word3);
    pair(at + 128, word4);
    pair(at + 160, word5);
    pair(at + 192, word6);
    pair(at + 224, word7);
  }
}

/** Cosines to `at`, sines behind them. */
// @ts-ignore: decorator
@inline
function pair(at: usize, word: v128): void {
  const one = f32x4.splat(1);
  const radius = f32x4.sqrt(
    f32x4.mul(
      f32x4.splat(-2),
      ln4(
        f32x4.mul(
          f32x4.convert_i32x4_s(i32x4.add(i32x4.shr_u(word, 12), i32x4.splat(1))),
          f32x4.splat(RADII),
        ),
      ),
    ),
  );
  const turn = f32x4.mul(
    f32x4.convert_i32x4_s(v128.and(word, i32x4.splat(4095))),
    f32x4.splat(ANGLES),
  );
  const quarter = f32x4.floor(f32x4.add(turn, f32x4.splat(0.5)));
  const r = f32x4.sub(turn, quarter);
  const z = f32x4.mul(r, r);
  let s = f32x4.add(f32x4.mul(z, f32x4.splat(S9)), f32x4.splat(S7));
  s = f32x4.add(f32x4.mul(z, s), f32x4.splat(S5));
  s = f32x4.add(f32x4.mul(z, s), f32x4.splat(S3));
  s = f32x4.mul(r, f32x4.add(f32x4.mul(z, s), f32x4.splat(S1)));
  let c = f32x4.add(f32x4.mul(z, f32x4.splat(C8)), f32x4.splat(C6));
  c = f32x4.add(f32x4.mul(z, c), f32x4.splat(C4));
  c = f32x4.add(f32x4.mul(z, c), f32x4.splat(C2));
  c = f32x4.add(f32x4.mul(z, c), one);
  const q = i32x4.trunc_sat_f32x4_s(quarter);
  const swapped = i32x4.eq(v128.and(q, i32x4.splat(1)), i32x4.splat(1));
  const sineSign = i32x4.shl(v128.and(q, i32x4.splat(2)), 30);
  const cosineSign = i32x4.shl(v128.and(i32x4.add(q, i32x4.splat(1)), i32x4.splat(2)), 30);
  const cosine = v128.xor(v128.bitselect(s, c, swapped), cosineSign);
  const sine = v128.xor(v128.bitselect(c, s, swapped), sineSign);
  storeFactors(at, f32x4.mul(radius, cosine));
  storeFactors(at + 16, f32x4.mul(radius, sine));
}

// @ts-ignore: decorator
@inline
function storeFactors(at: usize, normal: v128): void {
  const noisy = f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(c2c), normal));
  const varied = f32x4.pmax(f32x4.splat(0), noisy);
  if (gain == 1) v128.store(at, varied);
  else v128.store(at, scaled(varied));
}

/** The gain is double precision: multiply there, round once. */
function scaled(x: v128): v128 {
  const k = f64x2.splat(gain);
  const low = f64x2.mul(f64x2.promote_low_f32x4(x), k);
  const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), k);
  return v128.shuffle<i32>(
    f32x4.demote_f64x2_zero(low) as v128,
    f32x4.demote_f64x2_zero(high) as v128,
    0, 1, 4, 5,
  );
}
