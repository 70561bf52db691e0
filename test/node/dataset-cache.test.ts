import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadDataset, manifestForDirectory } from "../../src/node/config.js";
import { DatasetCache } from "../../src/node/dataset-cache.js";

const header = (...words: number[]) =>
  Buffer.concat(words.map((n) => Buffer.from([n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255])));

/** Four IDX files with two images of one pixel each. @returns  the folder */
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "spikion-cache-"));
  for (const name of ["train", "t10k"]) {
    writeFileSync(
      join(dir, `${name}-images-idx3-ubyte`),
      Buffer.concat([header(2051, 2, 1, 1), Buffer.from([7, 9])]),
    );
    writeFileSync(
      join(dir, `${name}-labels-idx1-ubyte`),
      Buffer.concat([header(2049, 2), Buffer.from([0, 1])]),
    );
  }
  return dir;
}

test("a data set is read once, and again when a file has changed, whatever its size and date say", () => {
  const dir = folder();
  const manifest = JSON.stringify({ ...manifestForDirectory(dir), directory: dir });
  const cache = new DatasetCache();
  const first = cache.read(manifest);
  expect(cache.read(manifest)).toBe(first);

  const file = join(dir, "train-images-idx3-ubyte");
  const { atime, mtime } = statSync(file);
  writeFileSync(file, Buffer.concat([header(2051, 2, 1, 1), Buffer.from([7, 8])]));
  utimesSync(file, atime, mtime);
  const second = cache.read(manifest);
  expect(second).not.toBe(first);
  expect(second.hash).not.toBe(first.hash);
});

test("whoever reads a data set that is in use gets that one, and another where its manifest says otherwise", () => {
  const dir = folder();
  const described = manifestForDirectory(dir);
  const first = loadDataset(described, dir);
  expect(loadDataset({ ...described }, dir)).toBe(first);
  expect(loadDataset({ ...described, classes: 3 }, dir)).not.toBe(first);
  expect(loadDataset(described, folder()).hash).toBe(first.hash);
  rmSync(join(dir, "t10k-labels-idx1-ubyte"));
  expect(() => loadDataset(described, dir)).toThrow("without t10k-labels-idx1-ubyte");
});
