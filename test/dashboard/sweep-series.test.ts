import { expect, test } from "vitest";
import type { SweepPoint } from "../../src/dashboard/sweep.js";
import { matrixOf } from "../../src/dashboard/sweep-series.js";

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
