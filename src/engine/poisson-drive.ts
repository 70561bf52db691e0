/**
 * Poisson spikes at each neuron of a population, as from many sources of its own: in a tick k of them with the Poisson law of
 * mean rate · tick, which add k weights. Each tick has a stream of its own, so that nothing of the drive is to be saved.
 */
import { exp } from "../core/elementary.js";
import type { Random } from "../core/random.js";
import type { PoissonInput } from "../network/build.js";

export class PoissonDrive {
  /** Probability of no spike in a tick, by neuron. */
  private readonly none: Float64Array;
  private readonly mean: Float64Array;
  private readonly weight: number;
  private readonly random: Random;

  /** @param input  of the receptor: weights are added to it */
  constructor(
    { mean, weight, random }: PoissonInput,
    readonly population: number,
    private readonly input: Float32Array | Float64Array,
  ) {
    this.mean = mean;
    this.none = mean.map((m) => exp(-m));
    this.weight = weight;
    this.random = random;
  }

  apply(tick: number): void {
    const { none, mean, weight, input } = this;
    const random = this.random.split(tick);
    for (let i = 0; i < none.length; i++) {
      let left = random.uniform() - none[i]!;
      if (left < 0) continue;
      // Inversion: k is the first at which the sum of probabilities passes the draw.
      let p = none[i]!;
      let k = 0;
      while (left >= 0 && p > 0) {
        k++;
        p *= mean[i]! / k;
        left -= p;
      }
      input[i]! += k * weight;
    }
  }
}
