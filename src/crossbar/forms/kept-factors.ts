import type { EventNoise } from "../gains.js";

/** Synapses whose factors are kept: of more they would take more memory than they are worth. */
const MOST = 4096;

/** c2c factors of the post event that each synapse has last asked for: the parts of one event ask for the same. */
export class KeptFactors {
  private readonly factor: Float32Array;
  private readonly event: Float64Array;

  /** @param synapses  their number */
  constructor(
    private readonly noise: EventNoise,
    synapses: number,
  ) {
    const kept = synapses <= MOST ? synapses : 0;
    this.factor = new Float32Array(kept);
    this.event = new Float64Array(kept).fill(-1);
  }

  /** Factor of the `event`-th post spike on row i, where the synapse at `at` is; single precision. */
  of(event: number, i: number, at: number): number {
    if (at >= this.event.length) return this.noise.factor(event, i);
    if (this.event[at] !== event) {
      this.factor[at] = this.noise.factor(event, i);
      this.event[at] = event;
    }
    return this.factor[at]!;
  }
}
