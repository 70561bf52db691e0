/** A sweep over draws of a fitted device tells what the fit leaves open from what seeds scatter. */
import { expect, test } from "vitest";
import { drawAxis, drawSpreads } from "../../src/sweep/draws.js";
import type { PointSummary } from "../../src/sweep/statistics.js";
import { block } from "./block.js";

const EIS = "network.projections.feedforward.synapses.eis";
const axis = (path: string | string[]) => ({ axes: { draw: { path, values: [0, 1, 2, 3] } } });

test("an axis of draws is known by its path, alone or among several", () => {
  expect(drawAxis(block(axis(`${EIS}.device.draw`)))).toBe("draw");
  expect(drawAxis(block(axis(["device.draw", "points.device.draw"])))).toBe("draw");
  expect(drawAxis(block(axis(`${EIS}.params.c2c`)))).toBeUndefined();
});

const point = (draw: number, other: string, accuracy: readonly number[]): PointSummary => ({
  axes: { draw, other },
  text: { draw: String(draw), other },
  assumed: [],
  mixed: [],
  done: accuracy.length,
  failed: 0,
  measures: {
    a: {
      doc: "",
      unit: "1",
      mean: 0,
      ci95: null,
      difference: null,
      bySeed: Object.fromEntries(accuracy.map((x, k) => [String(k + 1), x])),
    },
  },
});

test("each combination of the other axes has its own spreads; draw 0 is the fit itself and none of the draws", () => {
  const points = [
    point(0, "x", [0.1, 0.1]),
    point(1, "x", [0.8, 0.82]),
    point(2, "x", [0.86, 0.88]),
    point(1, "y", [0.8, 0.9]),
    point(2, "y", [0.8, 0.9]),
  ];
  const [x, y] = drawSpreads(points, "draw", "a");
  expect(x).toMatchObject({ text: { other: "x" }, draws: 2, seeds: 2 });
  expect(x!.mean).toBeCloseTo(0.84, 12);
  // Draws differ by 0.06, seeds by 0.02, each in both levels alike.
  expect(x!.first).toBeCloseTo(0.06 / Math.SQRT2, 12);
  expect(x!.second).toBeCloseTo(0.02 / Math.SQRT2, 12);
  expect(y!.first).toBe(0);
  expect(y!.second).toBeCloseTo(0.1 / Math.SQRT2, 12);
});

test("seeds that some draw lacks are left out; one seed or one draw tells nothing", () => {
  const points = [point(1, "x", [0.8, 0.82, 0.7]), point(2, "x", [0.86, 0.88])];
  expect(drawSpreads(points, "draw", "a")[0]!.seeds).toBe(2);
  expect(drawSpreads(points.slice(1), "draw", "a")).toEqual([]);
  expect(drawSpreads([point(1, "x", [0.8]), point(2, "x", [0.9])], "draw", "a")).toEqual([]);
});
