/** The data set `mnist-10k` as files that a page can fetch: the same pictures, so the same hash and the same weights. */
import type { Dataset, LabelledImages } from "../dataset/model.js";

/** Beside the page, compressed; the ending says nothing to a web host, which would unpack what is called .gz. */
export const DIGIT_FILES = {
  trainImages: "digits-train-images.bin",
  trainLabels: "digits-train-labels.bin",
  testImages: "digits-test-images.bin",
  testLabels: "digits-test-labels.bin",
} as const;
export type DigitFile = (typeof DIGIT_FILES)[keyof typeof DIGIT_FILES];

const FOLDER = "/digits";

/** In the place of datasets/mnist-10k.yaml. */
export const DIGITS_MANIFEST = JSON.stringify({
  name: "mnist-10k",
  reader: "idx",
  directory: FOLDER,
  files: DIGIT_FILES,
  classes: 10,
  licence: "CC BY-SA 3.0 (Yann LeCun and Corinna Cortes); packaging MIT (Juan Cazala)",
  source: "LeCun, Bottou, Bengio, Haffner, Proc. IEEE 86, 2278 (1998)",
});

/** Fetched files under the paths that the manifest names. */
export function digitPaths(fetched: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(fetched).map(([name, bytes]) => [`${FOLDER}/${name}`, bytes]));
}

/** A data set as IDX files, not yet compressed. */
export function idxFiles({ train, test }: Dataset): Record<DigitFile, Uint8Array> {
  return {
    [DIGIT_FILES.trainImages]: images(train),
    [DIGIT_FILES.trainLabels]: labels(train),
    [DIGIT_FILES.testImages]: images(test),
    [DIGIT_FILES.testLabels]: labels(test),
  };
}

function images({ count, rows, cols, pixels }: LabelledImages): Uint8Array {
  return withHeader([0x803, count, rows, cols], pixels);
}

function labels({ count, labels }: LabelledImages): Uint8Array {
  return withHeader([0x801, count], labels);
}

function withHeader(numbers: readonly number[], values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length + values.length);
  const view = new DataView(bytes.buffer);
  for (const [k, x] of numbers.entries()) view.setUint32(4 * k, x);
  bytes.set(values, 4 * numbers.length);
  return bytes;
}
