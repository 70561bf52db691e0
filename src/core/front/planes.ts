/** Arithmetic on one plane of values, row after row. Outside of it there is nothing: zeros. */
import { exp } from "../elementary.js";
import type { ParamTable } from "../params.js";

/** Weights of a Gaussian of `sigma` pixels at distances 0, 1, …, 3 sigma; they add up to 1 over both sides. */
export function gaussian(sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: reach + 1 }, (_, d) =>
    sigma === 0 ? 1 : exp(-(d * d) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((all, w, d) => all + (d === 0 ? w : 2 * w), 0);
  return weights.map((w) => w / sum);
}

/** Blurs planes of one size. Its buffers are its own: what it returns is valid until the next call. */
export class Blur {
  private readonly weights: Float64Array;
  private readonly across: Float32Array;
  private readonly blurred: Float32Array;

  /** @param sigma  of the Gaussian, pixels; 0 = none */
  constructor(
    sigma: number,
    private readonly rows: number,
    private readonly cols: number,
  ) {
    this.weights = gaussian(sigma);
    this.across = new Float32Array(rows * cols);
    this.blurred = new Float32Array(rows * cols);
  }

  /** @param from  index of the plane's first value */
  of(values: ArrayLike<number>, from = 0): Float32Array {
    const { rows, cols, across, blurred } = this;
    for (let y = 0; y < rows; y++) this.line(values, from + y * cols, 1, cols, across, y * cols);
    for (let x = 0; x < cols; x++) this.line(across, x, cols, rows, blurred, x);
    return blurred;
  }

  /** One row or column of `length` values, `step` apart. */
  private line(
    values: ArrayLike<number>,
    from: number,
    step: number,
    length: number,
    to: Float32Array,
    first: number,
  ): void {
    const { weights } = this;
    for (let k = 0; k < length; k++) {
      let sum = weights[0]! * values[from + k * step]!;
      for (let d = 1; d < weights.length; d++) {
        if (k >= d) sum += weights[d]! * values[from + (k - d) * step]!;
        if (k + d < length) sum += weights[d]! * values[from + (k + d) * step]!;
      }
      to[first + k * step] = sum;
    }
  }
}

/** Means of `side` x `side` squares of a plane. @throws RangeError where the squares do not fill it */
export function pooledSize(rows: number, cols: number, side: number): { rows: number; cols: number } {
  wholeNumber("pool", side);
  if (rows % side !== 0 || cols % side !== 0)
    throw new RangeError(`pool: squares of ${side} x ${side} do not fill ${rows} x ${cols}`);
  return { rows: rows / side, cols: cols / side };
}

/** `pool`, as every front end that has it means it. */
export const poolParam = {
  unit: "1",
  default: 2,
  min: 1,
  doc: "side of the squares whose mean is taken, pixels",
  source: "chosen: as many inputs as a picture has pixels where there are four planes",
} as const satisfies ParamTable[string];

/** @throws RangeError unless it is one */
export function wholeNumber(name: string, value: number): void {
  if (!Number.isInteger(value)) throw new RangeError(`${name} is ${value}; accepted: whole numbers`);
}
