/**
 * Poisson spikes at each neuron of a population, as from many sources of its own: in a tick k of them with the Poisson law of
 * mean rate · tick, which add k weights. Each tick has a stream of its own, so that nothing of the drive is to be saved.
 */
import type { Compiled } from "../core/compiled.js";
import { exp } from "../core/elementary.js";
import type { Neurons } from "../core/neuron/model.js";
import { poissonCount } from "../core/poisson-count.js";
import type { Random } from "../core/random.js";
import type { PoissonInput } from "../network/build.js";
import { CompiledPoisson } from "./compiled/poisson.js";

type Input = Float32Array | Float64Array;

export class PoissonDrive {
  /** Probability of no spike in a tick, by neuron. */
  private readonly none: Float64Array;
  private readonly mean: Float64Array;
  private readonly weight: number;
  private readonly random: Random;
  private readonly compiled: CompiledPoisson | undefined;
  /** Whether the neurons' own step applies it. */
  private readonly isTaken: boolean = false;

  /**
   * @param input  of the receptor at present: weights are added to it
   * @param neurons  that may apply it themselves where they are compiled
   */
  constructor(
    { mean, weight, random, receptor }: PoissonInput,
    readonly population: number,
    private readonly input: () => Input,
    compiled?: Compiled,
    neurons?: Neurons,
  ) {
    this.mean = mean;
    this.none = mean.map((m) => exp(-m));
    this.weight = weight;
    this.random = random;
    if (!compiled) return;
    this.compiled = new CompiledPoisson(compiled, mean, this.none, weight);
    if (receptor !== 0 || !neurons?.takeDrive) return;
    const address = this.compiled.addressFor(random);
    this.isTaken = address !== undefined && neurons.takeDrive(address);
  }

  apply(tick: number): void {
    if (this.isTaken) return;
    const { none, mean, weight } = this;
    const input = this.input();
    if (this.compiled?.add(input, this.random, tick)) return;
    this.compiled?.complete();
    const random = this.random.split(tick);
    for (let i = 0; i < none.length; i++) {
      const k = poissonCount(random.uniform(), none[i]!, mean[i]!);
      if (k > 0) input[i]! += k * weight;
    }
  }
}
