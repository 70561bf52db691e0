/** What a tick's spikes add up to, by compiled kernels: as `src/engine/deliver.ts`, to the same bits. */
import type { Compiled } from "../../core/compiled.js";
import type { Connectivity } from "../../core/connectivity/index.js";
import type { Projection } from "../../network/build.js";

type Sums = Float32Array | Float64Array;

export class CompiledDelivery {
  private rows = new Int32Array(0);
  private readonly connectivity: Connectivity;
  private readonly weight: number;
  /** Weights that synapses have of their own. */
  private weights: Sums | undefined;

  /**
   * @param projection  whose sparse wiring and state have moved to where the kernels work
   * @param most  rows that arrive in a tick, as a rule
   */
  constructor(
    private readonly compiled: Compiled,
    { connectivity, weight, weights }: Projection,
    most: number,
  ) {
    this.connectivity = connectivity;
    this.weight = weight;
    compiled.move(new Int32Array(most), (rows) => {
      this.rows = rows;
    });
    if (weights && connectivity.form === "csr")
      compiled.move<Sums>(weights, (there) => {
        this.weights = there;
      });
  }

  /** Adds rows of fixed weights to `input`. @returns  whether it could */
  fixed(input: Sums, rows: Int32Array, count: number): boolean {
    const { connectivity, weight, weights } = this;
    if (connectivity.form !== "csr" || !this.has(input) || !this.take(rows, count)) return false;
    const { kernels } = this.compiled;
    const from = connectivity.first.byteOffset;
    const to = connectivity.target.byteOffset;
    const at = this.rows.byteOffset;
    const double = input instanceof Float64Array;
    if (weights) {
      if (double) kernels.addDouble(input.byteOffset, from, to, weights.byteOffset, at, count);
      else kernels.addSingle(input.byteOffset, from, to, weights.byteOffset, at, count);
    } else if (double) kernels.addFixedDouble(input.byteOffset, from, to, at, count, weight);
    else kernels.addFixedSingle(input.byteOffset, from, to, at, count, weight);
    return true;
  }

  /** Adds rows of a plastic projection's values, single ones, to `sum`. @returns  whether it could */
  values(sum: Sums, state: Sums, rows: Int32Array, count: number): boolean {
    const { connectivity } = this;
    if (!(state instanceof Float32Array && this.has(state)) || connectivity.form === "uniform") return false;
    const double = sum instanceof Float64Array;
    if (!this.take(rows, count)) return false;
    const { kernels } = this.compiled;
    const at = this.rows.byteOffset;
    if (connectivity.form === "dense") {
      const { stride, nPost } = connectivity;
      if (double) kernels.addRowsToDouble(sum.byteOffset, state.byteOffset, stride, at, count, nPost);
      else kernels.addRows(sum.byteOffset, state.byteOffset, stride, at, count, nPost);
      return true;
    }
    const from = connectivity.first.byteOffset;
    const to = connectivity.target.byteOffset;
    if (double) kernels.addSingleToDouble(sum.byteOffset, from, to, state.byteOffset, at, count);
    else kernels.addSingle(sum.byteOffset, from, to, state.byteOffset, at, count);
    return true;
  }

  /** Adds sums times a gain to `input`, of the same precision, and clears them. @returns  whether it could */
  scaled(input: Sums, sum: Sums, gain: number): boolean {
    if (!this.has(input)) return false;
    const { kernels } = this.compiled;
    if (input instanceof Float64Array)
      kernels.addScaledDouble(input.byteOffset, sum.byteOffset, gain, input.length);
    else kernels.addScaled(input.byteOffset, sum.byteOffset, gain, input.length);
    return true;
  }

  /** Whether an array is where the kernels work. */
  private has(values: Sums): boolean {
    return values.buffer === this.rows.buffer;
  }

  /** Takes rows to where the kernels work. @returns  whether there is room for so many */
  private take(rows: Int32Array, count: number): boolean {
    if (count > this.rows.length) return false;
    for (let r = 0; r < count; r++) this.rows[r] = rows[r]!;
    return true;
  }
}
