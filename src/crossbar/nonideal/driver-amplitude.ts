/**
 * Amplitudes of post waveforms on a grid, so that each has exactly integrated tables of its own: half a standard
 * deviation apart, up to four of them. What acts is the perturbed voltage itself, on every age of the pre spike. Rounding
 * to the grid adds a variance of step^2 / 12 (Sheppard 1898), so numbers are drawn with that much less: amplitudes then
 * have the given deviation. The level of an event is a pure function of its number and its neuron.
 */
import type { Values } from "../../core/params.js";
import { philox, type Random } from "../../core/random.js";
import { normalOf } from "../../core/single.js";
import { type params, REACH } from "./driver.js";

const PER_DEVIATION = 2;
const FARTHEST = REACH * PER_DEVIATION;
/** On a deviation, before rounding to the grid. */
const BEFORE_ROUNDING = Math.sqrt(1 - 1 / (12 * PER_DEVIATION * PER_DEVIATION));

/** Entries of all tables together that are accepted: some 60 bytes each. */
const MOST_ENTRIES = 8_000_000;

/** How far from 1 the factors on V_post go, V/V: the farthest level. */
export function farthestAmplitude({
  amplitude = 0,
  amplitudeSpread = 0,
}: Partial<Values<typeof params>>): number {
  return REACH * Math.sqrt(amplitude * amplitude + amplitudeSpread * amplitudeSpread);
}

/** How many amplitudes of V_post have tables of their own. */
export function levelsOf({
  amplitude = 0,
  amplitudeSpread = 0,
}: Partial<Values<typeof params>> = {}): number {
  return amplitude === 0 && amplitudeSpread === 0 ? 1 : 2 * FARTHEST + 1;
}

export class PostAmplitudes {
  /** Factor on V_post of every level, V/V; that of level 0 is 1. */
  readonly factors: readonly number[];
  private readonly words = new Uint32Array(4);
  /** Of each neuron's driver, in steps of the grid, before rounding. */
  private readonly own: Float64Array;
  private readonly jitter: number;
  private readonly k0: number;
  private readonly k1: number;

  private constructor(nPost: number, amplitude: number, spread: number, random: Random) {
    const step = Math.sqrt(amplitude * amplitude + spread * spread) / PER_DEVIATION;
    this.factors = Array.from({ length: 2 * FARTHEST + 1 }, (_, level) => 1 + step * placeOf(level));
    this.jitter = (BEFORE_ROUNDING * amplitude) / step;
    const own = (BEFORE_ROUNDING * spread) / step;
    const fixed = random.split("spread");
    this.own = Float64Array.from({ length: nPost }, () => own * fixed.normal());
    const events = random.split("events");
    this.k0 = events.k0;
    this.k1 = events.k1;
  }

  /** @returns  undefined where all amplitudes are what they should be */
  static draw(
    nPost: number,
    { amplitude = 0, amplitudeSpread = 0 }: Partial<Values<typeof params>>,
    random: Random,
  ): PostAmplitudes | undefined {
    if (amplitude === 0 && amplitudeSpread === 0) return undefined;
    return new PostAmplitudes(nPost, amplitude, amplitudeSpread, random);
  }

  /** Level of neuron `column`'s waveform in the crossbar's post event number `event`. */
  levelOf(column: number, event: number): number {
    let place = this.own[column]!;
    if (this.jitter > 0) {
      philox(this.words, event >>> 0, Math.floor(event / 4294967296), 0, 0, this.k0, this.k1);
      place += this.jitter * normalOf(this.words[0]!, false);
    }
    const k = Math.max(-FARTHEST, Math.min(FARTHEST, Math.round(place)));
    return k >= 0 ? k : FARTHEST - k;
  }

  /** @throws RangeError where tables of this many entries are too long for every amplitude to have its own */
  checkSize(entries: number): void {
    const all = entries * this.factors.length;
    if (all > MOST_ENTRIES)
      throw new RangeError(
        `amplitudes of the drivers need ${all} table entries with these waveforms; up to ${MOST_ENTRIES} are ` +
          "accepted: choose a longer tick",
      );
  }
}

/** Steps of the grid from 1: 0, then those above, then those below. */
function placeOf(level: number): number {
  return level <= FARTHEST ? level : FARTHEST - level;
}
