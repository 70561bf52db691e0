import { describe, expect, test } from "vitest";
import { sweepSchema } from "../../src/config/schema/sweep.js";
import { pointsOf } from "../../src/sweep/axes.js";
import { summarise } from "../../src/sweep/statistics.js";
import { columns, longTable, type Outcome } from "../../src/sweep/table.js";
import { crossing, tolerances } from "../../src/sweep/tolerance.js";

const block = sweepSchema.parse({
  axes: { sigma: { path: "d2d", values: [0, "10 %", "40 %"] } },
  baseline: { sigma: 0 },
});

/** Accuracy falls with sigma; seeds differ by much more than that. */
const accuracy = (sigma: number, seed: number) =>
  0.9 - 0.05 * seed - 0.1 * sigma - 0.001 * (seed % 2) * sigma;

const outcomes: Outcome[] = ["1", "2", "3"].flatMap((seed) =>
  pointsOf(block).map((point): Outcome => {
    const job = { point, seed, set: [], key: "x" };
    const numbers = [
      { name: "accuracy.classMean", unit: "1", value: accuracy(Number(point.sigma!.value), Number(seed)) },
    ];
    const metrics = { kind: "figure", figure: "", title: "", checks: [], numbers, seed, interrupted: false };
    return {
      job,
      record: {
        format: "spikion-sweep-run",
        version: 1,
        key: "x",
        metrics,
        assumed: null,
        program: { spikion: "0", commit: null },
      } as unknown as NonNullable<Outcome["record"]>,
    };
  }),
);

test("differences are paired by seed: what seeds share drops out of the interval", () => {
  const [, , most] = summarise(outcomes, block);
  const { ci95, difference, bySeed } = most!.measures["accuracy.classMean"]!;
  expect(Object.keys(bySeed)).toEqual(["1", "2", "3"]);
  expect(ci95![1] - ci95![0]).toBeGreaterThan(0.2);
  expect(difference!.mean).toBeCloseTo(-0.0403, 4);
  expect(difference!.ci95![1] - difference!.ci95![0]).toBeLessThan(0.002);
});

test("a point that has failed for one seed keeps the others, and is counted", () => {
  const { record: _, ...lost } = outcomes[2]!;
  const [, , most] = summarise(
    [...outcomes.slice(0, 2), { ...lost, failure: "no memory" }, ...outcomes.slice(3)],
    block,
  );
  expect(most).toMatchObject({ done: 2, failed: 1 });
  expect(Object.keys(most!.measures["accuracy.classMean"]!.bySeed)).toEqual(["2", "3"]);
});

test("the long table has a row for every point, seed and measure", () => {
  const table = columns(longTable(outcomes));
  expect(Object.keys(table)).toEqual(["sigma", "seed", "measure", "unit", "value"]);
  expect(table.value).toHaveLength(9);
  expect(table.sigma!.slice(0, 3)).toEqual([0, 0.1, 0.4]);
});

describe("tolerance", () => {
  test("is where the paired loss reaches what is allowed, between two values by a straight line", () => {
    const [found] = tolerances(summarise(outcomes, block), "sigma", "accuracy.classMean", 0.02);
    expect(found!.value).toBeCloseTo(0.2, 2);
    const [low, high] = found!.interval;
    expect(low!).toBeLessThan(found!.value!);
    expect(high!).toBeGreaterThan(found!.value!);
    expect(found!.beyond).toBeNull();
  });

  test("of more loss than any value costs is open above", () => {
    const [found] = tolerances(summarise(outcomes, block), "sigma", "accuracy.classMean", 0.5);
    expect(found).toMatchObject({ value: null, interval: [null, null], beyond: 0.4 });
  });

  test("is exact on a line", () => {
    const losses = [0, 1, 2].map((x) => ({ x, mean: x, low: x, high: x }));
    expect(crossing(losses, (l) => l.mean, 1.25)).toBe(1.25);
    expect(crossing(losses, (l) => l.mean, 5)).toBeNull();
  });
});
