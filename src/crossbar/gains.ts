/**
 * Variability of the devices of one crossbar: d2d is a fixed factor on a device's rate, c2c a factor on each
 * event's change. One event = one post waveform on one synapse.
 */
import { each, type Positioned } from "../core/connectivity/index.js";
import { type DeviceSpread, isUniform, polarityFactors } from "../core/device/variability.js";
import { philox, type Random } from "../core/random.js";
import { rectifiedNormal } from "../core/rectified-normal.js";
import { normalOf } from "../core/single.js";

/** Factors on potentiation and depression of every synapse by position; absent = 1 everywhere. */
export interface DeviceGains {
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/**
 * Lognormal factors with mean 1 and relative standard deviation `d2d`.
 * @param independentPolarity  draw potentiation and depression of one spread apart; else one factor serves both
 */
export function drawGains(
  wiring: Positioned,
  d2d: DeviceSpread,
  independentPolarity: boolean,
  random: Random,
): DeviceGains | undefined {
  if (isUniform(d2d)) return undefined;
  const factors = polarityFactors(d2d, independentPolarity, random);
  const shared = typeof d2d === "number" && !independentPolarity;
  const up = new Float32Array(wiring.size).fill(1);
  const down = shared ? up : new Float32Array(wiring.size).fill(1);
  each(wiring, (at) => {
    [up[at], down[at]] = factors();
  });
  return { up, down };
}

/** Rows whose c2c factors come from four blocks of random words. */
const GROUP = 32;

/**
 * c2c factors as a pure function of (event, row): whichever kernel asks, and in whatever order, gets the same
 * factor. Mean 1, standard deviation `c2c`, never negative: an event does not change its sign. See `rectifiedNormal`.
 *
 * Laid out for SIMD: rows 32g .. 32g+31 share four Philox blocks, lane l of each quad using block 4g + l, and the eight
 * quads taking cosine and sine of the first word, then of the second, third and fourth.
 */
export class EventNoise {
  private readonly words = new Uint32Array(4);
  readonly k0: number;
  readonly k1: number;
  /** A factor is max(0, location + scale z), z standard normal; single precision. Scale 0: every factor is 1. */
  readonly location: number;
  readonly scale: number;

  /**
   * @param c2c  relative standard deviation; 0 = none
   * @param wholeRow  of rows that are parts of others, the row of each: a synapse's factor does not depend on how rows are
   *   split
   * @throws RangeError where c2c is below 0 or above 10
   */
  constructor(
    c2c: number,
    random: Random,
    readonly wholeRow?: Int32Array,
  ) {
    const { location, scale } = rectifiedNormal(c2c);
    this.location = Math.fround(location);
    this.scale = Math.fround(scale);
    this.k0 = random.k0;
    this.k1 = random.k1;
  }

  /** Factor of the `event`-th post spike (crossbar-wide number) on a row, single precision. */
  factor(event: number, row: number): number {
    if (this.scale === 0) return 1;
    const i = this.wholeRow ? this.wholeRow[row]! : row;
    const lane = i % 4;
    const quad = (i >> 2) % 8;
    const block = 4 * Math.floor(i / GROUP) + lane;
    philox(this.words, event >>> 0, Math.floor(event / 4294967296), block, 0, this.k0, this.k1);
    const normal = normalOf(this.words[quad >> 1]!, (quad & 1) === 1);
    return Math.max(0, Math.fround(this.location + Math.fround(this.scale * normal)));
  }
}
