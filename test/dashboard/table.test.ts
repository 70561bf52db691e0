import { expect, test } from "vitest";
import { differing } from "../../src/dashboard/differing.js";
import { grouped, sorted } from "../../src/dashboard/table.js";
import { studentT975 } from "../../src/metrics/interval.js";
import { row } from "./rows.js";

const withAccuracy = (seed: string, accuracy: number, more = {}) =>
  row({ seed, measures: { "accuracy.classMean": accuracy }, ...more });

test("rows are in the order of a column, those without a value last either way", () => {
  const rows = [
    withAccuracy("1", 0.7),
    row({ seed: "2", headline: null, measures: {} }),
    withAccuracy("3", 0.9),
  ];
  const seeds = (down: boolean) => sorted(rows, { by: "acc", down }).map(({ seed }) => seed);
  expect(seeds(true)).toEqual(["3", "1", "2"]);
  expect(seeds(false)).toEqual(["1", "3", "2"]);
});

test("seeds are in the order of numbers", () => {
  const rows = ["10", "9", "1"].map((seed) => row({ seed }));
  expect(sorted(rows, { by: "seed", down: false }).map(({ seed }) => seed)).toEqual(["1", "9", "10"]);
});

test("runs of one config have a mean over their seeds with its 95 % interval", () => {
  const [group] = grouped([withAccuracy("1", 0.8), withAccuracy("2", 0.9)]);
  const mean = group!.means["accuracy.classMean"]!;
  expect(mean.mean).toBeCloseTo(0.85, 12);
  // Two values 0.1 apart: their deviation is 0.1/√2, that of the mean 0.05.
  expect(mean.ci95![1] - mean.mean).toBeCloseTo(0.05 * studentT975(1), 12);
  expect(group!.seeds).toEqual(["1", "2"]);
});

test("a seed that ran twice counts once, and a run under way not at all", () => {
  const [group] = grouped([
    withAccuracy("1", 0.5, { started: "2026-01-01T00:00:00Z" }),
    withAccuracy("1", 0.8, { started: "2026-01-02T00:00:00Z" }),
    row({ seed: "2", state: "running", measures: {} }),
  ]);
  expect(group!.means["accuracy.classMean"]).toMatchObject({ mean: 0.8, n: 1, ci95: null });
  expect(group!.rows).toHaveLength(3);
});

test("configs of another group, and sweeps, are not mixed in", () => {
  const groups = grouped([row({ group: "a" }), row({ group: "b" }), row({ type: "sweep", group: "" })]);
  expect(groups.map(({ key }) => key)).toEqual(["a", "b"]);
});

test("what differs between configs is what some of them have otherwise, or not at all", () => {
  expect(
    differing([
      { seed: "1", a: "x", b: "y" },
      { seed: "2", a: "x" },
    ]),
  ).toEqual([
    { path: "seed", values: ["1", "2"] },
    { path: "b", values: ["y", undefined] },
  ]);
});
