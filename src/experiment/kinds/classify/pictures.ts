import { type FrontEnd, valuesOf } from "../../../core/front/model.js";
import type { LabelledImages } from "../../../dataset/model.js";

/** Values that are kept at most, bytes: beyond them a front end works anew at every showing. */
export const KEPT_BYTES = 2 ** 29;

/** What a network is shown of pictures: their pixels, or what the front end makes of them, once per picture. */
export class Pictures {
  private readonly size: number;
  private readonly kept = new Map<LabelledImages, (Float32Array | undefined)[]>();
  private room = KEPT_BYTES;

  /** @param events  whether recorded events are shown, times (s) and places in turn, instead of pictures */
  constructor(
    private readonly front: FrontEnd | undefined,
    private readonly events = false,
  ) {
    this.size = front ? valuesOf(front.shape) : 0;
  }

  /** @returns  to be read only, valid until the next call */
  of(images: LabelledImages, index: number): ArrayLike<number> {
    if (this.events) return eventsOf(images, index);
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

function eventsOf({ events }: LabelledImages, index: number): Float64Array {
  if (!events) throw new RangeError("the encoder plays recordings, and the data set has pictures");
  const { start, end, time, place } = events;
  const first = start[index]!;
  const turns = new Float64Array(2 * (end[index]! - first));
  for (let k = 0; k < turns.length; k += 2) {
    turns[k] = time[first + k / 2]! / 1e6;
    turns[k + 1] = place[first + k / 2]!;
  }
  return turns;
}
