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
   * @throws NumericalError for what is no probability
   */
  take(probability: Float64Array): void {
    this.showings++;
    let all = 0;
    let over = 0;
    for (let i = 0; i < probability.length; i++) {
      const p = probability[i]!;
      if (!(p >= 0 && p < Number.POSITIVE_INFINITY))
        throw new NumericalError(
          `encoder: neuron ${i} spikes with probability ${p} in a tick; accepted: a finite number from 0`,
        );
      all += p;
      if (p <= 1) continue;
      over += p - 1;
      probability[i] = 1;
    }
    this.asked += all;
    if (over === 0) return;
    this.cut++;
    this.lost += over;
  }

  /** What was cut so far, in words; undefined: nothing. */
  get notice(): string | undefined {
    if (this.cut === 0) return undefined;
    const share = `${((100 * this.lost) / this.asked).toPrecision(2)} %`;
    return `encoder: in ${this.cut} of ${this.showings} showings (retries count) input neurons should have spiked more than once per tick; a neuron spikes once per tick at most, and ${share} of the input spikes were lost. Lower the encoder's rate or retryStep, or choose a shorter tick`;
  }
}
