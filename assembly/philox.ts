/**
 * Philox4x32-10 on eight counters at once, in two vectors of four that do not wait for each other; lane l of each
 * belongs to the l-th counter of its four. See src/core/random.ts.
 */
import { bits, PHILOX_M0, PHILOX_M1, PHILOX_W0, PHILOX_W1 } from "./constants";
import { philoxWords } from "./layout";

/** Counters (a0, c1, a2, 0) and (b0, c1, b2, 0); word w of the first four goes to philoxWords + 32 w, of the second 16 bytes on. */
export function philox8(a0: v128, b0: v128, c1: v128, a2: v128, b2: v128, k0: u32, k1: u32): void {
  const zero = i32x4.splat(0);
  rounds(10, a0, b0, c1, c1, a2, b2, zero, zero, k0, k1);
}

/** One counter (c0, c1, c2, 0). @returns  its words 0 and 1, the first in the lower half */
export function philox1(c0: u32, c1: u32, c2: u32, k0: u32, k1: u32): u64 {
  const m0: u64 = <u32>i32x4.extract_lane(bits(PHILOX_M0), 0);
  const m1: u64 = <u32>i32x4.extract_lane(bits(PHILOX_M1), 0);
  const w0 = i32x4.extract_lane(bits(PHILOX_W0), 0);
  const w1 = i32x4.extract_lane(bits(PHILOX_W1), 0);
  let c3: u32 = 0;
  for (let round = 0; round < 10; round++) {
    const first = <u64>c0 * m0;
    const second = <u64>c2 * m1;
    c0 = <u32>(second >> 32) ^ c1 ^ k0;
    c1 = <u32>second;
    c2 = <u32>(first >> 32) ^ c3 ^ k1;
    c3 = <u32>first;
    k0 += w0;
    k1 += w1;
  }
  return (<u64>c1 << 32) | <u64>c0;
}

/**
 * Counters (first + x, 0, 0, 0), x = 0 .. 7, as by `philox8`: of the first two rounds only one product differs between
 * counters.
 */
export function philoxFrom(first: i32, k0: u32, k1: u32): void {
  const m0 = bits(PHILOX_M0);
  const m1 = bits(PHILOX_M1);
  const a = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const b = i32x4.add(a, i32x4.splat(4));
  const aLow = i64x2.extmul_low_i32x4_u(a, m0);
  const aHigh = i64x2.extmul_high_i32x4_u(a, m0);
  const bLow = i64x2.extmul_low_i32x4_u(b, m0);
  const bHigh = i64x2.extmul_high_i32x4_u(b, m0);
  const key1 = i32x4.splat(k1);
  const a2 = v128.xor(v128.shuffle<i32>(aLow, aHigh, 1, 3, 5, 7), key1);
  const b2 = v128.xor(v128.shuffle<i32>(bLow, bHigh, 1, 3, 5, 7), key1);
  const a3 = v128.shuffle<i32>(aLow, aHigh, 0, 2, 4, 6);
  const b3 = v128.shuffle<i32>(bLow, bHigh, 0, 2, 4, 6);
  const second0 = k0 + i32x4.extract_lane(bits(PHILOX_W0), 0);
  const second1 = k1 + i32x4.extract_lane(bits(PHILOX_W1), 0);
  const product = <u64>k0 * <u64>(<u32>i32x4.extract_lane(m0, 0));
  const a2Low = i64x2.extmul_low_i32x4_u(a2, m1);
  const a2High = i64x2.extmul_high_i32x4_u(a2, m1);
  const b2Low = i64x2.extmul_low_i32x4_u(b2, m1);
  const b2High = i64x2.extmul_high_i32x4_u(b2, m1);
  const own0 = i32x4.splat(second0);
  const own2 = i32x4.splat(<i32>(product >> 32) ^ second1);
  const own3 = i32x4.splat(<i32>product);
  rounds(
    8,
    v128.xor(v128.shuffle<i32>(a2Low, a2High, 1, 3, 5, 7), own0),
    v128.xor(v128.shuffle<i32>(b2Low, b2High, 1, 3, 5, 7), own0),
    v128.shuffle<i32>(a2Low, a2High, 0, 2, 4, 6),
    v128.shuffle<i32>(b2Low, b2High, 0, 2, 4, 6),
    v128.xor(a3, own2),
    v128.xor(b3, own2),
    own3,
    own3,
    second0 + i32x4.extract_lane(bits(PHILOX_W0), 0),
    second1 + i32x4.extract_lane(bits(PHILOX_W1), 0),
  );
}

/** The last rounds, and where their words go. */
// @ts-ignore: decorator
@inline
function rounds(
  n: i32, a0: v128, b0: v128, a1: v128, b1: v128, a2: v128, b2: v128, a3: v128, b3: v128, k0: u32, k1: u32,
): void {
  let key0 = i32x4.splat(k0);
  let key1 = i32x4.splat(k1);
  const w0 = bits(PHILOX_W0);
  const w1 = bits(PHILOX_W1);
  const m0 = bits(PHILOX_M0);
  const m1 = bits(PHILOX_M1);
  // Two rounds at a time, so that no register is moved to another.
  for (let round = 0; round < n; round += 2) {
    // 64-bit products, of which each half goes another way.
    const a0Low = i64x2.extmul_low_i32x4_u(a0, m0);
    const a0High = i64x2.extmul_high_i32x4_u(a0, m0);
    const b0Low = i64x2.extmul_low_i32x4_u(b0, m0);
    const b0High = i64x2.extmul_high_i32x4_u(b0, m0);
    const a2Low = i64x2.extmul_low_i32x4_u(a2, m1);
    const a2High = i64x2.extmul_high_i32x4_u(a2, m1);
    const b2Low = i64x2.extmul_low_i32x4_u(b2, m1);
    const b2High = i64x2.extmul_high_i32x4_u(b2, m1);
    const c0 = v128.xor(v128.xor(v128.shuffle<i32>(a2Low, a2High, 1, 3, 5, 7), a1), key0);
    const d0 = v128.xor(v128.xor(v128.shuffle<i32>(b2Low, b2High, 1, 3, 5, 7), b1), key0);
    const c2 = v128.xor(v128.xor(v128.shuffle<i32>(a0Low, a0High, 1, 3, 5, 7), a3), key1);
    const d2 = v128.xor(v128.xor(v128.shuffle<i32>(b0Low, b0High, 1, 3, 5, 7), b3), key1);
    key0 = i32x4.add(key0, w0);
    key1 = i32x4.add(key1, w1);
    const c0Low = i64x2.extmul_low_i32x4_u(c0, m0);
    const c0High = i64x2.extmul_high_i32x4_u(c0, m0);
    const d0Low = i64x2.extmul_low_i32x4_u(d0, m0);
    const d0High = i64x2.extmul_high_i32x4_u(d0, m0);
    const c2Low = i64x2.extmul_low_i32x4_u(c2, m1);
    const c2High = i64x2.extmul_high_i32x4_u(c2, m1);
    const d2Low = i64x2.extmul_low_i32x4_u(d2, m1);
    const d2High = i64x2.extmul_high_i32x4_u(d2, m1);
    a0 = v128.xor(v128.xor(v128.shuffle<i32>(c2Low, c2High, 1, 3, 5, 7), v128.shuffle<i32>(a2Low, a2High, 0, 2, 4, 6)), key0);
    b0 = v128.xor(v128.xor(v128.shuffle<i32>(d2Low, d2High, 1, 3, 5, 7), v128.shuffle<i32>(b2Low, b2High, 0, 2, 4, 6)), key0);
    a2 = v128.xor(v128.xor(v128.shuffle<i32>(c0Low, c0High, 1, 3, 5, 7), v128.shuffle<i32>(a0Low, a0High, 0, 2, 4, 6)), key1);
    b2 = v128.xor(v128.xor(v128.shuffle<i32>(d0Low, d0High, 1, 3, 5, 7), v128.shuffle<i32>(b0Low, b0High, 0, 2, 4, 6)), key1);
    a1 = v128.shuffle<i32>(c2Low, c2High, 0, 2, 4, 6);
    b1 = v128.shuffle<i32>(d2Low, d2High, 0, 2, 4, 6);
    a3 = v128.shuffle<i32>(c0Low, c0High, 0, 2, 4, 6);
    b3 = v128.shuffle<i32>(d0Low, d0High, 0, 2, 4, 6);
    key0 = i32x4.add(key0, w0);
    key1 = i32x4.add(key1, w1);
  }
  v128.store(philoxWords, a0);
  v128.store(philoxWords, b0, 16);
  v128.store(philoxWords, a1, 32);
  v128.store(philoxWords, b1, 48);
  v128.store(philoxWords, a2, 64);
  v128.store(philoxWords, b2, 80);
  v128.store(philoxWords, a3, 96);
  v128.store(philoxWords, b3, 112);
}
