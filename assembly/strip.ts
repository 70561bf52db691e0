/**
 * What the rows of input bring to sixteen tiles, 256 neurons, step by step, before any of them is advanced: the processor
 * then follows a few rows over a kilobyte each, not all rows of a chunk over two cache lines. The sums are those of
 * `advance`, in the same order.
 */
import { firstAt, rowOffset, rowSums, state } from "./layout";

/** Tiles of a strip, and bytes of a step of it. */
export const STRIP: i32 = 16;
export const STRIP_BYTES: usize = 1024;
/** As many as registers take, where vectors are paired. */
const AT_ONCE: usize = 256;

/** To `rowSums`, for the strip that begins with `tile`, steps t0 .. t1 - 1. */
export function sumStrip(tile: i32, t0: i32, t1: i32): void {
  const rows = state + (<usize>tile << 6);
  const spikes = rowOffset;
  const ends = firstAt + 4;
  const zero = i32x4.splat(0);
  let to = rowSums;
  let first = spikes + (load<i32>(firstAt + (<usize>t0 << 2)) << 2);
  for (let step: usize = <usize>t0 << 2, last: usize = <usize>t1 << 2; step < last; step += 4) {
    const end = spikes + (load<i32>(ends + step) << 2);
    for (let x: usize = 0; x < STRIP_BYTES; x += AT_ONCE) {
      let s0 = zero;
      let s1 = zero;
      let s2 = zero;
      let s3 = zero;
      let s4 = zero;
      let s5 = zero;
      let s6 = zero;
      let s7 = zero;
      let s8 = zero;
      let s9 = zero;
      let s10 = zero;
      let s11 = zero;
      let s12 = zero;
      let s13 = zero;
      let s14 = zero;
      let s15 = zero;
      let spike = first;
      if (spike < end) {
        const row = rows + x + load<u32>(spike);
        s0 = v128.load(row);
        s1 = v128.load(row, 16);
        s2 = v128.load(row, 32);
        s3 = v128.load(row, 48);
        s4 = v128.load(row, 64);
        s5 = v128.load(row, 80);
        s6 = v128.load(row, 96);
        s7 = v128.load(row, 112);
        s8 = v128.load(row, 128);
        s9 = v128.load(row, 144);
        s10 = v128.load(row, 160);
        s11 = v128.load(row, 176);
        s12 = v128.load(row, 192);
        s13 = v128.load(row, 208);
        s14 = v128.load(row, 224);
        s15 = v128.load(row, 240);
        spike += 4;
      }
      for (; spike < end; spike += 4) {
        const row = rows + x + load<u32>(spike);
        s0 = f32x4.add(s0, v128.load(row));
        s1 = f32x4.add(s1, v128.load(row, 16));
        s2 = f32x4.add(s2, v128.load(row, 32));
        s3 = f32x4.add(s3, v128.load(row, 48));
        s4 = f32x4.add(s4, v128.load(row, 64));
        s5 = f32x4.add(s5, v128.load(row, 80));
        s6 = f32x4.add(s6, v128.load(row, 96));
        s7 = f32x4.add(s7, v128.load(row, 112));
        s8 = f32x4.add(s8, v128.load(row, 128));
        s9 = f32x4.add(s9, v128.load(row, 144));
        s10 = f32x4.add(s10, v128.load(row, 160));
        s11 = f32x4.add(s11, v128.load(row, 176));
        s12 = f32x4.add(s12, v128.load(row, 192));
        s13 = f32x4.add(s13, v128.load(row, 208));
        s14 = f32x4.add(s14, v128.load(row, 224));
        s15 = f32x4.add(s15, v128.load(row, 240));
      }
      const sum = to + x;
      v128.store(sum, s0);
      v128.store(sum, s1, 16);
      v128.store(sum, s2, 32);
      v128.store(sum, s3, 48);
      v128.store(sum, s4, 64);
      v128.store(sum, s5, 80);
      v128.store(sum, s6, 96);
      v128.store(sum, s7, 112);
      v128.store(sum, s8, 128);
      v128.store(sum, s9, 144);
      v128.store(sum, s10, 160);
      v128.store(sum, s11, 176);
      v128.store(sum, s12, 192);
      v128.store(sum, s13, 208);
      v128.store(sum, s14, 224);
      v128.store(sum, s15, 240);
    }
    first = end;
    to += STRIP_BYTES;
  }
}
