/**
 * The picture without its mean and of unit length, times 255: brightness and overall contrast are gone. What is above the
 * mean comes out in one plane, what is below in another.
 */
import type { ParamTable } from "../params.js";
import { type FrontEnd, type PictureShape, valuesOf } from "./model.js";

export const doc =
  "the picture without its mean and of unit length; above and below the mean in planes of their own";

export const params = {} as const satisfies ParamTable;

export function create(_: object, shape: PictureShape): FrontEnd {
  const size = valuesOf(shape);
  return {
    shape: { ...shape, planes: 2 * shape.planes },
    apply(values, to) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += values[i]!;
      const mean = sum / size;
      let squares = 0;
      for (let i = 0; i < size; i++) squares += (values[i]! - mean) ** 2;
      to.fill(0);
      if (squares === 0) return;
      const scale = 255 / Math.sqrt(squares);
      for (let i = 0; i < size; i++) {
        const value = scale * (values[i]! - mean);
        to[value > 0 ? i : size + i] = Math.abs(value);
      }
    },
    draw(values, to) {
      for (let i = 0; i < size; i++) to[i] = values[i]! - values[size + i]!;
    },
  };
}
