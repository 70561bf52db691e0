import { beforeAll, expect, test } from "vitest";
import { loadDataset, manifestForDirectory } from "../../src/dataset/manifest.js";
import type { Dataset, LabelledImages } from "../../src/dataset/model.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import { evaluate } from "../../src/experiment/kinds/classify/run.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { disk } from "../../src/node/disk.js";
import type { Readout } from "../../src/readout/model.js";
import { directoryWith, idxImages, idxLabels } from "../dataset/fixtures.js";
import { bars, CLASSES, SIDE, spec } from "./bars.js";

/** Images of three places as IDX files, with labels and pixels of one's own. */
function set(change: (train: LabelledImages, test: LabelledImages) => void): Dataset {
  const [train, test] = [bars(120, "train"), bars(60, "test")];
  change(train, test);
  const images = ({ count, pixels }: LabelledImages) => idxImages([count, SIDE, SIDE], pixels);
  const folder = directoryWith({
    "train-images-idx3-ubyte": images(train),
    "train-labels-idx1-ubyte": idxLabels([...train.labels]),
    "t10k-images-idx3-ubyte": images(test),
    "t10k-labels-idx1-ubyte": idxLabels([...test.labels]),
  });
  return loadDataset(disk, manifestForDirectory(disk, folder), "/");
}

/** Knows the three places; which neurons have a label is then a matter of the data set. */
let learned: ClassifyResult;
beforeAll(async () => {
  learned = await runExperiment(spec());
});

/** @param labelled  images that label: one alone leaves the neurons of the two other places without a label */
function tested(dataset: Dataset, labelled: number, own: Partial<ClassifySpec["test"]> = {}) {
  const said: string[] = [];
  const asked = spec({
    dataset,
    label: { images: labelled },
    test: { split: "test", images: 60, ...own },
  });
  const result = evaluate(asked, learned, { notice: (text) => said.push(text) });
  return result.then(({ metrics, confusion }) => ({ metrics, confusion, said }));
}

const all = (accuracy: number) => ({ classMean: accuracy, confidence: accuracy, logLikelihood: accuracy });

test("a class that was never seen is not recognised, even where it is the first of all", async () => {
  const never = set((train, test) => {
    train.labels.fill(3);
    test.labels.fill(0);
  });
  const { metrics, confusion, said } = await tested(never, 1);
  expect(metrics.accuracy).toEqual(all(0));
  const undecided = metrics.undecidedTestImages!;
  // Neurons that were silent in labelling answer for some images.
  expect(undecided.classMean).toBeGreaterThan(5);
  // Row 0: taken for class 3, silent, undecided.
  expect(confusion[0]).toEqual([
    0,
    0,
    0,
    60 - metrics.silentTestImages - undecided.classMean,
    metrics.silentTestImages,
    undecided.classMean,
  ]);
  expect(said).toContainEqual(expect.stringMatching(/no neuron answered an image of class 0 in labelling/));
});

test.each([0, 3])("a set that has only class %i is recognised by labelled neurons alone", async (only) => {
  const single = set((train, test) => {
    train.labels.fill(only);
    test.labels.fill(only);
  });
  const { metrics } = await tested(single, 1);
  const { accuracy, undecidedTestImages, silentTestImages } = metrics;
  for (const [key, share] of Object.entries(accuracy)) {
    const undecided = undecidedTestImages![key as keyof typeof accuracy];
    expect(undecided, key).toBeGreaterThan(5);
    expect(share, key).toBe((60 - silentTestImages - undecided) / 60);
  }
});

test("a class that is not among the labelled images is taken for others or undecided, never right", async () => {
  const missing = set((train) => {
    for (let k = 0; k < train.count; k++) if (train.labels[k] === 0) train.labels[k] = 1;
  });
  const { confusion, metrics } = await tested(missing, 60);
  expect(confusion[0]![0]).toBe(0);
  expect(metrics.accuracy.classMean).toBeGreaterThan(0.5);
  expect(metrics.accuracy.classMean).toBeLessThan(0.8);
});

test("black images are silent, none of them undecided", async () => {
  const black = set((_, test) => void test.pixels.fill(0));
  const { metrics, confusion } = await tested(black, 20);
  expect(metrics.accuracy).toEqual(all(0));
  expect(metrics.silentTestImages).toBe(60);
  expect(metrics.undecidedTestImages).toEqual(all(0));
  expect(confusion.map((row) => row.slice(0, CLASSES))).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("a network that no labelled image has moved decides nothing", async () => {
  const black = set((train) => void train.pixels.fill(0));
  const { metrics } = await tested(black, 20);
  expect(metrics.accuracy).toEqual(all(0));
  expect(metrics.undecidedTestImages).toEqual(all(60 - metrics.silentTestImages));
  expect(metrics.silentTestImages).toBeLessThan(60);
});

test("a read-out of the user's own is held to the same, and its scores have to be numbers", async () => {
  const never = set((train, test) => {
    train.labels.fill(3);
    test.labels.fill(0);
  });
  const scored = (score: (out: Float64Array) => void) => ({
    readout: "mine",
    own: { mine: { doc: "x", score: (_c, _m, _l, _n, out) => score(out) } satisfies Readout },
  });
  const { metrics, confusion } = await tested(
    never,
    1,
    scored((out) => out.fill(7)),
  );
  const alike = 60 - metrics.silentTestImages;
  expect((metrics.accuracy as Record<string, number>).mine).toBe(0);
  expect((metrics.undecidedTestImages as Record<string, number>).mine).toBe(alike);
  expect(confusion[0]).toEqual([0, 0, 0, 0, metrics.silentTestImages, alike]);
  await expect(
    tested(
      never,
      1,
      scored((out) => out.fill(Number.NaN)),
    ),
  ).rejects.toThrow(
    /test image \d+: read-out "mine": the score of class 0 is NaN; accepted: a finite number for every class/,
  );
});
