/**
 * Counter-based random numbers: Philox4x32-10.
 *
 * A stream is named by (seed, path): adding a part with a stream of its own changes no other stream, and
 * streams need no common state, so results do not depend on who draws first.
 *
 * @see Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11 (2011)
 */
import { ln } from "./elementary.js";

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers, by 16-bit halves; no sum passes 2^32. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) >>> 0;
  const carried = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carried >>> 16)) >>> 0;
}

/**
 * One Philox4x32-10 block.
 * @param out  four unsigned 32-bit words, overwritten
 */
export function philox(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  let x0 = c0 >>> 0;
  let x1 = c1 >>> 0;
  let x2 = c2 >>> 0;
  let x3 = c3 >>> 0;
  let a = k0 >>> 0;
  let b = k1 >>> 0;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(M0, x0);
    const low0 = Math.imul(M0, x0) >>> 0;
    const high1 = mulHigh(M1, x2);
    const low1 = Math.imul(M1, x2) >>> 0;
    x0 = (high1 ^ x1 ^ a) >>> 0;
    x1 = low1;
    x2 = (high0 ^ x3 ^ b) >>> 0;
    x3 = low0;
    a = (a + W0) >>> 0;
    b = (b + W1) >>> 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** For keys of new streams: what is in it does not outlive a call. */
const scratch = new Uint32Array(4);

/** A stream of random numbers. Drawing changes it; `split` makes an independent one. */
export class Random {
  /** Made when first drawn from: most streams are only split. */
  private block: Uint32Array | undefined;
  private used = 4;
  private counter = 0;

  private constructor(
    /** First half of the stream's key, 32 bits. */
    readonly k0: number,
    /** Second half of the stream's key, 32 bits. */
    readonly k1: number,
  ) {}

  /** The stream of a key: two words of 32 bits, as a run's master seed gives them (see `masterStream`). */
  static ofKey(k0: number, k1: number): Random {
    return new Random(k0, k1);
  }

  /** A fixed stream of a name (any text), by Philox alone: for what no run's master seed is behind. */
  static of(seed: string, ...path: readonly (string | number)[]): Random {
    let stream = new Random(0x73706b6e, 0x00000001).absorb(`seed:${seed}`);
    for (const part of path) stream = stream.split(part);
    return stream;
  }

  /** The independent stream called `name` below this one; does not depend on what was drawn here. */
  split(name: string | number): Random {
    if (typeof name === "string") return this.absorb(name);
    // Counter words 2 and 3 set numbers apart from draws (0, 0) and from text (3).
    philox(scratch, name >>> 0, Math.floor(name / 4294967296) >>> 0, 1, 0, this.k0, this.k1);
    return new Random(scratch[0]!, scratch[1]!);
  }

  /** Chain the text's UTF-16 units through the cipher, three to a block: equal streams only for equal texts. */
  private absorb(text: string): Random {
    let k0 = this.k0;
    let k1 = this.k1;
    for (let at = 0; at <= text.length; at += 3) {
      const unit = (i: number) => (at + i < text.length ? text.charCodeAt(at + i) + 1 : 0);
      philox(scratch, unit(0), unit(1), unit(2), 3, k0, k1);
      k0 = scratch[0]!;
      k1 = scratch[1]!;
    }
    return new Random(k0, k1);
  }

  /** Whether nothing has been drawn yet: then the key alone says what will be. */
  get fresh(): boolean {
    return this.counter === 0;
  }

  /** 32 random bits. */
  bits(): number {
    this.block ??= new Uint32Array(4);
    if (this.used === 4) {
      const low = this.counter >>> 0;
      philox(this.block, low, Math.floor(this.counter / 4294967296) >>> 0, 0, 0, this.k0, this.k1);
      this.counter++;
      this.used = 0;
    }
    return this.block[this.used++]!;
  }

  /** Uniform in the open interval (0, 1), on a grid of 2^-32; never 0 or 1. */
  uniform(): number {
    return (this.bits() + 0.5) * 2.3283064365386963e-10;
  }

  /** Uniform integer in 0 .. n-1 (n < 2^32), without bias. */
  below(n: number): number {
    const limit = 4294967296 - (4294967296 % n);
    let x = this.bits();
    while (x >= limit) x = this.bits();
    return x % n;
  }

  /** Standard normal, by the polar method (Marsaglia and Bray 1964). */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * ln(s)) / s);
    }
  }

  /** Indices 0 .. n-1 in random order (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }
}
