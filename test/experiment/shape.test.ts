import { describe, expect, test } from "vitest";
import {
  count,
  flag,
  float64s,
  list,
  map,
  nullable,
  number,
  numberOrInfinity,
  numberOrNaN,
  object,
  optional,
  pair,
  type Shape,
  ShapeError,
  text,
  variants,
  word,
} from "../../src/experiment/shape.js";

const point = object<{ x: number; name?: string | undefined }>({ x: number, name: optional(text) });

test("an object keeps keys that its shape does not know, and leaves out optional ones that are missing", () => {
  expect(point.read({ x: 1, more: [2] }, "")).toEqual({ x: 1, more: [2] });
  expect(Object.keys(point.read({ x: 1 }, ""))).toEqual(["x"]);
});

test("null is a number where the writer had none to write", () => {
  expect(numberOrInfinity.read(null, "")).toBe(Number.POSITIVE_INFINITY);
  expect(numberOrNaN.read(null, "")).toBeNaN();
  expect([numberOrInfinity.read(2, ""), numberOrNaN.read(-2, "")]).toEqual([2, -2]);
  expect(nullable(number).read(null, "")).toBeNull();
});

describe("names the place, what is there and what belongs there:", () => {
  test.each<[string, Shape<unknown>, unknown, string]>([
    ["a number", number, "1", 'the whole: got "1"; expected a number'],
    ["infinity", number, Number.POSITIVE_INFINITY, "expected a number"],
    ["a count", count, -1, "got -1; expected a whole number from 0"],
    ["a fraction of a count", count, 1.5, "got 1.5; expected a whole number from 0"],
    ["a text", text, 1, "got 1; expected text"],
    ["a flag", flag, "yes", 'got "yes"; expected true or false'],
    ["a word", word("soft", "hard"), "firm", 'got "firm"; expected "soft" or "hard"'],
    ["null that may not be", numberOrNaN, undefined, "got nothing; expected a number"],
    ["another array", float64s, new Float32Array(2), "expected an array of type Float64Array"],
    ["a list in an object", list(number), { 0: 1 }, "expected a list"],
    ["an entry of a list", list(number), [1, "2"], '[1]: got "2"; expected a number'],
    ["three of two", pair(number), [1, 2, 3], "expected a list of two"],
    ["a list in the place of names", map(number), [1], "expected names with values"],
    ["an array in the place of names", map(number), new Float64Array(1), "expected names with values"],
    ["null in the place of names", point, null, "got null; expected names with values"],
    ["a missing key", point, {}, "x: got nothing; expected a number"],
    ["an inherited key", object({ toString: text }), {}, "toString: got nothing; expected text"],
    ["a key inside", object({ at: point }), { at: { x: "far" } }, 'at.x: got "far"; expected a number'],
    ["an optional key that is wrong", point, { x: 1, name: 2 }, "name: got 2; expected text"],
    ["a value of many", map(list(number)), { a: [1], b: [null] }, "b[0]: got null; expected a number"],
    [
      "another variant",
      variants("kind", { a: object({ kind: word("a") }) }),
      { kind: "b" },
      'kind: got "b"; expected "a"',
    ],
  ])("%s", (_, shape, value, message) => {
    expect(() => shape.read(value, "")).toThrow(ShapeError);
    expect(() => shape.read(value, "")).toThrow(message);
  });
});

test("a long wrong value is cut", () => {
  expect(() => number.read("x".repeat(1000), "")).toThrow(/got "x{39}…; expected/);
});

test("a name from a file cannot reach what all objects share", () => {
  const read = map(number).read(JSON.parse('{"__proto__": 1, "a": 2}'), "");
  expect(Object.keys(read)).toEqual(["__proto__", "a"]);
  expect(({} as Record<string, unknown>).a).toBeUndefined();
});
