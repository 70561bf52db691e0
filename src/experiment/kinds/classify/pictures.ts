import { type FrontEnd, valuesOf } from "../../../core/front/model.js";
import type { LabelledImages } from "../../../dataset/model.js";

/** Values that are kept at most, bytes: beyond them a front end works anew at every showing. */
export const KEPT_BYTES = 2 ** 29;

/** What a network is shown of pictures: their pixels, or what the front end makes of them, once per picture. */
export class Pictures {
  private readonly size: number;
  private readonly kept = new Map<LabelledImages, (Float32Array | undefined)[]>();
  private room = KEPT_BYTES;

  constructor(private readonly front: FrontEnd | undefined) {
    this.size = front ? valuesOf(front.shape) : 0;
  }

  /** @returns  to be read only, valid until the next call */
  of(images: LabelledImages, index: number): ArrayLike<number> {
    if (!this.front) return pixelsOf(images, index);
    let row = this.kept.get(images);
    if (!row) {
      row = [];
      this.kept.set(images, row);
    }
    const known = row[index];
    if (known) return known;
    const values = new Float32Array(this.size);
    this.front.apply(pixelsOf(images, index), values);
    this.room -= values.byteLength;
    if (this.room >= 0) row[index] = values;
    return values;
  }
}

export function pixelsOf({ rows, cols, pixels }: LabelledImages, index: number): Uint8Array {
  const size = rows * cols;
  return pixels.subarray(index * size, (index + 1) * size);
}
