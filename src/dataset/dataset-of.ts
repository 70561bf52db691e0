/** Data sets of pictures that are in memory. */
import { type Hash, newSha256 } from "../platform/sha256.js";
import { DatasetError } from "./errors.js";
import type { Dataset, EventStreams, LabelledImages } from "./model.js";

/** A data set as a program has it. */
export interface DatasetParts {
  /** Name for reports and manifests. */
  readonly name: string;
  /** Labels are 0 .. classes-1. */
  readonly classes: number;
  /** Default: the numbers. */
  readonly classNames?: readonly string[];
  /** Pictures to train and label with. */
  readonly train: LabelledImages;
  /** Pictures to test with, of the same size. */
  readonly test: LabelledImages;
}

/**
 * A data set of pictures that are in memory already.
 * @param where  what to call it in an error
 * @param hash  of nothing yet; the one in plain JavaScript unless given
 * @throws DatasetError where arrays do not have the lengths that sizes claim, labels are no classes, or sets differ in size
 */
export function datasetOf(parts: DatasetParts, where = `dataset ${parts.name}`, hash = newSha256()): Dataset {
  const { name, classes, train, test } = parts;
  for (const [which, set] of Object.entries({ train, test })) checkImages(`${where}: ${which}`, set, classes);
  if (train.rows !== test.rows || train.cols !== test.cols) {
    const found = `training pictures are ${train.rows} x ${train.cols}, test pictures ${test.rows} x ${test.cols}`;
    throw new DatasetError(where, found, "accepted: one size");
  }
  const classNames = parts.classNames ?? Array.from({ length: classes }, (_, c) => String(c));
  return { name, classes, classNames, train, test, hash: hashOfImages(hash, train, test) };
}

function checkImages(where: string, { count, rows, cols, pixels, labels }: LabelledImages, classes: number) {
  if (pixels.length !== count * rows * cols || labels.length !== count) {
    const found = `${pixels.length} pixels and ${labels.length} labels`;
    throw new DatasetError(where, found, `accepted: ${count} x ${rows} x ${cols} pixels and ${count} labels`);
  }
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0)
    throw new DatasetError(where, `label ${wrong} is ${labels[wrong]}`, `accepted: 0 to ${classes - 1}`);
}

/** Times and places of the recordings, in their order. */
function hashEvents(hash: Hash, { start, end, time, place }: EventStreams): void {
  for (let k = 0; k < start.length; k++)
    for (const all of [time, place]) {
      const own = all.subarray(start[k]!, end[k]!);
      hash.update(new Uint8Array(own.buffer, own.byteOffset, own.byteLength));
    }
}

/** sha256 over sizes, pixels and labels: the same data have the same hash however they were stored. */
function hashOfImages(hash: Hash, ...sets: readonly LabelledImages[]): string {
  for (const set of sets) {
    hash.update(new TextEncoder().encode(`${set.count} ${set.rows} ${set.cols}\n`));
    hash.update(set.pixels);
    hash.update(set.labels);
    if (set.events) hashEvents(hash, set.events);
  }
  return hash.hex();
}
