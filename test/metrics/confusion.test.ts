import { expect, test } from "vitest";
import { accuracy, confusion } from "../../src/metrics/confusion.js";

const truth = Uint8Array.of(0, 0, 1, 1, 1);
const predicted = Int32Array.of(0, 1, 1, -1, 1);

test("rows are true classes, columns predictions, silence the last column", () => {
  expect(confusion(truth, predicted, 2)).toEqual([
    [1, 1, 0],
    [0, 2, 1],
  ]);
});

test("the diagonal over all images is the accuracy, silence counted as wrong", () => {
  const matrix = confusion(truth, predicted, 2);
  expect(accuracy(truth, predicted)).toBe(3 / 5);
  expect((matrix[0]![0]! + matrix[1]![1]!) / truth.length).toBe(3 / 5);
});

test("lengths that differ and classes that do not exist are refused", () => {
  expect(() => confusion([0], [0, 1], 2)).toThrow(/1 true classes, but 2 predictions/);
  expect(() => accuracy([0], [0, 1])).toThrow(/1 true classes, but 2 predictions/);
  expect(() => accuracy([], [])).toThrow(RangeError);
  // 2 is the silent column's place, but not a class.
  for (const [t, p] of [
    [2, 0],
    [-1, 0],
    [0, 2],
    [0, -2],
    [0, 0.5],
  ] as const) {
    expect(() => confusion([t], [p], 2)).toThrow(/image 0: class/);
  }
});
