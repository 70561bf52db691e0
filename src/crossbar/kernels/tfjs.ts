/**
 * Eq. (1) as the paper states it, on a whole crossbar at once, in tensors [slice][row][column]:
 *
 *   V_G = V_row + V_column                         outer sum of what the terminals give at the gate
 *   r   = table(V_G)                               linear between entries 1/1024 V apart
 *   G  <- G + (1 - e^-x) (Gmax - G),  x = k+ r tau / (Gmax - G0)   while r > 0
 *   G  <- G - (1 - e^-y) (G - Gmin),  y = k- |r| tau / (G0 - Gmin) while r < 0
 *
 * A slice has one rate, that of its middle. Within it the state's equation is solved, so that a long slice does not pass
 * a bound; the slices of a call compose by a cumulative sum where bounds are linear, and are gone through one by one
 * where they are not. Nothing here knows spikes, pair tables or antiderivatives: it is there to check what does.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.2, Eq. (1)
 */
import { type Device, exponents, isLinear } from "../../core/device/model.js";
import type { DynamicLevel } from "../../core/stdp/dynamic.js";
import type { Tensor } from "./tensors.js";
import { type TfjsBackend, use } from "./tfjs-backend.js";
import { takenOf } from "./tfjs-factor-table.js";

/** Entries of the rate table per volt: a power of two, so that nodes at halves and quarters of a volt are entries. */
const PER_VOLT = 1024;

/** Tensor elements of one step at most: 2 MB each in single precision, which caches hold. */
const MOST_ELEMENTS = 1 << 19;

/** A part of a crossbar during some slices. Arrays are row-major in the order given. */
export interface SliceBlock {
  readonly slices: number;
  /** Size of the state. */
  readonly rows: number;
  readonly columns: number;
  /** Voltage that each row's terminal gives at the gate (alpha V / 2), V, [slice][row]; one row stands for all. */
  readonly rowVolts: Float32Array;
  /** The same of columns, [slice][column]; one column stands for all. */
  readonly columnVolts: Float32Array;
  /** Width of slices, s, [slice], or [slice][row] where rows are cut differently; 0 for none. */
  readonly width: Float32Array;
  /** Conductance before, S, [row][column]. */
  readonly g: Float32Array;
  /** Factors on potentiation and depression, [row][column], or [column] for all rows; 1 where left out. */
  readonly up?: Float32Array;
  readonly down?: Float32Array;
  /** Capacitive delay of the gate voltage, from rest at the first slice; none where left out. */
  readonly level?: DynamicLevel;
}

/** The rate law and bounds of one device as tensors on one backend. `dispose` when done. */
export class TfjsKernel {
  private readonly base: Tensor;
  private readonly slope: Tensor;
  private readonly first: number;
  private readonly linear: boolean;

  /**
   * @param lowest, highest  gate voltages that may come, V
   */
  constructor(
    readonly backend: TfjsBackend,
    private readonly device: Device,
    private readonly lowest: number,
    private readonly highest: number,
  ) {
    const { rate } = device;
    this.linear = isLinear(device);
    // Entries count from V_oc, where the rate is 0: rest stays rest.
    this.first = Math.floor((Math.min(lowest, rate.vOc) - rate.vOc) * PER_VOLT) - 1;
    const count = Math.ceil((Math.max(highest, rate.vOc) - rate.vOc) * PER_VOLT) + 2 - this.first;
    const at = (k: number): number => rate.rate(rate.vOc + (this.first + k) / PER_VOLT);
    const base = Float32Array.from({ length: count }, (_, k) => at(k));
    const slope = Float32Array.from({ length: count }, (_, k) => at(k + 1) - at(k));
    use(backend);
    this.base = backend.tf.tensor1d(base);
    this.slope = backend.tf.tensor1d(slope);
  }

  dispose(): void {
    this.base.dispose();
    this.slope.dispose();
  }

  /**
   * Change of every conductance over all slices, S, [row][column].
   * @throws RangeError for a gate voltage outside the kernel's range
   */
  change(block: SliceBlock): Float32Array {
    use(this.backend);
    this.checkRange(block);
    const { slices, rows, columns } = block;
    const out = new Float32Array(rows * columns);
    const { tf } = this.backend;
    const shared = block.rowVolts.length < slices * rows || block.columnVolts.length < slices * columns;
    if (shared && block.level === undefined) {
      const runs = this.runs(block);
      const step = Math.max(1, Math.floor(MOST_ELEMENTS / Math.max(1, runs.count * columns)));
      for (let from = 0; from < rows; from += step) {
        const to = Math.min(rows, from + step);
        const size = runs.rows === 1 ? 1 : to - from;
        const cut = runs.rows === 1 ? runs.moved : cutRows(runs.moved, runs.count, runs.rows, from, to);
        const shape: [number, number, number] = [runs.count, size, runs.columns];
        out.set(
          tf.tidy(() => this.settle(tf.tensor3d(cut, shape), block, from, to)),
          from * columns,
        );
      }
      return out;
    }
    const step = Math.max(1, Math.floor(MOST_ELEMENTS / (slices * columns)));
    for (let from = 0; from < rows; from += step) {
      const to = Math.min(rows, from + step);
      out.set(
        tf.tidy(() => this.settle(this.moved(block, from, to), block, from, to)),
        from * columns,
      );
    }
    return out;
  }

  /** Rate times width of every slice, S, signed, before factors and bounds; [slice][row][column], 1 where shared. */
  private moved(block: SliceBlock, from: number, to: number): Tensor {
    const { tf } = this.backend;
    const { slices, rows, rowVolts, columnVolts, width, level } = block;
    const part = (values: Float32Array): Tensor => {
      const n = values.length / slices;
      const cut = n === rows ? cutRows(values, slices, rows, from, to) : values;
      return tf.tensor3d(cut, [slices, cut.length / slices, 1]);
    };
    const column = tf.tensor3d(columnVolts, [slices, 1, columnVolts.length / slices]);
    const gate = tf.add(part(rowVolts), column);
    const h = part(width);
    return tf.mul(this.rate(level ? this.delayed(gate, width, level) : gate), h);
  }

  /** r(V), S/s, from the table. */
  private rate(volts: Tensor): Tensor {
    const { tf } = this.backend;
    const place = tf.sub(tf.mul(tf.sub(volts, this.device.rate.vOc), PER_VOLT), this.first);
    const entry = tf.floor(place);
    const index = tf.cast(entry, "int32");
    const rest = tf.sub(place, entry);
    return tf.add(tf.gather(this.base, index), tf.mul(rest, tf.gather(this.slope, index)));
  }

  /** Dynamic level: one tensor u [row][column] that follows the voltage; each slice is solved for its constant V. */
  private delayed(gate: Tensor, width: Float32Array, { g0, gInf, tau }: DynamicLevel): Tensor {
    const { tf } = this.backend;
    if (width.length !== gate.shape[0])
      throw new RangeError("a dynamic level needs slices that all rows share");
    let u: Tensor = tf.zeros(gate.shape.slice(1));
    const effective = tf.unstack(gate).map((v, k) => {
      const half = Math.exp((-0.5 * width[k]!) / tau);
      const target = tf.mul(v, gInf - g0);
      const middle = tf.add(target, tf.mul(half, tf.sub(u, target)));
      u = tf.add(target, tf.mul(half * half, tf.sub(u, target)));
      return tf.add(tf.mul(v, g0), middle);
    });
    return tf.stack(effective);
  }

  /**
   * Where many synapses share their voltages, slices of one sign are summed before factors come in: they commute,
   * whatever the bounds.
   */
  private runs(block: SliceBlock) {
    const { tf } = this.backend;
    const { slices, rows } = block;
    const moved = tf.tidy(() => {
      const all = this.moved(block, 0, rows);
      return { shape: all.shape as [number, number, number], values: all.dataSync() as Float32Array };
    });
    const [, r, c] = moved.shape;
    const size = r * c;
    const sums: Float64Array[] = [];
    const at = new Int32Array(size).fill(-1);
    for (let k = 0; k < slices; k++)
      for (let x = 0; x < size; x++) {
        const value = moved.values[k * size + x]!;
        if (value === 0) continue;
        const present = at[x]! >= 0 ? sums[at[x]!]![x]! : 0;
        if (present * value <= 0) {
          at[x]!++;
          if (at[x] === sums.length) sums.push(new Float64Array(size));
        }
        sums[at[x]!]![x]! += value;
      }
    if (sums.length === 0) sums.push(new Float64Array(size));
    const flat = new Float32Array(sums.length * size);
    for (const [k, sum] of sums.entries()) flat.set(sum, k * size);
    return { count: sums.length, rows: r, columns: c, moved: flat };
  }

  /** Changes of rows from .. to-1 by what is moved, [slice][row][column]. */
  private settle(moved: Tensor, block: SliceBlock, from: number, to: number): Float32Array {
    const { tf } = this.backend;
    const { columns, g } = block;
    const { gMin, g0, gMax } = this.device;
    const part = (values: Float32Array): Tensor =>
      values.length === columns
        ? tf.tensor2d(values, [1, columns])
        : tf.tensor2d(values.subarray(from * columns, to * columns), [to - from, columns]);
    const state = part(g);
    const scaled = (tensor: Tensor, factor: Float32Array | undefined): Tensor =>
      factor ? tf.mul(tensor, part(factor)) : tensor;
    const raise = scaled(tf.relu(moved), block.up);
    const lower = scaled(tf.relu(tf.neg(moved)), block.down);
    if (!this.linear) return this.oneByOne(raise, lower, state);
    const x = tf.mul(raise, 1 / (gMax - g0));
    const y = tf.mul(lower, 1 / (g0 - gMin));
    const sum = tf.add(x, y);
    // What a slice takes of the distance to its bound, times what all later slices leave of it.
    const taken = tf.neg(tf.expm1(tf.neg(sum)));
    const weight =
      moved.shape[0] === 1 ? taken : tf.mul(taken, tf.exp(tf.neg(tf.cumsum(sum, 0, true, true))));
    const up = tf.sum(tf.mul(weight, tf.step(x)), 0);
    const down = tf.sum(tf.mul(weight, tf.step(y)), 0);
    const change = tf.sub(tf.mul(up, tf.sub(gMax, state)), tf.mul(down, tf.sub(state, gMin)));
    return change.dataSync() as Float32Array;
  }

  /** Hard bounds, or f± with another exponent: no closed composition. */
  private oneByOne(raise: Tensor, lower: Tensor, state: Tensor): Float32Array {
    const { tf } = this.backend;
    const { gMin, g0, gMax, bounds } = this.device;
    const { plus, minus } = exponents(this.device);
    const { tables } = this.device;
    const above = tf.sub(gMax, state);
    const below = tf.sub(state, gMin);
    // The change is summed, not the state: small steps would drown in its last digit.
    let change: Tensor = tf.zerosLike(state);
    const lost = (room: Tensor, reference: number, p: Tensor, beta: number): Tensor => {
      const u = tf.div(room, reference);
      const shrunk = tf.mul(tf.mul(tf.div(p, reference), tf.pow(tf.maximum(u, 1e-12), beta - 1)), beta - 1);
      const left =
        beta === 1 ? tf.neg(tf.div(p, reference)) : tf.div(tf.log1p(tf.maximum(shrunk, -1)), 1 - beta);
      return tf.mul(room, tf.neg(tf.expm1(left)));
    };
    const raises = tf.unstack(raise);
    for (const [k, d] of tf.unstack(lower).entries()) {
      const p = raises[k]!;
      if (bounds === "hard")
        change = tf.maximum(tf.neg(below), tf.minimum(above, tf.add(change, tf.sub(p, d))));
      else {
        const up = tf.relu(tf.sub(above, change));
        const high = gMax - g0;
        change = tf.add(
          change,
          tables?.plus ? takenOf(tf, tables.plus, up, high, p) : lost(up, high, p, plus),
        );
        const down = tf.relu(tf.add(below, change));
        const low = g0 - gMin;
        change = tf.sub(
          change,
          tables?.minus ? takenOf(tf, tables.minus, down, low, d) : lost(down, low, d, minus),
        );
      }
    }
    return change.dataSync() as Float32Array;
  }

  private checkRange({ rowVolts, columnVolts }: SliceBlock): void {
    const [lowRow, highRow] = extremes(rowVolts);
    const [lowColumn, highColumn] = extremes(columnVolts);
    const low = lowRow + lowColumn;
    const high = highRow + highColumn;
    // Single precision may pass the ends by its last digit.
    if (low < this.lowest - 1e-5 || high > this.highest + 1e-5)
      throw new RangeError(
        `gate voltages ${low} to ${high} V are outside the kernel's ${this.lowest} to ${this.highest} V`,
      );
  }
}

function extremes(values: Float32Array): [low: number, high: number] {
  let low = 0;
  let high = 0;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

/** Rows from .. to-1 of an array [slice][row]. */
function cutRows(values: Float32Array, slices: number, rows: number, from: number, to: number): Float32Array {
  if (from === 0 && to === rows) return values;
  const cut = new Float32Array(slices * (to - from));
  for (let k = 0; k < slices; k++) cut.set(values.subarray(k * rows + from, k * rows + to), k * (to - from));
  return cut;
}
