/**
 * Variability of the devices of one crossbar: d2d is a fixed factor on a device's rate, c2c a factor on each
 * event's change. One event = one post waveform on one synapse.
 */
import { deviceFactors, eventFactor } from "../core/device/variability.js";
import { ln } from "../core/elementary.js";
import { philox, type Random } from "../core/random.js";

/** Factors on potentiation and depression of every synapse, same layout as the state; absent = 1 everywhere. */
export interface DeviceGains {
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/**
 * Lognormal factors with mean 1 and relative standard deviation `d2d`.
 * @param independentPolarity  draw potentiation and depression apart; else one factor serves both
 */
export function drawGains(
  nPre: number,
  nPost: number,
  stride: number,
  d2d: number,
  independentPolarity: boolean,
  random: Random,
): DeviceGains | undefined {
  if (d2d === 0) return undefined;
  const factor = deviceFactors(d2d, random);
  const up = new Float32Array(nPre * stride).fill(1);
  const down = independentPolarity ? new Float32Array(nPre * stride).fill(1) : up;
  for (let i = 0; i < nPre; i++)
    for (let j = 0; j < nPost; j++) {
      up[i * stride + j] = factor();
      if (independentPolarity) down[i * stride + j] = factor();
    }
  return { up, down };
}

/**
 * c2c factors as a pure function of (event, synapse): whichever kernel asks, and in whatever order, gets the
 * same factor.
 */
export class EventNoise {
  private readonly words = new Uint32Array(4);
  private readonly k0: number;
  private readonly k1: number;

  constructor(
    readonly c2c: number,
    random: Random,
  ) {
    this.k0 = random.k0;
    this.k1 = random.k1;
  }

  /** Factor of the `event`-th post spike (crossbar-wide number) on row i. */
  factor(event: number, i: number): number {
    if (this.c2c === 0) return 1;
    return eventFactor(this.c2c, this.normal(event, i));
  }

  /** Standard normal by the polar method; rejected pairs move to the next counter. */
  private normal(event: number, i: number): number {
    for (let attempt = 0; ; attempt++) {
      philox(this.words, event >>> 0, Math.floor(event / 4294967296), i, attempt, this.k0, this.k1);
      for (let pair = 0; pair < 4; pair += 2) {
        const x = this.words[pair]! * 4.656612873077393e-10 - 1;
        const y = this.words[pair + 1]! * 4.656612873077393e-10 - 1;
        const s = x * x + y * y;
        if (s > 0 && s < 1) return x * Math.sqrt((-2 * ln(s)) / s);
      }
    }
  }
}
