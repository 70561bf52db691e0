/**
 * Slanted writing is put upright: every row is shifted by its distance from the centre of mass times the slope
 * Σ v·dx·dy / Σ v·dy², linear between pixels.
 */
import type { ParamTable } from "../params.js";
import type { FrontEnd, PictureShape } from "./model.js";

export const doc = "slanted writing put upright: rows shifted by the slope of the picture's second moments";

export const params = {} as const satisfies ParamTable;

export function create(_: object, shape: PictureShape): FrontEnd {
  const { planes, rows, cols } = shape;
  if (planes !== 1) throw new RangeError(`takes pictures of one plane, not of ${planes}`);
  return {
    shape,
    apply(values, to) {
      const { y: centre, slope } = moments(values, rows, cols);
      for (let y = 0; y < rows; y++) {
        const shift = slope * (y - centre);
        for (let x = 0; x < cols; x++) {
          const from = x + shift;
          const left = Math.floor(from);
          const part = from - left;
          const at = (column: number) => (column >= 0 && column < cols ? values[y * cols + column]! : 0);
          to[y * cols + x] = (1 - part) * at(left) + part * at(left + 1);
        }
      }
    },
  };
}

/** Row of the centre of mass, and the slope of the writing in columns per row. */
function moments(values: ArrayLike<number>, rows: number, cols: number): { y: number; slope: number } {
  let mass = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) {
      const v = values[y * cols + x]!;
      mass += v;
      sumX += v * x;
      sumY += v * y;
    }
  if (mass === 0) return { y: 0, slope: 0 };
  const [cx, cy] = [sumX / mass, sumY / mass];
  let mixed = 0;
  let vertical = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) {
      const v = values[y * cols + x]!;
      mixed += v * (x - cx) * (y - cy);
      vertical += v * (y - cy) ** 2;
    }
  return { y: cy, slope: vertical === 0 ? 0 : mixed / vertical };
}
