/** Parts of a set of pictures. */
import type { LabelledImages } from "./model.js";

/**
 * The chosen pictures in the chosen order, copied.
 * @param indices  picture numbers, 0 .. count-1; repeats are allowed
 * @throws RangeError for an index that is not a picture
 */
export function subset(images: LabelledImages, indices: ArrayLike<number>): LabelledImages {
  const size = images.rows * images.cols;
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!;
    if (!Number.isInteger(i) || i < 0 || i >= images.count) {
      throw new RangeError(`picture ${i} of a set of ${images.count}`);
    }
    pixels.set(images.pixels.subarray(i * size, (i + 1) * size), k * size);
    labels[k] = images.labels[i]!;
  }
  const chosen = { count: indices.length, rows: images.rows, cols: images.cols, pixels, labels };
  if (!images.events) return chosen;
  const { start, end, ...all } = images.events;
  const own = (of: Float64Array) => Float64Array.from(indices, (i) => of[i]!);
  return { ...chosen, events: { ...all, start: own(start), end: own(end) } };
}

/**
 * Pictures start .. end-1, as views: they share memory with `images`.
 * @throws RangeError unless 0 <= start <= end <= count
 */
export function slice(images: LabelledImages, start: number, end: number = images.count): LabelledImages {
  if (
    !(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= images.count)
  ) {
    throw new RangeError(`pictures ${start} to ${end} of a set of ${images.count}`);
  }
  const size = images.rows * images.cols;
  return {
    count: end - start,
    rows: images.rows,
    cols: images.cols,
    pixels: images.pixels.subarray(start * size, end * size),
    labels: images.labels.subarray(start, end),
    ...(images.events
      ? {
          events: {
            ...images.events,
            start: images.events.start.subarray(start, end),
            end: images.events.end.subarray(start, end),
          },
        }
      : {}),
  };
}
