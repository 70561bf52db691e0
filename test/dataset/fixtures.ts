/** Small IDX files in temporary directories. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Bytes of an IDX file whose header says what we like. */
export function idx(magic: number, shape: readonly number[], body: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  for (const [d, n] of shape.entries()) view.setUint32(4 + 4 * d, n);
  bytes.set(Array.from(body), 4 + 4 * shape.length);
  return bytes;
}

export const idxImages = (shape: readonly number[], body: ArrayLike<number>) => idx(0x803, shape, body);
export const idxLabels = (labels: readonly number[]) => idx(0x801, [labels.length], labels);

/** A directory that goes away with the test, holding the files given. */
export function directoryWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const directory = mkdtempSync(join(tmpdir(), "spikion-dataset-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(directory, name), bytes);
  return directory;
}

/** Three training pictures of 1 x 2 and one test picture, in two classes. */
export const tinySet = {
  "train-images-idx3-ubyte": idxImages([3, 1, 2], [0, 1, 2, 3, 4, 255]),
  "train-labels-idx1-ubyte": idxLabels([0, 1, 0]),
  "t10k-images-idx3-ubyte": idxImages([1, 1, 2], [9, 8]),
  "t10k-labels-idx1-ubyte": idxLabels([1]),
};
