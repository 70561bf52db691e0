/** Input of a projection whose fixed synapses each have a delay of their own: one slot per tick to come. */
import type { Compiled } from "../core/compiled.js";
import type { Wiring } from "../core/connectivity/index.js";
import type { SavedArray } from "../core/saved.js";
import { finite, whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";
import { CompiledRing } from "./compiled/ring.js";

export class DelayRing {
  private slots: Float32Array | Float64Array;
  private filled: Uint8Array;
  /** Numbers from slot to slot: whole vectors. */
  private readonly apart: number;
  private compiled: CompiledRing | undefined;
  private readonly length: number;
  private waiting = 0;
  /** No slot is filled before this tick. */
  private soonest = 0;
  readonly variables: readonly StateVariable[];

  constructor(
    private readonly n: number,
    maxDelay: number,
    /** In which input is summed: that of the target's. */
    precision: "single" | "double",
  ) {
    this.length = maxDelay + 1;
    this.apart = 4 * Math.ceil(n / 4);
    const size = this.length * this.apart;
    this.slots = precision === "double" ? new Float64Array(size) : new Float32Array(size);
    this.filled = new Uint8Array(this.length);
    this.variables = [
      {
        name: "filled",
        unit: "tick",
        per: "event",
        doc: "slots with input: ticks modulo the number of slots",
        bounds: () => whole(0, this.length - 1),
        order: "distinct",
        list: () => Int32Array.from(this.waitingSlots()),
        take: (filled) => {
          this.clear();
          for (const slot of filled) this.filled[slot] = 1;
          this.waiting = filled.length;
          this.soonest = 0;
        },
      },
      {
        name: "slots",
        unit: "1",
        per: "event",
        doc: "input of those slots, [slot][target], in the unit of weights",
        bounds: () => finite,
        length: (lengthOf) => lengthOf("filled") * n,
        list: () => this.filledSlots(),
        take: (rows) => this.refill(rows),
      },
    ];
  }

  /**
   * Moves to where compiled kernels work.
   * @param wiring  of the synapses, whose lists have moved; @param delays, weights  of each, by position
   */
  moveTo(
    compiled: Compiled,
    wiring: Wiring,
    delays: Int32Array,
    weights: Float32Array | Float64Array | undefined,
  ): void {
    const ring = new CompiledRing(compiled, wiring, this.length, this.apart, delays, weights);
    compiled.move<Float32Array | Float64Array>(this.slots, (there) => {
      this.slots = ring.slots = there;
    });
    compiled.move(this.filled, (there) => {
      this.filled = ring.filled = there;
    });
    this.compiled = ring;
  }

  /** Spreads rows by a compiled kernel. @returns  whether there is one, and room for so many rows */
  addRows(tick: number, rows: Int32Array, count: number, weight: number): boolean {
    const fresh = this.compiled?.add(tick % this.length, rows, count, weight) ?? -1;
    if (fresh < 0) return false;
    // Not before now; `next` looks for it.
    if (fresh > 0 && (this.waiting === 0 || tick < this.soonest)) this.soonest = tick;
    this.waiting += fresh;
    return true;
  }

  /**
   * Spread row i of a wiring: the synapse at a position gives its target the weight at tick + delays[position].
   */
  add(tick: number, wiring: Wiring, i: number, weight: number, delays: Int32Array): void {
    const { apart, length, slots, filled } = this;
    const rounded = slots instanceof Float64Array ? weight : Math.fround(weight);
    const now = tick % length;
    const begin = wiring.rowStart(i);
    const end = wiring.rowEnd(i);
    const target = wiring.form === "csr" ? wiring.target : undefined;
    for (let position = begin; position < end; position++) {
      const j = target ? target[position]! : position - begin;
      let slot = now + delays[position]!;
      if (slot >= length) slot -= length;
      const at = slot * apart + j;
      slots[at]! += rounded;
      if (filled[slot] === 0) {
        filled[slot] = 1;
        const arrival = tick + delays[position]!;
        if (this.waiting++ === 0 || arrival < this.soonest) this.soonest = arrival;
      }
    }
  }

  /** The same where each synapse has its own weight. @param weights  by position, in the precision of the input */
  addEach(
    tick: number,
    wiring: Wiring,
    i: number,
    weights: Float32Array | Float64Array,
    delays: Int32Array,
  ): void {
    const { apart, length, slots, filled } = this;
    const end = wiring.rowEnd(i);
    for (let position = wiring.rowStart(i); position < end; position++) {
      const arrival = tick + delays[position]!;
      const slot = arrival % length;
      const at = slot * apart + wiring.columnOf(i, position);
      slots[at]! += weights[position]!;
      if (filled[slot] === 1) continue;
      filled[slot] = 1;
      if (this.waiting++ === 0 || arrival < this.soonest) this.soonest = arrival;
    }
  }

  /** Whether a compiled kernel moves slots into `input`. */
  takesInto(input: Float32Array | Float64Array): boolean {
    return this.compiled !== undefined && input.buffer === this.slots.buffer;
  }

  /** Whether there is input at `tick`. */
  has(tick: number): boolean {
    return this.filled[tick % this.length] === 1;
  }

  /** Earliest tick from `tick` on with input; Infinity if none. */
  next(tick: number): number {
    if (this.waiting === 0) return Number.POSITIVE_INFINITY;
    let next = Math.max(tick, this.soonest);
    while (this.filled[next % this.length] === 0) next++;
    this.soonest = next;
    return next;
  }

  /** Move what arrives at `tick` into `input`. */
  take(tick: number, input: Float32Array | Float64Array): void {
    const slot = tick % this.length;
    if (this.filled[slot] === 0) return;
    const base = slot * this.apart;
    const taken = this.compiled?.take(base, input) ?? false;
    for (let j = 0; j < this.n && !taken; j++) {
      input[j]! += this.slots[base + j]!;
      this.slots[base + j] = 0;
    }
    this.filled[slot] = 0;
    this.waiting--;
  }

  /** Slots that are not filled are 0 already. */
  clear(): void {
    const { n, apart, filled, slots } = this;
    for (let slot = 0; this.waiting > 0; slot++)
      if (filled[slot] === 1) {
        slots.fill(0, slot * apart, slot * apart + n);
        filled[slot] = 0;
        this.waiting--;
      }
  }

  private waitingSlots(): number[] {
    const found: number[] = [];
    for (let slot = 0; found.length < this.waiting; slot++) if (this.filled[slot] === 1) found.push(slot);
    return found;
  }

  /** Rows of the slots that are filled, in the order of slots. */
  private filledSlots(): Float32Array | Float64Array {
    const { n, apart, slots } = this;
    const size = this.waiting * n;
    const rows = slots instanceof Float64Array ? new Float64Array(size) : new Float32Array(size);
    for (const [x, slot] of this.waitingSlots().entries())
      rows.set(slots.subarray(slot * apart, slot * apart + n), x * n);
    return rows;
  }

  private refill(rows: SavedArray): void {
    const { n, apart, slots } = this;
    for (const [x, slot] of this.waitingSlots().entries())
      slots.set(rows.subarray(x * n, (x + 1) * n), slot * apart);
  }
}
