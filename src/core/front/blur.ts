/** A Gaussian blur: pictures that differ by a pixel's shift become alike. */
import type { ParamTable, Values } from "../params.js";
import type { FrontEnd, PictureShape } from "./model.js";
import { Blur } from "./planes.js";

export const doc = "a Gaussian blur of every plane";

export const params = {
  sigma: {
    unit: "1",
    default: 1,
    min: 0,
    max: 20,
    doc: "of the Gaussian, pixels",
    source: "assumed: about half a stroke of a digit",
  },
} as const satisfies ParamTable;

export function create({ sigma }: Values<typeof params>, shape: PictureShape): FrontEnd {
  const { planes, rows, cols } = shape;
  const blur = new Blur(sigma, rows, cols);
  return {
    shape,
    apply(values, to) {
      for (let k = 0; k < planes; k++) to.set(blur.of(values, k * rows * cols), k * rows * cols);
    },
  };
}
