/** Of the neurons at one place that are over their thresholds in a step, the one furthest over it. */
import type { Winner } from "./model.js";

const NONE = -1;

export class PlaceWinners {
  /** By place: where in the list of winners its own is. */
  private readonly slot: Int32Array;
  private readonly excess: Float64Array;

  /** @param even  difference up to which two are even: the one that is offered first wins */
  constructor(
    private readonly places: number,
    private readonly even = 0,
  ) {
    this.slot = new Int32Array(places).fill(NONE);
    this.excess = new Float64Array(places);
  }

  /** Undefined where winners do not depend on places. */
  static of(winner: Winner, even = 0): PlaceWinners | undefined {
    return typeof winner === "object" ? new PlaceWinners(winner.places, even) : undefined;
  }

  /**
   * Neuron i is over its threshold.
   * @param winners  the first `count` are those so far
   * @returns  how many there are now
   */
  offer(i: number, excess: number, winners: Int32Array, count: number): number {
    const place = i % this.places;
    const at = this.slot[place]!;
    if (at !== NONE && !(excess - this.excess[place]! > this.even)) return count;
    this.excess[place] = excess;
    winners[at === NONE ? count : at] = i;
    if (at !== NONE) return count;
    this.slot[place] = count;
    return count + 1;
  }

  /** The step is over. */
  clear(winners: Int32Array, count: number): void {
    for (let s = 0; s < count; s++) this.slot[winners[s]! % this.places] = NONE;
  }
}
