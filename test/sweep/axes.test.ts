import { describe, expect, test } from "vitest";
import { nameOf, pointsOf } from "../../src/sweep/axes.js";
import { block } from "./block.js";

const values = (raw: object, axis: string) => pointsOf(block(raw)).map((p) => p[axis]!.value);
const d2d = (more: object) => ({ axes: { sigma: { path: "a.b", ...more } } });

test("a grid has every combination, the last axis fastest", () => {
  const points = pointsOf(
    block({
      axes: {
        n: { path: "n", values: [10, 20] },
        kind: { cases: { soft: { b: "soft" }, hard: { b: "hard" } } },
      },
    }),
  );
  expect(points.map(nameOf)).toEqual([
    "n=10, kind=soft",
    "n=10, kind=hard",
    "n=20, kind=soft",
    "n=20, kind=hard",
  ]);
  expect(points[1]!.kind!.set).toEqual([{ path: "b", value: "hard" }]);
});

test("percentages are fractions as values and stay as written as settings", () => {
  const [point] = pointsOf(block(d2d({ values: ["6 %"] })));
  expect(point!.sigma).toMatchObject({ value: 0.06, text: "6 %", set: [{ path: "a.b", value: "6 %" }] });
});

test("a list of paths gets one value", () => {
  const [point] = pointsOf(block({ axes: { both: { path: ["x.up", "x.down"], values: [3] } } }));
  expect(point!.both!.set).toEqual([
    { path: "x.up", value: 3 },
    { path: "x.down", value: 3 },
  ]);
});

test("a range keeps its unit and its ends, linear or logarithmic", () => {
  const range = (more: object) => d2d({ from: "1 ms", to: "100 ms", count: 3, ...more });
  const texts = (raw: object) => pointsOf(block(raw)).map((p) => p.sigma!.text);
  expect(texts(range({}))).toEqual(["1 ms", "50.5 ms", "100 ms"]);
  expect(texts(range({ scale: "log" }))).toEqual(["1 ms", "10 ms", "100 ms"]);
});

test("cases called by numbers of one unit are an axis of numbers, in SI", () => {
  const pulse = (...names: string[]) =>
    values({ axes: { pulse: { cases: Object.fromEntries(names.map((n) => [n, { a: n }])) } } }, "pulse");
  expect(pulse("1 ms", "20 ms", "1 s")).toEqual([1e-3, 20e-3, 1]);
  expect(pulse("1 ms", "2 mV")).toEqual(["1 ms", "2 mV"]);
  expect(pulse("1 ms", "none")).toEqual(["1 ms", "none"]);
});

test("a latin hypercube has one point in each slice of every axis, and is the same every time", () => {
  const raw = {
    design: "latin-hypercube",
    samples: 20,
    axes: { x: { path: "x", from: 0, to: 1 }, y: { path: "y", from: "0 mV", to: "10 mV" } },
  };
  const slices = (axis: string, width: number) =>
    values(raw, axis)
      .map((v) => Math.floor(Number(v) / width))
      .sort((a, b) => a - b);
  expect(slices("x", 0.05)).toEqual(Array.from({ length: 20 }, (_, k) => k));
  expect(slices("y", 0.5e-3)).toEqual(Array.from({ length: 20 }, (_, k) => k));
  expect(values(raw, "x")).toEqual(values(raw, "x"));
});

test("a point that is drawn twice is one point", () => {
  const raw = { design: "random", samples: 40, axes: { k: { path: "k", values: [1, 2] } } };
  expect(values(raw, "k").sort()).toEqual([1, 2]);
});

test("a random design draws lists and cases too", () => {
  const kinds = new Set(
    values({ design: "random", samples: 40, axes: { k: { path: "k", values: ["a", "b", "c"] } } }, "k"),
  );
  expect([...kinds].sort()).toEqual(["a", "b", "c"]);
});

describe("is refused, saying what is accepted:", () => {
  test.each<[string, object, RegExp]>([
    ["no axis at all", { axes: {} }, /axes: is empty; accepted: at least one axis/],
    ["a grid over a range without a count", d2d({ from: 0, to: 1 }), /axes\.sigma\.count: is missing/],
    ["a range in two units", d2d({ from: "1 ms", to: "1 V", count: 2 }), /two numbers in the same unit/],
    ["a range from a plain number", d2d({ from: 0, to: "1 V", count: 2 }), /two numbers in the same unit/],
    [
      "a list in two units",
      d2d({ values: [0, "20 mV"] }),
      /0 and 20 mV have different units; accepted: values of one unit/,
    ],
    [
      "a number that is not finite",
      d2d({ values: [1, Number.NaN] }),
      /sets a\.b to a number that is not finite/,
    ],
    [
      "the same in a case",
      { axes: { k: { cases: { a: { b: [Number.POSITIVE_INFINITY] } } } } },
      /not finite/,
    ],
    [
      "a count beyond memory",
      d2d({ from: 0, to: 1, count: 1e9 }),
      /count: got 1000000000; accepted: at most 10000/,
    ],
    [
      "a logarithm of 0",
      d2d({ from: 0, to: 1, count: 2, scale: "log" }),
      /has no logarithm; accepted: above 0/,
    ],
    [
      "a random design of no known size",
      { design: "random", ...d2d({ from: 0, to: 1 }) },
      /samples: is missing/,
    ],
    [
      "more points than anyone wants",
      { design: "random", samples: 20_000, ...d2d({ from: 0, to: 1 }) },
      /at most 10000/,
    ],
  ])("%s", (_, raw, message) => {
    expect(() => pointsOf(block(raw))).toThrow(message);
  });
});
