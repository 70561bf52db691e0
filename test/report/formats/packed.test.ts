import { expect, test } from "vitest";
import { pack, unpack } from "../../../src/report/formats/packed.js";

test("a tree with arrays, lists, nulls and numbers that JSON lacks comes back as it was", () => {
  const tree = {
    words: ["a", "b"],
    nothing: null,
    never: Number.POSITIVE_INFINITY,
    unknown: Number.NaN,
    curves: [
      { x: Float64Array.of(0.1, Number.NaN), n: Int32Array.of(-1, 2) },
      { x: Float32Array.of(0.5), n: new Uint8Array(0) },
    ],
  };
  const { json, arrays } = pack(tree);
  expect(unpack(json, arrays)).toEqual(tree);
});

test("arrays are named after where they stand in the tree", () => {
  const { arrays } = pack({ records: [{ time: Float64Array.of(1) }] });
  expect(Object.keys(arrays)).toEqual(["records-0-time"]);
});

test("arrays whose paths look alike as names stay apart", () => {
  const tree = { "a b": Float64Array.of(1), "a-b": Float64Array.of(2), "a/b": Float64Array.of(3) };
  const { json, arrays } = pack(tree);
  expect(unpack(json, arrays)).toEqual(tree);
});

test("a name without its array is an error and not a hole", () => {
  const { json } = pack({ theta: Float64Array.of(1) });
  expect(() => unpack(json, {})).toThrow('array "theta" is missing');
});
