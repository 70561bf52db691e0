import { join } from "node:path";
import { expect, test } from "vitest";
import { loadExperimentText as loadText } from "../../src/config/load.js";
import { datasetOf } from "../../src/dataset/dataset-of.js";
import type { LabelledImages } from "../../src/dataset/model.js";
import { loadExperimentText, openDataset, packageRoot } from "../../src/node/config.js";
import { disk } from "../../src/node/disk.js";
import { directoryWith, tinySet } from "../dataset/fixtures.js";
import { CLASSIFY } from "./small.js";

const images = (count: number, change: Partial<LabelledImages> = {}): LabelledImages => ({
  count,
  rows: 28,
  cols: 28,
  pixels: new Uint8Array(count * 784),
  labels: new Uint8Array(count),
  ...change,
});

test("a data set is opened by its name, by the path of its manifest, or by its folder", () => {
  const named = openDataset("mnist-10k");
  expect([named.name, named.train.count]).toEqual(["mnist-10k", 8000]);
  expect(openDataset(join(packageRoot, "datasets", "mnist-10k.yaml")).hash).toBe(named.hash);
  // As a path from where the command is given.
  expect(openDataset("datasets/mnist-10k.yaml").hash).toBe(named.hash);
  expect(openDataset(directoryWith(tinySet)).train.count).toBe(3);
});

test("a data set that is not there, or whose manifest is wrong, is refused as in a config", () => {
  expect(() => openDataset("mnits")).toThrow('there is no data set "mnits"; looked for');
  const folder = directoryWith({ "a.yaml": "reader: idx\nclases: 3\n" });
  expect(() => openDataset(join(folder, "a.yaml"))).toThrow('unknown key "clases"');
});

test("a data set in memory takes the place of the one that a config names, whose files are not read", async () => {
  const dataset = datasetOf({ name: "blank", classes: 2, train: images(30), test: images(20) });
  const file = join(packageRoot, "experiments", "x.yaml");
  const text = `${CLASSIFY}\nname: y\n`.replace("dataset: mnist-10k", "dataset: fashion-mnist");
  const { spec } = await loadExperimentText(text, file, { dataset });
  expect(spec).toMatchObject({ kind: "classify", dataset: { name: "blank" } });
  const none = { ...disk, open: () => expect.unreachable("a file of the data set was opened") };
  await loadText(none, text, file, { dataset });
  await expect(loadExperimentText(text, file, { dataset, set: ["train.images=31"] })).rejects.toThrow(
    "31 is more than blank has",
  );
  // One problem: how many images are left without those of the validation would be no number.
  await expect(loadExperimentText(text, file, { dataset, set: ["test.split=validation"] })).rejects.toThrow(
    /^[^\n]*test\.split: "validation" needs more than 10000 training images; blank has 30[^\n]*$/,
  );
});

test("arrays that make no data set are refused", () => {
  const make =
    (train: LabelledImages, test = images(1)) =>
    () =>
      datasetOf({ name: "mine", classes: 2, train, test });
  expect(make(images(2, { pixels: new Uint8Array(784) }))).toThrow(
    "dataset mine: train: 784 pixels and 2 labels; accepted: 2 x 28 x 28 pixels and 2 labels",
  );
  expect(make(images(2, { labels: Uint8Array.of(0) }))).toThrow("1 labels");
  expect(make(images(2, { labels: Uint8Array.of(0, 2) }))).toThrow("train: label 1 is 2; accepted: 0 to 1");
  const wide = images(1, { rows: 14, cols: 56 });
  expect(make(images(1), wide)).toThrow("training pictures are 28 x 28, test pictures 14 x 56");
  const { hash, classNames } = make(images(1))();
  expect([hash.length, classNames]).toEqual([64, ["0", "1"]]);
  expect(make(images(2))().hash).not.toBe(hash);
});
