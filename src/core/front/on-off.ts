/**
 * Centre against surround, as retinal ganglion cells: the difference of two Gaussian blurs, its positive part in the plane
 * "on" (a bright centre) and its negative part in the plane "off".
 *
 * @see Kuffler, J. Neurophysiol. 16 (1953); Rodieck, Vision Res. 5 (1965), for the difference of Gaussians
 */
import type { ParamTable, Values } from "../params.js";
import type { FrontEnd, PictureShape } from "./model.js";
import { Blur, pooledSize, poolParam } from "./planes.js";

export const doc = "bright and dark centres against their surroundings, in two planes";

export const params = {
  centre: {
    unit: "1",
    default: 0.5,
    min: 0,
    max: 20,
    doc: "sigma of the centre, pixels",
    source: "assumed: a stroke of a digit is two to three pixels wide",
  },
  surround: {
    unit: "1",
    default: 2,
    min: 0,
    max: 40,
    doc: "sigma of the surround, pixels",
    source: "assumed: four times the centre",
  },
  pool: { ...poolParam, default: 1, source: "chosen: no detail is lost" },
} as const satisfies ParamTable;

export function create(p: Values<typeof params>, { planes, rows, cols }: PictureShape): FrontEnd {
  if (planes !== 1) throw new RangeError(`takes pictures of one plane, not of ${planes}`);
  if (p.surround <= p.centre)
    throw new RangeError(`surround is ${p.surround}, not above the centre's ${p.centre}`);
  const pooled = pooledSize(rows, cols, p.pool);
  const size = pooled.rows * pooled.cols;
  const centre = new Blur(p.centre, rows, cols);
  const surround = new Blur(p.surround, rows, cols);
  const share = 1 / (p.pool * p.pool);
  return {
    shape: { planes: 2, ...pooled },
    apply(values, to) {
      to.fill(0);
      const bright = centre.of(values);
      const around = surround.of(values);
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < cols; x++) {
          const difference = bright[y * cols + x]! - around[y * cols + x]!;
          const place = Math.floor(y / p.pool) * pooled.cols + Math.floor(x / p.pool);
          if (difference > 0) to[place]! += share * difference;
          else to[size + place]! -= share * difference;
        }
    },
    draw(values, to) {
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < cols; x++) {
          const place = Math.floor(y / p.pool) * pooled.cols + Math.floor(x / p.pool);
          to[y * cols + x] = values[place]! - values[size + place]!;
        }
    },
  };
}
