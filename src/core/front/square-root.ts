/** 255 · √(value/255): faint strokes come nearer to bold ones. */
import type { ParamTable } from "../params.js";
import { type FrontEnd, type PictureShape, valuesOf } from "./model.js";

export const doc = "the square root of every value: faint strokes count for more";

export const params = {} as const satisfies ParamTable;

export function create(_: object, shape: PictureShape): FrontEnd {
  const size = valuesOf(shape);
  return {
    shape,
    apply(values, to) {
      for (let i = 0; i < size; i++) to[i] = Math.sqrt(255 * values[i]!);
    },
  };
}
