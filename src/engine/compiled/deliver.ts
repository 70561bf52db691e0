/** What a tick's spikes add up to, by compiled kernels: as `src/engine/deliver.ts`, to the same bits. */
import type { Compiled } from "../../core/compiled.js";
import type { Connectivity } from "../../core/connectivity/index.js";
import type { Projection } from "../../network/build.js";

type Sums = Float32Array | Float64Array;
const ELSEWHERE = -1;

/** Where an array lies that is asked for again and again: asking the array itself costs more than a small kernel. */
class Place {
  private values: Sums | undefined;
  private address = ELSEWHERE;

  /** Address of the values, ELSEWHERE where they are not in the buffer. */
  of(values: Sums, buffer: ArrayBufferLike): number {
    if (values !== this.values) {
      this.values = values;
      this.address = values.buffer === buffer ? values.byteOffset : ELSEWHERE;
    }
    return this.address;
  }
}

export class CompiledDelivery {
  private readonly inputPlace = new Place();
  private readonly sumPlace = new Place();
  private readonly statePlace = new Place();
  private rowsAt = 0;
  private rows = new Int32Array(0);
  private readonly connectivity: Connectivity;
  private readonly weight: number;
  /** Rows at once of which the targets are fewer than all by far. */
  private readonly few: number = 0;
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
    // A target that is looked up takes some three times as long as one of all of them in turn.
    if (connectivity.form === "csr")
      this.few = (connectivity.nPre * connectivity.nPost) / Math.max(1, 3 * connectivity.count);
    compiled.move(new Int32Array(most), (rows) => {
      this.rows = rows;
      this.rowsAt = rows.byteOffset;
    });
    if (weights && connectivity.form === "csr")
      compiled.move<Sums>(weights, (there) => {
        this.weights = there;
      });
  }

  /** Adds rows of fixed weights to `input`. @returns  whether it could */
  fixed(input: Sums, rows: Int32Array, count: number): boolean {
    const { connectivity, weight, weights, rowsAt: at } = this;
    if (connectivity.form !== "csr") return false;
    const to = this.inputPlace.of(input, this.rows.buffer);
    if (to === ELSEWHERE || !this.take(rows, count)) return false;
    const { kernels } = this.compiled;
    const first = connectivity.first.byteOffset;
    const target = connectivity.target.byteOffset;
    const double = input instanceof Float64Array;
    if (weights) {
      if (double) kernels.addDouble(to, first, first + 4, 4, target, weights.byteOffset, at, count);
      else kernels.addSingle(to, first, first + 4, 4, target, weights.byteOffset, at, count);
    } else if (double) kernels.addFixedDouble(to, first, first + 4, 4, target, at, count, weight);
    else kernels.addFixedSingle(to, first, first + 4, 4, target, at, count, weight);
    return true;
  }

  /** Adds rows of a plastic projection's values, single ones, to `sum`. @returns  whether it could */
  values(sum: Sums, state: Sums, rows: Int32Array, count: number): boolean {
    const { connectivity, rowsAt: at } = this;
    if (!(state instanceof Float32Array) || connectivity.form === "uniform") return false;
    const from = this.statePlace.of(state, this.rows.buffer);
    if (from === ELSEWHERE || !this.take(rows, count)) return false;
    const to = this.sumPlace.of(sum, this.rows.buffer);
    const { kernels } = this.compiled;
    const double = sum instanceof Float64Array;
    if (connectivity.form === "dense") {
      const { stride, nPost } = connectivity;
      if (double) kernels.addRowsToDouble(to, from, stride, at, count, nPost);
      else kernels.addRows(to, from, stride, at, count, nPost);
      return true;
    }
    const first = connectivity.first.byteOffset;
    const target = connectivity.target.byteOffset;
    if (double) kernels.addSingleToDouble(to, first, first + 4, 4, target, from, at, count);
    else kernels.addSingle(to, first, first + 4, 4, target, from, at, count);
    return true;
  }

  /**
   * Adds rows of a sparse plastic projection's values, single ones, times a gain to double `input`: where few synapses of them
   * are reached, less is looked at so than by `values` and `scaled`. @returns  whether it could
   */
  sparse(input: Sums, sum: Sums, state: Sums, rows: Int32Array, count: number, gain: number): boolean {
    const { connectivity, rowsAt: at } = this;
    if (connectivity.form !== "csr" || count > this.few) return false;
    if (!(input instanceof Float64Array && state instanceof Float32Array)) return false;
    const to = this.inputPlace.of(input, this.rows.buffer);
    const from = this.statePlace.of(state, this.rows.buffer);
    if (to === ELSEWHERE || from === ELSEWHERE || !this.take(rows, count)) return false;
    const by = this.sumPlace.of(sum, this.rows.buffer);
    const first = connectivity.first.byteOffset;
    const target = connectivity.target.byteOffset;
    this.compiled.kernels.addSparseScaled(to, by, first, first + 4, 4, target, from, at, count, gain);
    return true;
  }

  /** Adds sums times a gain to `input`, of the same precision, and clears them. @returns  whether it could */
  scaled(input: Sums, sum: Sums, gain: number): boolean {
    const { kernels } = this.compiled;
    const to = this.inputPlace.of(input, this.rows.buffer);
    if (to === ELSEWHERE) return false;
    const from = this.sumPlace.of(sum, this.rows.buffer);
    if (input instanceof Float64Array) kernels.addScaledDouble(to, from, gain, input.length);
    else kernels.addScaled(to, from, gain, input.length);
    return true;
  }

  /** Takes rows to where the kernels work. @returns  whether there is room for so many */
  private take(rows: Int32Array, count: number): boolean {
    if (count > this.rows.length) return false;
    for (let r = 0; r < count; r++) this.rows[r] = rows[r]!;
    return true;
  }
}
