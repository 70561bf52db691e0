/** The picture twice: a plane each for the ON and the OFF events that the encoder "saccade" makes of it. */
import type { FrontEnd, PictureShape } from "./model.js";

export const doc = "the picture in two planes, for ON and OFF events";

export const params = {};

/** @throws RangeError where there are several planes already */
export function create(_: object, { planes, rows, cols }: PictureShape): FrontEnd {
  if (planes !== 1) throw new RangeError(`takes pictures of one plane, not of ${planes}`);
  const size = rows * cols;
  return {
    shape: { planes: 2, rows, cols },
    apply(values, to) {
      for (let k = 0; k < size; k++) {
        to[k] = values[k]!;
        to[size + k] = values[k]!;
      }
    },
    draw(values, to) {
      for (let k = 0; k < size; k++) to[k] = values[k]! - values[size + k]!;
    },
  };
}
