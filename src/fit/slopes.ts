/**
 * Slopes of the log likelihood and its information in one pass: beside the state's mean and variance go their slopes by
 * every number. A step's own slopes are differences over a small shift of what goes into it, which holds for any form of
 * the state factors; everything else is the chain rule.
 */
import { type Belief, LEAST, type Read, takePulse, takeRead } from "./filter.js";
import type { Model, PulseRows } from "./model.js";
import type { Factors, Shape } from "./shape.js";

export interface Slopes {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

const STEP = 1e-6;

/**
 * @param model  the numbers
 * @param shifted  factors with one number of the shape shifted by `by`, for each of its numbers
 * @param size  of the whole vector: levels, shape, c2c, read, gains (none for one device)
 */
export function slopes(
  rows: PulseRows,
  signs: ArrayLike<number>,
  model: Model,
  { sides }: Shape,
  shifted: readonly Factors[],
  by: number,
  size: number,
): Slopes {
  const levels = model.rates.length;
  const fixed = levels + sides.length + 2;
  const withGains = size > fixed;
  /** Slots of one device's own pass: the fixed numbers, and its gain. */
  const slots = fixed + 1;
  const [atC2c, atRead, atGain] = [fixed - 2, fixed - 1, fixed];
  const noise = Math.max(LEAST, model.read * model.read);
  const relative = model.c2c * model.c2c;
  const dMean = new Float64Array(slots);
  const dVariance = new Float64Array(slots);
  const de = new Float64Array(slots);
  const ds = new Float64Array(slots);
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const ownGradient = new Float64Array(slots);
  const own = new Float64Array(slots * slots);
  const state: Belief = { mean: 0, variance: 0 };
  const probe: Belief = { mean: 0, variance: 0 };
  const read: Read = { error: 0, variance: 0, logDensity: 0, clean: 1 };
  const spare: Read = { ...read };
  let value = 0;

  const take = (y: number): void => {
    const { mean, variance } = state;
    takeRead(state, y, noise, model.outliers, read);
    const { error: e, variance: s, clean } = read;
    value += read.logDensity;
    const z2 = (e * e) / s;
    const square = 2 * model.outliers.width * model.outliers.width;
    const t = 1 + z2 / square;
    // d ln density = byError de + byVariance ds
    const wide = ((1 - clean) * 1.5) / (t * square);
    const byError = -((clean + 2 * wide) * e) / s;
    const byVariance = (0.5 * clean * (z2 - 1) - 0.5 * (1 - clean) + wide * z2) / s;
    const root = Math.sqrt(clean / s);
    const rootS = Math.sqrt(0.5 * clean) / s;
    for (let j = 0; j < slots; j++) {
      const dm = dMean[j]!;
      const dv = dVariance[j]! + (j === atRead ? 2 * noise : 0);
      ownGradient[j]! += -byError * dm + byVariance * dv;
      de[j] = -root * dm;
      ds[j] = rootS * dv;
    }
    for (let j = 0; j < slots; j++) {
      const [ej, sj] = [de[j]!, ds[j]!];
      if (ej === 0 && sj === 0) continue;
      for (let k = 0; k <= j; k++) own[j * slots + k]! += ej * de[k]! + sj * ds[k]!;
    }
    // How the state after the read depends on mean, variance and noise before it.
    let [mm, mv, mn, vm, vv, vn] = [0, 0, 0, 0, 0, 0];
    if (clean > 0.995) {
      const k = variance / s;
      [mm, mv, mn] = [1 - k, ((1 - k) * e) / s, (-k * e) / s];
      [vm, vv, vn] = [0, (1 - k) * (1 - k), k * k];
    } else {
      const by1 = STEP * Math.sqrt(s);
      const by2 = STEP * s;
      probe.mean = mean + by1;
      probe.variance = variance;
      takeRead(probe, y, noise, model.outliers, spare);
      mm = (probe.mean - state.mean) / by1;
      vm = (probe.variance - state.variance) / by1;
      probe.mean = mean;
      probe.variance = variance + by2;
      takeRead(probe, y, noise, model.outliers, spare);
      mv = (probe.mean - state.mean) / by2;
      vv = (probe.variance - state.variance) / by2;
      probe.mean = mean;
      probe.variance = variance;
      takeRead(probe, y, noise + by2, model.outliers, spare);
      mn = (probe.mean - state.mean) / by2;
      vn = (probe.variance - state.variance) / by2;
    }
    for (let j = 0; j < slots; j++) {
      const [m, v] = [dMean[j]!, dVariance[j]!];
      dMean[j] = mm * m + mv * v;
      dVariance[j] = vm * m + vv * v;
    }
    dMean[atRead]! += mn * 2 * noise;
    dVariance[atRead]! += vn * 2 * noise;
  };

  const close = (device: number): void => {
    const place = (j: number) => (j < atGain ? j : fixed + device);
    const last = withGains ? slots : fixed;
    for (let j = 0; j < last; j++) {
      gradient[place(j)]! += ownGradient[j]!;
      for (let k = 0; k <= j; k++) {
        const sum = own[j * slots + k]!;
        information[place(j) * size + place(k)]! += sum;
        if (k !== j) information[place(k) * size + place(j)]! += sum;
      }
    }
    ownGradient.fill(0);
    own.fill(0);
  };

  for (let i = 0; i < rows.width.length; i++) {
    const before = rows.before[i]!;
    if (rows.fresh[i] === 1) {
      state.mean = before;
      state.variance = noise;
      dMean.fill(0);
      dVariance.fill(0);
      dVariance[atRead] = 2 * noise;
    } else if (!Number.isNaN(before)) take(before);

    const level = rows.level[i]!;
    const side = signs[level]! > 0 ? 1 : -1;
    const factor = side > 0 ? model.up : model.down;
    const q = model.rates[level]! * model.gains[rows.device[i]!]! * rows.width[i]!;
    const { mean, variance } = state;
    takePulse(state, factor, q, relative);
    const shift = (m: number, v: number, size: number, scatter: number, f: typeof factor): void => {
      probe.mean = m;
      probe.variance = v;
      takePulse(probe, f, size, scatter);
    };
    const byM = 1e-9 + 1e-4 * Math.sqrt(variance);
    shift(mean + byM, variance, q, relative, factor);
    const mm = (probe.mean - state.mean) / byM;
    const vm = (probe.variance - state.variance) / byM;
    const byV = 1e-4 * Math.max(variance, LEAST);
    shift(mean, variance + byV, q, relative, factor);
    const mv = (probe.mean - state.mean) / byV;
    const vv = (probe.variance - state.variance) / byV;
    for (let j = 0; j < slots; j++) {
      const [m, v] = [dMean[j]!, dVariance[j]!];
      dMean[j] = mm * m + mv * v;
      dVariance[j] = vm * m + vv * v;
    }
    shift(mean, variance, q * (1 + STEP), relative, factor);
    const [mq, vq] = [(probe.mean - state.mean) / STEP, (probe.variance - state.variance) / STEP];
    dMean[level]! += mq;
    dVariance[level]! += vq;
    dMean[atGain]! += mq;
    dVariance[atGain]! += vq;
    shift(mean, variance, q, relative * (1 + STEP), factor);
    dMean[atC2c]! += (2 * (probe.mean - state.mean)) / STEP;
    dVariance[atC2c]! += (2 * (probe.variance - state.variance)) / STEP;
    for (let k = 0; k < sides.length; k++) {
      if (sides[k] !== side) continue;
      shift(mean, variance, q, relative, side > 0 ? shifted[k]!.up : shifted[k]!.down);
      dMean[levels + k]! += (probe.mean - state.mean) / by;
      dVariance[levels + k]! += (probe.variance - state.variance) / by;
    }
    take(rows.after[i]!);
    if (i + 1 === rows.width.length || rows.device[i + 1] !== rows.device[i]) close(rows.device[i]!);
  }
  return { value, gradient, information };
}
