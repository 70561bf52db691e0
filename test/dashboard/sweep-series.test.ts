import { expect, test } from "vitest";
import type { SweepPoint } from "../../src/dashboard/sweep.js";
import { cloudOf, matrixOf, seriesAlong } from "../../src/dashboard/sweep-series.js";

const point = (x: number, form: string): SweepPoint => ({
  axes: { x, form },
  text: { x: `${x} mV`, form },
  measures: {},
  done: 0,
  failed: 0,
});
const points = [30, 10, 20, 40, 50].flatMap((x) => ["b", "a"].map((form) => point(x, form)));

test("a matrix has numbers by size and words in the order of the plan", () => {
  const { columns, rows, cells } = matrixOf(points, "x", "form");
  expect(columns).toEqual(["10 mV", "20 mV", "30 mV", "40 mV", "50 mV"]);
  expect(rows).toEqual(["b", "a"]);
  expect(cells[1]![2]).toEqual([point(30, "a")]);
});

test("of more levels than are asked for, neighbours share a cell, and no point is lost", () => {
  const { columns, cells } = matrixOf(points, "x", "form", 3);
  expect(columns).toEqual(["10 mV to 20 mV", "30 mV to 40 mV", "50 mV"]);
  expect(cells.flat().map((found) => found.length)).toEqual([2, 2, 1, 2, 2, 1]);
});

/** Points of a design at random: no combination of levels comes twice; the measure is twice the place. */
const random = (n: number) =>
  Array.from({ length: n }, (_, k): SweepPoint => {
    const x = (7 * k) % n;
    const m = { doc: "", unit: "1" as const, mean: 2 * x, ci95: null };
    return { ...point(x, `form ${k}`), measures: { m } };
  });

test("points of a random design are drawn as a cloud with the median of their places", () => {
  const cloud = cloudOf(seriesAlong(random(100), "x", "m"), 14)!;
  const [each, middle] = cloud.series;
  expect(each!.x).toEqual(Array.from({ length: 100 }, (_, k) => k));
  expect(each!.y).toEqual(each!.x.map((x) => 2 * x));
  expect(middle!.x).toEqual([9.5, 29.5, 49.5, 69.5, 89.5]);
  expect(middle!.y).toEqual([20, 60, 100, 140, 180]);
  expect(cloud.note).toBeUndefined();
});

test("of very many the drawn ones are thinned, and it is said; the median is of all", () => {
  const { series, note } = cloudOf(seriesAlong(random(10_001), "x", "m"), 14)!;
  expect(note).toBe("one in 11 points drawn");
  expect(series[0]!.x).toHaveLength(910);
  expect(series[1]!.name).toContain("10001 points");
  expect(series[1]!.x.length).toBeLessThanOrEqual(60);
});

test("points that curves join, and a few that can be told apart, stay curves", () => {
  const few = random(14);
  expect(cloudOf(seriesAlong(few, "x", "m"), 14)).toBeNull();
  const grid = Array.from({ length: 20 }, (_, k) =>
    random(20).map((p) => ({ ...p, text: { ...p.text, form: `f${k}` } })),
  );
  expect(cloudOf(seriesAlong(grid.flat(), "x", "m"), 14)).toBeNull();
});
