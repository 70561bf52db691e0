import { expect, test } from "vitest";
import { decide, informedNeurons, SILENT, sharing, UNDECIDED } from "../../src/readout/decision.js";

const known = Uint8Array.of(1, 0);
const decided = (scores: number[], counts = [1, 0]) => decide(Float64Array.from(scores), counts, known);

test("the largest score decides, even where all are negative", () => {
  expect(decided([-3, -1, -2])).toBe(1);
});

test("where all classes have the same score the image is undecided, and not of the first class", () => {
  expect(decided([0, 0, 0])).toBe(UNDECIDED);
  expect(decided([-7, -7, -7])).toBe(UNDECIDED);
  expect(decided([2, 2])).toBe(UNDECIDED);
});

test("where some classes share the largest score the first of them is taken, and can be told to be a tie", () => {
  expect(decided([0, 2, 2])).toBe(1);
  expect(sharing(Float64Array.of(0, 2, 2))).toBe(2);
  expect(decided([1, 1, 2])).toBe(2);
  expect(sharing(Float64Array.of(1, 1, 2))).toBe(1);
});

test("a difference that rounding alone can make does not decide", () => {
  // One class gets its votes in two parts, the other at once.
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(decided([0.3, 0.1 + 0.2])).toBe(UNDECIDED);
  expect(decided([0.3, 0.1 + 0.2, 0])).toBe(0);
  expect(decided([-(0.1 + 0.2), -0.3])).toBe(UNDECIDED);
  // 1e-6 of the score is more than rounding.
  expect(decided([1, 1 + 1e-6])).toBe(1);
});

test("without a spike the image is silent, whatever the scores", () => {
  expect(decided([0, 1, 0], [0, 0])).toBe(SILENT);
});

test("where only neurons fired that were silent in labelling the image is undecided, whatever the scores", () => {
  expect(decided([3, 0, 0], [0, 4])).toBe(UNDECIDED);
  expect(decided([3, 0, 0], [1, 4])).toBe(0);
  // A set with a single class as well: nothing speaks for it.
  expect(decided([0], [0, 4])).toBe(UNDECIDED);
  expect(decided([0], [1, 0])).toBe(0);
});

test("scores that are not finite are refused", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(() => decided([1, bad, 0])).toThrow(`the score of class 1 is ${bad}`);
});

test("neurons that fired for any class in labelling are informed", () => {
  expect([...informedNeurons(Float64Array.of(0, 0.1, 0, 0, 2, 1), 2)]).toEqual([1, 0, 1]);
});

test("equal scores of all classes that labelling knows decide nothing, whatever classes without images score", () => {
  const labelled = Uint8Array.of(1, 0, 1);
  const of = (...scores: number[]) =>
    decide(Float64Array.from(scores), [1, 0], Uint8Array.of(1, 1), labelled);
  expect(of(2, 0, 2)).toBe(UNDECIDED);
  expect(of(2, 0, 1)).toBe(0);
  expect(of(1, 9, 2), "a class that labelling never saw is no answer").toBe(2);
  expect(of(2, 9, 2)).toBe(UNDECIDED);
  const one = Uint8Array.of(0, 0, 1);
  expect(decide(Float64Array.of(7, 7, 7), [1, 0], Uint8Array.of(1, 1), one)).toBe(UNDECIDED);
  expect(decide(Float64Array.of(2, 0, 2), [1, 0], Uint8Array.of(1, 1))).toBe(0);
  expect(decide(Float64Array.of(2, 0, 0), [1, 0], Uint8Array.of(1, 1), Uint8Array.of(1, 0, 0))).toBe(0);
});
