/** Steps of lif-cond by a compiled kernel: it says who is over its threshold, and the winners are found here. */
import type { Compiled } from "../compiled.js";
import type { LifCondConstants, SpikeBuffer } from "./model.js";
import type { PlaceWinners } from "./place-winners.js";

/** What the kernel works on, in the order in which it has the addresses. */
const ARRAYS = ["v", "gE", "gI", "inE", "inI", "refractoryLeft", "theta", "over", "excess"] as const;
const CONSTANTS = [
  "decayE",
  "decayI",
  "leak",
  "vRest",
  "vThreshold",
  "eExc",
  "eInh",
  "flushBelow",
] as const satisfies readonly (keyof LifCondConstants)[];

type Arrays = Record<Exclude<(typeof ARRAYS)[number], "refractoryLeft" | "over">, Float32Array> &
  Record<"refractoryLeft" | "over", Int32Array>;

export class CompiledSteps {
  readonly arrays: Arrays;
  private parameters: Int32Array;
  private laidOut = false;

  constructor(
    private readonly compiled: Compiled,
    private readonly constants: LifCondConstants,
    private readonly n: number,
  ) {
    const none = new Float32Array(0);
    // Whole vectors: beyond the last neuron none is over its threshold.
    const theta = new Float32Array(4 * Math.ceil(n / 4)).fill(Number.POSITIVE_INFINITY);
    const [over, excess] = [new Int32Array(theta.length), new Float32Array(theta.length)];
    const refractoryLeft = new Int32Array(0);
    this.arrays = { v: none, gE: none, gI: none, inE: none, inI: none, refractoryLeft, theta, over, excess };
    this.parameters = new Int32Array(ARRAYS.length + CONSTANTS.length);
    compiled.move(theta, (there) => {
      this.arrays.theta = there;
    });
    compiled.move(over, (there) => {
      this.arrays.over = there;
    });
    compiled.move(excess, (there) => {
      this.arrays.excess = there;
    });
    compiled.move(this.parameters, (there) => {
      this.parameters = there;
    });
  }

  /** @param theta  of each neuron, V */
  step(flush: boolean, theta: Float32Array, spikes: SpikeBuffer, places: PlaceWinners | undefined): void {
    const { arrays, parameters, n } = this;
    if (!this.laidOut) this.layOut();
    // Thresholds are written to by others between presentations.
    arrays.theta.set(theta);
    const candidates = this.compiled.kernels.stepLifCond(parameters.byteOffset, 0, n, flush);
    spikes.count = candidates > 0 ? this.choose(candidates, spikes.index, places) : 0;
  }

  /** Winners among those that are over their thresholds. */
  private choose(candidates: number, index: Int32Array, places: PlaceWinners | undefined): number {
    const { over, excess } = this.arrays;
    let count = 0;
    if (places) {
      for (let x = 0; x < candidates; x++) count = places.offer(over[x]!, excess[x]!, index, count);
      places.clear(index, count);
      return count;
    }
    if (this.constants.winner === "all") {
      for (let x = 0; x < candidates; x++) index[x] = over[x]!;
      return candidates;
    }
    let best = 0;
    for (let x = 1; x < candidates; x++) if (excess[x]! > excess[best]!) best = x;
    index[0] = over[best]!;
    return 1;
  }

  private layOut(): void {
    const { arrays, parameters, constants } = this;
    for (const [x, name] of ARRAYS.entries()) parameters[x] = arrays[name].byteOffset;
    const numbers = new Float32Array(parameters.buffer, parameters.byteOffset + 4 * ARRAYS.length);
    for (const [x, name] of CONSTANTS.entries()) numbers[x] = constants[name];
    this.laidOut = true;
  }
}
