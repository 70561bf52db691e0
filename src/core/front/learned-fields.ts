/**
 * A first layer that has learned, at the mean rates of its neurons: at every place the neurons see a window of the planes
 * that come in, the one with the largest drive answers, in proportion to its drive, and answers are averaged over squares.
 *
 *   drive_f = Σ_k (G_fk − mean G_f) x_k / |G_f − mean G_f|
 *
 * The mean conductance is that of a reference column, which every crossbar that reads signed weights has; the length stands
 * for thresholds that make all features equally likely to win. It leaves out what a layer of spiking neurons has beside:
 * the noise of few spikes, and answers by several neurons of a place during one presentation. Windows beyond the border see
 * nothing there.
 *
 * All places share what was learned, as an ideal; with a write error each place has devices of its own, as tiles of hardware
 * have: G_fk (1 + error · N(0, 1)), at least 0, against the same mean and length.
 */
import type { ParamTable, Values } from "../params.js";
import { Random } from "../random.js";
import type { FrontEnd, PictureShape } from "./model.js";
import { pooledSize, poolParam, wholeNumber } from "./planes.js";

export const doc = "what a first layer has learned, at the mean rates of its neurons, averaged over squares";

export const params = {
  winners: {
    unit: "1",
    default: 1,
    min: 1,
    max: 64,
    doc: "neurons that answer at a place",
    source: "assumed: one winner at each place, as the layer was trained",
  },
  polarities: {
    unit: "1",
    default: 1,
    min: 1,
    max: 2,
    doc: "2: features f and f + F/2 of F are the two polarities of one contrast, and answer together",
    source: "assumed: each feature by itself",
  },
  pool: {
    ...poolParam,
    default: 4,
    source: "chosen on validation images of MNIST with k-means of 400 prototypes: 4 is better than 2 or 3",
  },
  writeError: {
    unit: "1",
    default: 0,
    min: 0,
    max: 10,
    doc: "each place has devices of its own, written with this error: standard deviation, of the conductance that was learned",
    source: "assumed: all places share the learned conductances, an ideal",
  },
  draw: {
    unit: "1",
    default: 1,
    min: 1,
    max: 1e9,
    doc: "which of the possible sets of such devices: the same number gives the same ones",
    source: "a seed of its own, so that the layer is one piece of hardware for all seeds of a run",
  },
} as const satisfies ParamTable;

/** What was learned. */
export interface LearnedFields {
  /** Of the layer's input. */
  readonly planes: number;
  /** Rows and columns of a window. */
  readonly kernel: number;
  /** By feature: conductances of a window, plane after plane, row after row; S. */
  readonly windows: readonly ArrayLike<number>[];
}

/** @throws RangeError where it cannot work on that shape, or with those numbers */
export function create(
  { planes: wanted, kernel, windows }: LearnedFields,
  p: Values<typeof params>,
  { planes, rows, cols }: PictureShape,
): FrontEnd {
  wholeNumber("winners", p.winners);
  wholeNumber("polarities", p.polarities);
  wholeNumber("draw", p.draw);
  if (planes !== wanted)
    throw new RangeError(`the layer has learned from ${wanted} planes, and is given ${planes}`);
  const features = windows.length;
  if (features % p.polarities !== 0)
    throw new RangeError(`${features} features are not two polarities of each`);
  if (p.winners > features) throw new RangeError(`winners is ${p.winners}, of ${features} features`);
  const weights = windows.map((window) => referenced(window));
  /** By place and feature. */
  const tiles = p.writeError > 0 ? written(windows, p, rows * cols) : undefined;
  const kinds = features / p.polarities;
  const pooled = pooledSize(rows, cols, p.pool);
  const size = pooled.rows * pooled.cols;
  const before = Math.floor(kernel / 2);
  const padded = { rows: rows + kernel - 1, cols: cols + kernel - 1 };
  const around = new Float32Array(planes * padded.rows * padded.cols);
  const seen = new Float32Array(planes * kernel * kernel);
  const drive = new Float64Array(features);
  const share = 1 / (p.pool * p.pool);

  /** The window at a place, into `seen`. @returns whether there is anything in it */
  const look = (y: number, x: number): boolean => {
    let k = 0;
    let any = false;
    for (let plane = 0; plane < planes; plane++)
      for (let a = 0; a < kernel; a++) {
        const from = (plane * padded.rows + y + a) * padded.cols + x;
        for (let b = 0; b < kernel; b++) {
          const value = around[from + b]!;
          seen[k++] = value;
          if (value !== 0) any = true;
        }
      }
    return any;
  };

  return {
    shape: { planes: kinds, ...pooled },
    apply(values, to) {
      to.fill(0);
      for (let plane = 0; plane < planes; plane++)
        for (let y = 0; y < rows; y++)
          for (let x = 0; x < cols; x++)
            around[(plane * padded.rows + y + before) * padded.cols + x + before] =
              values[(plane * rows + y) * cols + x]!;
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < cols; x++) {
          if (!look(y, x)) continue;
          const here = tiles?.[y * cols + x] ?? weights;
          for (let f = 0; f < features; f++) drive[f] = product(here[f]!, seen);
          const place = Math.floor(y / p.pool) * pooled.cols + Math.floor(x / p.pool);
          for (let n = 0; n < p.winners; n++) {
            const winner = largest(drive);
            if (drive[winner]! <= 0) break;
            to[(winner % kinds) * size + place]! += share * drive[winner]!;
            drive[winner] = 0;
          }
        }
    },
    draw(values, to) {
      to.fill(0);
      for (let kind = 0; kind < kinds; kind++)
        for (let place = 0; place < size; place++) {
          const value = values[kind * size + place]!;
          if (value <= 0) continue;
          const top = Math.floor((Math.floor(place / pooled.cols) + 0.5) * p.pool) - before;
          const left = Math.floor(((place % pooled.cols) + 0.5) * p.pool) - before;
          stamp(weights[kind]!, value, top, left);
        }
      function stamp(window: Float64Array, value: number, top: number, left: number): void {
        let k = 0;
        for (let plane = 0; plane < planes; plane++)
          for (let y = top; y < top + kernel; y++)
            for (let x = left; x < left + kernel; x++, k++)
              if (y >= 0 && y < rows && x >= 0 && x < cols && window[k]! > 0)
                to[(plane * rows + y) * cols + x]! += value * window[k]!;
      }
    },
  };
}

/**
 * Against the mean of what was learned, in units of its length.
 * @param stored  what the devices hold, where that is not what was learned
 */
function referenced(window: ArrayLike<number>, stored: ArrayLike<number> = window): Float64Array {
  let sum = 0;
  for (let k = 0; k < window.length; k++) sum += window[k]!;
  const mean = sum / window.length;
  const centred = Float64Array.from(window, (g) => g - mean);
  const length = Math.sqrt(product(centred, centred));
  if (length === 0) throw new RangeError("a feature has the same conductance at all its synapses");
  return Float64Array.from(stored, (g) => (g - mean) / length);
}

/** The devices of each place, by feature. */
function written(
  windows: LearnedFields["windows"],
  { writeError, draw }: Pick<Values<typeof params>, "writeError" | "draw">,
  places: number,
): Float64Array[][] {
  const stream = Random.of(String(draw), "front", "learned-fields");
  return Array.from({ length: places }, (_, place) => {
    const random = stream.split(place);
    return windows.map((window) =>
      referenced(
        window,
        Float64Array.from(window, (g) => Math.max(0, g * (1 + writeError * random.normal()))),
      ),
    );
  });
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** Index of the largest; the first of equal ones. */
function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}
