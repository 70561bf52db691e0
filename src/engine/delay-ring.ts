/** Input of a projection whose synapses each have a delay of their own: one slot per tick to come. */
import { finite, whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";

export class DelayRing {
  private readonly slots: Float32Array;
  private readonly filled: Uint8Array;
  private readonly length: number;
  private waiting = 0;
  readonly variables: readonly StateVariable[];

  constructor(
    private readonly n: number,
    maxDelay: number,
  ) {
    this.length = maxDelay + 1;
    this.slots = new Float32Array(this.length * n);
    this.filled = new Uint8Array(this.length);
    this.variables = [
      {
        name: "slots",
        unit: "1",
        per: "event",
        doc: "input by tick (modulo the longest delay) and target, in the unit of weights",
        bounds: () => finite,
        values: this.slots,
      },
      {
        name: "filled",
        unit: "1",
        per: "event",
        doc: "whether a tick has input",
        bounds: () => whole(0, 1),
        length: this.length,
        list: () => Int32Array.from(this.filled),
        take: (filled) => {
          this.filled.set(filled);
          this.waiting = this.filled.reduce((sum, x) => sum + x, 0);
        },
      },
    ];
  }

  /**
   * Spread one row: target j gets gain * state[base + j] at tick + delays[row + j].
   */
  add(
    tick: number,
    state: ArrayLike<number>,
    base: number,
    gain: number,
    delays: Uint16Array,
    row: number,
  ): void {
    const { n, length, slots, filled } = this;
    const now = tick % length;
    for (let j = 0; j < n; j++) {
      let slot = now + delays[row + j]!;
      if (slot >= length) slot -= length;
      const at = slot * n + j;
      slots[at] = Math.fround(slots[at]! + Math.fround(gain * Math.fround(state[base + j]!)));
      if (filled[slot] === 0) {
        filled[slot] = 1;
        this.waiting++;
      }
    }
  }

  /** Earliest tick from `tick` on with input; Infinity if none. */
  next(tick: number): number {
    if (this.waiting === 0) return Number.POSITIVE_INFINITY;
    for (let later = 0; later < this.length; later++)
      if (this.filled[(tick + later) % this.length] === 1) return tick + later;
    return Number.POSITIVE_INFINITY;
  }

  /** Move what arrives at `tick` into `input`. */
  take(tick: number, input: Float32Array): void {
    const slot = tick % this.length;
    if (this.filled[slot] === 0) return;
    const base = slot * this.n;
    for (let j = 0; j < this.n; j++) {
      input[j] = Math.fround(input[j]! + this.slots[base + j]!);
      this.slots[base + j] = 0;
    }
    this.filled[slot] = 0;
    this.waiting--;
  }

  clear(): void {
    this.slots.fill(0);
    this.filled.fill(0);
    this.waiting = 0;
  }
}
