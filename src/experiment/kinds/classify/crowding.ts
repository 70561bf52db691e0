/** Input rates above one spike per neuron and tick: they are cut to it, counted and told. */
import { NumericalError } from "../../guards.js";

export class Crowding {
  private showings = 0;
  private cut = 0;
  /** Spikes per tick, of all showings: asked for, and lost by the cut. */
  private asked = 0;
  private lost = 0;

  /**
   * Cut probabilities to 1.
   * @param probability  of a spike in a tick, by neuron; changed in place
   * @param known  their sum, where each is known to be from 0 to 1
   * @throws NumericalError for what is no probability
   */
  take(probability: Float64Array, known?: number): void {
    this.showings++;
    this.asked += known ?? sumWithinOne(probability) ?? this.cutToOne(probability);
  }

  /** @returns  the sum before the cut */
  private cutToOne(probability: Float64Array): number {
    this.cut++;
    let sum = 0;
    for (const [i, p] of probability.entries()) {
      if (!(p >= 0 && p < Number.POSITIVE_INFINITY))
        throw new NumericalError(
          `encoder: neuron ${i} spikes with probability ${p} in a tick; accepted: a finite number from 0`,
        );
      sum += p;
      if (p <= 1) continue;
      this.lost += p - 1;
      probability[i] = 1;
    }
    return sum;
  }

  /** What was cut so far, in words; undefined: nothing. */
  get notice(): string | undefined {
    if (this.cut === 0) return undefined;
    const share = `${((100 * this.lost) / this.asked).toPrecision(2)} %`;
    return `encoder: in ${this.cut} of ${this.showings} showings (retries count) input neurons should have spiked more than once per tick; a neuron spikes once per tick at most, and ${share} of the input spikes were lost. Lower the encoder's rate or retryStep, or choose a shorter tick`;
  }
}

/** Σ p where each is from 0 to 1; four at a time, since this is done for every picture shown. */
function sumWithinOne(p: Float64Array): number | undefined {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = p.length - (p.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const w = p[i]!;
    const x = p[i + 1]!;
    const y = p[i + 2]!;
    const z = p[i + 3]!;
    if (!(w >= 0 && w <= 1 && x >= 0 && x <= 1 && y >= 0 && y <= 1 && z >= 0 && z <= 1)) return undefined;
    a += w;
    b += x;
    c += y;
    d += z;
  }
  for (let i = whole; i < p.length; i++) {
    if (!(p[i]! >= 0 && p[i]! <= 1)) return undefined;
    a += p[i]!;
  }
  return a + b + c + d;
}
