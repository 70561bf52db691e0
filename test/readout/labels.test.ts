import { expect, test } from "vitest";
import { LabelAccumulator } from "../../src/readout/labels.js";

test("mean counts are per image of the class, so a frequent class has no advantage", () => {
  const pass = new LabelAccumulator(2, 3);
  pass.add([2, 0], 0);
  pass.add([1, 0], 0);
  pass.add([1, 0], 0);
  pass.add([3, 1], 2);
  // Neuron 0 spiked 4 times for class 0 and 3 times for class 2, but for three images and one.
  expect([...pass.meanCounts()]).toEqual([4 / 3, 0, 3, 0, 0, 1]);
  expect([...pass.labels()]).toEqual([2, 2]);
});

test("a neuron that never fired has no label, nor has one that answers all classes alike; other ties go to the lowest", () => {
  const pass = new LabelAccumulator(4, 3);
  pass.add([0, 1, 1, 2], 1);
  pass.add([0, 1, 2, 3], 2);
  pass.add([0, 1, 0, 3], 0);
  // Neuron 3 answers classes 0 and 2 alike, and class 1 less.
  expect([...pass.labels()]).toEqual([-1, -1, 2, 0]);
});

test("the order of the images is no matter", () => {
  const images = [
    [[1, 7], 0],
    [[3, 0], 1],
    [[2, 5], 0],
  ] as const;
  const forwards = new LabelAccumulator(2, 2);
  const backwards = new LabelAccumulator(2, 2);
  for (const [counts, label] of images) forwards.add(counts, label);
  for (const [counts, label] of images.toReversed()) backwards.add(counts, label);
  expect(backwards.meanCounts()).toEqual(forwards.meanCounts());
});

test("counts of other neurons and labels of other classes are refused", () => {
  const pass = new LabelAccumulator(2, 2);
  expect(() => pass.add([1], 0)).toThrow(/1 counts for 2 neurons/);
  for (const label of [2, -1, 0.5]) expect(() => pass.add([1, 1], label)).toThrow(/of 2 classes/);
});

test("a class without images makes no neuron stand for a class that it answers like all others", () => {
  const pass = new LabelAccumulator(3, 4);
  // Of classes 1 and 3 there is none.
  pass.add([2, 1, 0], 0);
  pass.add([2, 3, 0], 2);
  expect([...pass.known()]).toEqual([1, 0, 1, 0]);
  expect([...pass.labels()]).toEqual([-1, 2, -1]);
});

test("where labelling has one class, whoever answered it stands for it", () => {
  const pass = new LabelAccumulator(2, 3);
  pass.add([2, 0], 1);
  expect([...pass.labels()]).toEqual([1, -1]);
});
