import { expect, test } from "vitest";
import { packView, unpackPoints } from "../../src/dashboard/packed-sweep.js";
import type { SweepPoint, SweepView } from "../../src/dashboard/sweep.js";

const statistic = (mean: number | null, ci95: readonly [number, number] | null = null) => ({
  doc: "share of right answers",
  unit: "1" as const,
  mean,
  ci95,
});
const point = (size: number, form: string, measures: SweepPoint["measures"], failed = 0): SweepPoint => ({
  axes: { size, form },
  text: { size: `${size} um`, form },
  measures,
  done: Object.keys(measures).length > 0 ? 1 : 0,
  failed,
});
const points = [
  point(1, "a", { accuracy: statistic(0.5, [0.4, 0.6]), energy: statistic(null) }),
  point(2, "a", { accuracy: statistic(0.25) }),
  point(1, "b", {}, 2),
];
const view = { measure: "accuracy", points } as unknown as SweepView;

test("points come out of their columns as they went in: with and without intervals, numbers and results", () => {
  const sent = JSON.parse(JSON.stringify(packView(view)));
  expect(unpackPoints(sent.packed)).toEqual(points);
});

test("a level is sent once, and its place for each point", () => {
  const { axes } = packView(view).packed;
  expect(axes.size).toEqual({ text: ["1 um", "2 um"], value: [1, 2], at: [0, 1, 0] });
});

test("no intervals are sent where no point has one", () => {
  const { measures } = packView({ ...view, points: [points[1]!] }).packed;
  expect(measures.accuracy).toEqual({ doc: "share of right answers", unit: "1", mean: [0.25] });
});
