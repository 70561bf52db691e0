import { expect, test } from "vitest";
import { parallelOf } from "../../src/dashboard/parallel.js";
import type { SweepAxis, SweepPoint } from "../../src/dashboard/sweep.js";

const axis = (label: string, over: Partial<SweepAxis> = {}): SweepAxis => ({
  label,
  unit: "1",
  percent: false,
  scale: "linear",
  ...over,
});
const point = (
  axes: Readonly<Record<string, string | number>>,
  mean: number | null | undefined,
  failed = 0,
): SweepPoint => ({
  axes,
  text: Object.fromEntries(Object.entries(axes).map(([name, level]) => [name, String(level)])),
  measures: mean === undefined ? {} : { acc: { doc: "", unit: "1", mean, ci95: null } },
  done: mean === undefined ? 0 : 1,
  failed,
});
const axes = {
  size: axis("neurons"),
  rate: axis("rate", { scale: "log" }),
  form: axis("form", { unit: null }),
};
const points = [
  point({ size: 100, rate: 1, form: "a" }, 0.7),
  point({ size: 200, rate: 10, form: "b" }, 0.8),
  point({ size: 400, rate: 100, form: "c" }, 0.9),
];

test("levels stand where their size puts them, on a logarithmic axis by decades, words evenly, results last", () => {
  const { axes: shown, lines } = parallelOf(points, axes, "acc", true);
  expect(shown.map(({ label }) => label)).toEqual(["neurons", "rate", "form", "acc"]);
  const places = lines.map((line) => line.places.map((x) => Number(x.toFixed(6))));
  expect(places[1]).toEqual([0.333333, 0.5, 0.5, 0.5]);
  expect(places[2]).toEqual([1, 1, 1, 1]);
  expect(shown[3]!.marks.map(({ text }) => text)).toContain("80 %");
});

test("a point without a result so far ends at its last level; one level, and equal results, are in the middle", () => {
  const two = [point({ size: 100 }, 0.5), point({ size: 100 }, undefined), point({ size: 100 }, null)];
  const { lines } = parallelOf(two, { size: axis("neurons") }, "acc", false);
  expect(lines.map(({ places }) => places)).toEqual([[0.5, 0.5], [0.5], [0.5]]);
});

test("of many levels the lowest and the highest are written, and as many between as have room", () => {
  const many = Array.from({ length: 40 }, (_, k) => point({ size: k }, k));
  const [size] = parallelOf(many, { size: axis("neurons") }, "acc", false).axes;
  const texts = size!.marks.map(({ text }) => text);
  expect([texts[0], texts.at(-1)]).toEqual(["0", "39"]);
  expect(texts.length).toBeLessThanOrEqual(10);
});
