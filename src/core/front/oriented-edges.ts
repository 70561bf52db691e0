/**
 * Strength of edges by orientation, as simple cells of V1 give it: the gradient g of the blurred picture, for each of n
 * orientations
 *
 *   |g| · max(0, cos 2(angle of g − k π/n)),   k = 0 .. n−1
 *
 * and the mean of it over squares. An edge from dark to bright counts as one from bright to dark; `signed` tells them
 * apart: |g| · max(0, cos(angle − k 2π/n)).
 *
 * @see Hubel and Wiesel, J. Physiol. 160 (1962); Dalal and Triggs, CVPR (2005), for unsigned orientations
 */
import type { ParamTable, Values } from "../params.js";
import type { FrontEnd, PictureShape } from "./model.js";
import { Blur, pooledSize, poolParam, wholeNumber } from "./planes.js";

export const doc = "strength of edges in some orientations, of a blurred picture, averaged over squares";

const CHOSEN = "chosen on validation images of MNIST with 400 neurons";

export const params = {
  blur: { unit: "1", default: 1, min: 0, max: 20, doc: "sigma of the Gaussian, pixels", source: CHOSEN },
  orientations: { unit: "1", default: 4, min: 1, max: 64, doc: "number of orientations", source: CHOSEN },
  signed: {
    unit: "1",
    default: 0,
    min: 0,
    max: 1,
    doc: "1: dark to bright and bright to dark are two orientations",
    source: CHOSEN,
  },
  pool: poolParam,
} as const satisfies ParamTable;

/** A central difference is at most half of 255. */
const SCALE = 2;
/** Half the length of the stroke that stands for an edge, pixels, beyond half a square. */
const STROKE = 0.5;

export function create(p: Values<typeof params>, { planes, rows, cols }: PictureShape): FrontEnd {
  wholeNumber("orientations", p.orientations);
  wholeNumber("signed", p.signed);
  if (planes !== 1) throw new RangeError(`takes pictures of one plane, not of ${planes}`);
  const pooled = pooledSize(rows, cols, p.pool);
  const shape = { planes: p.orientations, ...pooled };
  const blur = new Blur(p.blur, rows, cols);
  const edge = edgeStrength(p.signed === 1, p.orientations);
  const share = SCALE / (p.pool * p.pool);
  return {
    shape,
    apply(values, to) {
      to.fill(0);
      const b = blur.of(values);
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < cols; x++) {
          const at = y * cols + x;
          const right = x + 1 < cols ? b[at + 1]! : 0;
          const left = x > 0 ? b[at - 1]! : 0;
          const below = y + 1 < rows ? b[at + cols]! : 0;
          const above = y > 0 ? b[at - cols]! : 0;
          const gx = (right - left) / 2;
          const gy = (below - above) / 2;
          if (gx === 0 && gy === 0) continue;
          const place = Math.floor(y / p.pool) * pooled.cols + Math.floor(x / p.pool);
          for (let k = 0; k < p.orientations; k++)
            to[k * pooled.rows * pooled.cols + place]! += share * edge(k, gx, gy);
        }
    },
    draw(values, to) {
      to.fill(0);
      const turn = (p.signed === 1 ? 2 : 1) * Math.PI;
      for (let k = 0; k < p.orientations; k++) {
        const angle = (turn * k) / p.orientations;
        for (let y = 0; y < pooled.rows; y++)
          for (let x = 0; x < pooled.cols; x++) {
            const value = values[(k * pooled.rows + y) * pooled.cols + x]!;
            if (value > 0)
              stroke(
                to,
                rows,
                cols,
                (x + 0.5) * p.pool - 0.5,
                (y + 0.5) * p.pool - 0.5,
                angle,
                p.pool,
                value,
              );
          }
      }
    },
  };
}

/** |g| times the cosine's positive part for orientation k. */
function edgeStrength(signed: boolean, orientations: number): (k: number, gx: number, gy: number) => number {
  // Rounded to 2^-24: engines differ in the last digits of a cosine, results must not.
  const rounded = (x: number) => Math.round(x * 2 ** 24) / 2 ** 24;
  const angles = Array.from({ length: orientations }, (_, k) => (2 * Math.PI * k) / orientations);
  const c = Float64Array.from(angles, (a) => rounded(Math.cos(a)));
  const s = Float64Array.from(angles, (a) => rounded(Math.sin(a)));
  if (signed) return (k, gx, gy) => Math.max(0, gx * c[k]! + gy * s[k]!);
  // cos 2a = (gx² − gy²)/|g|², sin 2a = 2 gx gy/|g|².
  return (k, gx, gy) =>
    Math.max(0, (gx * gx - gy * gy) * c[k]! + 2 * gx * gy * s[k]!) / Math.sqrt(gx * gx + gy * gy);
}

/** A short line across the gradient's direction: the edge itself. */
function stroke(
  to: Float32Array,
  rows: number,
  cols: number,
  cx: number,
  cy: number,
  angle: number,
  pool: number,
  value: number,
): void {
  const half = pool / 2 + STROKE;
  const [gx, gy] = [Math.cos(angle), Math.sin(angle)];
  for (let y = Math.max(0, Math.floor(cy - half)); y <= Math.min(rows - 1, Math.ceil(cy + half)); y++)
    for (let x = Math.max(0, Math.floor(cx - half)); x <= Math.min(cols - 1, Math.ceil(cx + half)); x++) {
      const across = (x - cx) * gx + (y - cy) * gy;
      const along = -(x - cx) * gy + (y - cy) * gx;
      if (Math.abs(along) <= half) to[y * cols + x]! += value * Math.exp(-2 * across * across);
    }
}
