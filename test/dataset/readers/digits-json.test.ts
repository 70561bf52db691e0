import { expect, test } from "vitest";
import { readDigits } from "../../../src/dataset/readers/digits-json.js";
import { disk } from "../../../src/node/disk.js";
import { directoryWith } from "../fixtures.js";

/** Pictures of one class; picture k is `values[k]` everywhere. */
const pictures = (...values: unknown[]) =>
  JSON.stringify({ data: values.flatMap((value) => new Array(784).fill(value)) });
const split = { train: 4, test: 2, seed: "a" };
const six = () => directoryWith({ "0.json": pictures(0, 0.004, 0.008), "1.json": pictures(1, 0.996, 0.992) });
/** First pixel and label of each picture. */
const firsts = (set: { pixels: Uint8Array; labels: Uint8Array }) =>
  [...set.labels].map((label, k) => `${label}:${set.pixels[784 * k]}`);

test("every picture is in exactly one of the two sets, with its own label and its byte values back", () => {
  const { train, test } = readDigits(disk, six(), 2, split);
  expect([train.count, test.count, train.rows, train.cols]).toEqual([4, 2, 28, 28]);
  expect([...firsts(train), ...firsts(test)].sort()).toEqual([
    "0:0",
    "0:1",
    "0:2",
    "1:253",
    "1:254",
    "1:255",
  ]);
});

test("the seed decides the split, and nothing else does", () => {
  const directory = six();
  const order = (seed: string) => firsts(readDigits(disk, directory, 2, { ...split, seed }).train).join(" ");
  expect(order("a")).toBe(order("a"));
  // 360 ordered choices of 4 from 6: that all of ten seeds agree by chance is out of the question.
  expect(new Set([..."abcdefghij"].map(order)).size).toBeGreaterThan(1);
});

test("a smaller training set is the beginning of a larger one", () => {
  const directory = six();
  const few = firsts(readDigits(disk, directory, 2, { ...split, train: 2 }).train);
  expect(firsts(readDigits(disk, directory, 2, split).train).slice(0, 2)).toEqual(few);
});

test("more pictures than there are cannot be split off", () => {
  expect(() => readDigits(disk, six(), 2, { ...split, train: 5 })).toThrow(
    /6 pictures, too few for 5 to train and 2 to test/,
  );
});

test("a file that is not JSON, has no data, or has a part of a picture is named", () => {
  const read = (text: string) =>
    readDigits(disk, directoryWith({ "0.json": text, "1.json": pictures(1) }), 2, split);
  expect(() => read('{"data": [0, 0')).toThrow(/0\.json: not JSON/);
  const whole = pictures(0).trim();
  expect(() => read(whole.replace("{", '{"data": [], '))).toThrow(/0\.json: has more than one key/);
  expect(() => read(whole.replace("{", '{"labels": [], '))).toThrow(/0\.json: has more than one key/);
  expect(() => read(`${whole}\0`)).toThrow(/0\.json: has a NUL byte in line 1/);
  expect(() => read("[]")).toThrow(/0\.json: has no list called "data"; accepted/);
  expect(() => read('{"data": [0, 0]}')).toThrow(/0\.json: truncated or not pictures: 2 numbers/);
  expect(() => read('{"data": []}')).toThrow(/0 numbers/);
});

test("a value outside 0 to 1, or no number, is named with its place", () => {
  const read = (value: unknown) =>
    readDigits(disk, directoryWith({ "0.json": pictures(0, value) }), 1, split);
  expect(() => read(1.5)).toThrow(/value 784 is 1\.5/);
  expect(() => read(null)).toThrow(/value 784 is null/);
  expect(() => read("0.5")).toThrow(/value 784 is "0\.5"/);
});
