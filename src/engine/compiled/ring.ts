/** Rows of fixed synapses with delays of their own, spread over input to come by a compiled kernel. */
import type { Compiled } from "../../core/compiled.js";
import type { Wiring } from "../../core/connectivity/index.js";

type Sums = Float32Array | Float64Array;

const WORDS = 10;
/** Rows of a tick, as a rule. */
const MOST = 256;

export class CompiledRing {
  /** By slot and target, and which slots have input: where the kernel works. */
  slots: Sums = new Float64Array(0);
  filled: Uint8Array = new Uint8Array(0);
  private rows: Int32Array = new Int32Array(0);
  private delays: Int32Array = new Int32Array(0);
  private weights: Sums | undefined;
  private parameters: Int32Array = new Int32Array(0);
  private laidOut = false;

  /** @param length  of the ring, slots; @param apart  numbers from slot to slot */
  constructor(
    private readonly compiled: Compiled,
    private readonly wiring: Wiring,
    private readonly length: number,
    private readonly apart: number,
    delays: Int32Array,
    weights: Sums | undefined,
  ) {
    compiled.move(delays, (there) => {
      this.delays = there;
    });
    if (weights)
      compiled.move<Sums>(weights, (there) => {
        this.weights = there;
      });
    compiled.move(new Int32Array(MOST), (there) => {
      this.rows = there;
    });
    compiled.move(new Int32Array(WORDS), (there) => {
      this.parameters = there;
    });
  }

  /** @param now  slot of the present tick. @returns  how many slots have input that had none; -1: too many rows */
  add(now: number, rows: Int32Array, count: number, weight: number): number {
    if (count > MOST) return -1;
    if (!this.laidOut) this.layOut();
    for (let r = 0; r < count; r++) this.rows[r] = rows[r]!;
    const single = this.slots instanceof Float32Array;
    const at = this.rows.byteOffset;
    return this.compiled.kernels.addDelayed(this.parameters.byteOffset, at, count, now, weight, single);
  }

  /** Moves a slot into `input`. @param base  the slot's first number. @returns  whether it could */
  take(base: number, input: Sums): boolean {
    const { slots, compiled } = this;
    if (input.buffer !== slots.buffer) return false;
    const { kernels } = compiled;
    const from = slots.byteOffset + base * slots.BYTES_PER_ELEMENT;
    if (input instanceof Float64Array) kernels.addScaledDouble(input.byteOffset, from, 1, input.length);
    else kernels.addScaled(input.byteOffset, from, 1, input.length);
    return true;
  }

  private layOut(): void {
    const { slots, filled, wiring, delays, weights, apart, length } = this;
    const sparse = wiring.form === "csr" ? wiring : undefined;
    const stride = wiring.form === "dense" ? wiring.stride : 0;
    const arrays = [slots, filled, sparse?.first, sparse?.target, delays, weights];
    this.parameters.set(arrays.map((array) => array?.byteOffset ?? 0));
    this.parameters.set([apart, length, stride, wiring.nPost], arrays.length);
    this.laidOut = true;
  }
}
