import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.js";
import { pointsOf } from "../../src/sweep/axes.js";
import { axisInfos } from "../../src/sweep/axis-info.js";
import { type PointSummary, summarise } from "../../src/sweep/statistics.js";
import { columns, longTable, type Outcome } from "../../src/sweep/table.js";
import { crossing, tolerances } from "../../src/sweep/tolerance.js";
import { block as blockOf } from "./block.js";

const block = blockOf({
  axes: { sigma: { path: "d2d", values: [0, "10 %", "40 %"] } },
  baseline: { sigma: 0 },
});

/** Accuracy falls with sigma; seeds differ by much more than that. */
const accuracy = (sigma: number, seed: number) =>
  0.9 - 0.05 * seed - 0.1 * sigma - 0.001 * (seed % 2) * sigma;

/** A finished run with such an accuracy. */
function recordOf(value: number, seed: string) {
  const numbers = [{ name: "accuracy.classMean", unit: "1", value, doc: "class-mean vote" }];
  const metrics = { kind: "figure", figure: "", title: "", checks: [], numbers, seed, interrupted: false };
  const program = { spikion: "0", commit: null, code: "c0de" };
  return {
    format: "spikion-sweep-run",
    version: 2,
    key: "x",
    metrics,
    assumed: null,
    dataHash: null,
    modules: {},
    program,
  } as const;
}

const outcomes: Outcome[] = ["1", "2", "3"].flatMap((seed) =>
  pointsOf(block).map(
    (point): Outcome => ({
      job: { point, seed, set: [], key: "x" },
      record: recordOf(accuracy(Number(point.sigma!.value), Number(seed)), seed),
    }),
  ),
);

test("differences are paired by seed: what seeds share drops out of the interval", () => {
  const [, , most] = summarise(outcomes, block);
  const { ci95, difference, bySeed } = most!.measures["accuracy.classMean"]!;
  expect(Object.keys(bySeed)).toEqual(["1", "2", "3"]);
  expect(ci95![1] - ci95![0]).toBeGreaterThan(0.2);
  expect(difference!.mean).toBeCloseTo(-0.0403, 4);
  expect(difference!.ci95![1] - difference!.ci95![0]).toBeLessThan(0.002);
});

test.each([
  ["10 %", 1],
  ["40 %", 2],
  [" 10% ", 1],
  [0.1, 1],
  [0, 0],
])("a baseline of %s is the point at that value, in percent as in plain numbers", (sigma, position) => {
  const points = summarise(outcomes, { ...block, baseline: { sigma } });
  const differences = points.map((p) => p.measures["accuracy.classMean"]!.difference!);
  expect(differences.map((d) => d.n)).toEqual([3, 3, 3]);
  expect(differences[position]!.mean).toBe(0);
  for (const [k, { mean }] of differences.entries()) if (k !== position) expect(mean).not.toBe(0);
});

test("a baseline that no point has leaves no differences", () => {
  for (const sigma of ["6 %", 10])
    expect(
      summarise(outcomes, { ...block, baseline: { sigma } }).map(
        (p) => p.measures["accuracy.classMean"]!.difference,
      ),
    ).toEqual([null, null, null]);
});

test("a baseline names some axes: points keep their own values of the others", () => {
  const two = blockOf({
    axes: { sigma: { path: "d2d", values: [0, "10 %"] }, kind: { cases: { a: {}, b: {} } } },
    baseline: { kind: "a" },
  });
  const found = pointsOf(two).flatMap((point): Outcome[] => {
    const value = Number(point.sigma!.value) + (point.kind!.value === "a" ? 0.5 : 0.25);
    return [{ ...outcomes[0]!, job: { point, seed: "1", set: [], key: "x" }, record: recordOf(value, "1") }];
  });
  const differences = summarise(found, two).map((p) => p.measures["accuracy.classMean"]!.difference!.mean);
  expect(differences).toEqual([0, -0.25, 0, -0.25]);
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
  const table = columns(longTable(outcomes), axisInfos(block));
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
    // What the other axes were at.
    expect(found!.text).toEqual({});
  });

  test("of more loss than any value costs is open above", () => {
    const [found] = tolerances(summarise(outcomes, block), "sigma", "accuracy.classMean", 0.5);
    expect(found).toMatchObject({ value: null, interval: [null, null], beyond: 0.4 });
  });

  /**
   * Share of simulated sweeps whose interval holds the true tolerance, and of those that lie wholly above or below it.
   * An open end counts as beyond all values.
   */
  function coverage(loss: (x: number) => number, truth: number, noise: number, values: readonly number[]) {
    const random = Random.of("tolerance");
    const trials = 2000;
    let [above, below] = [0, 0];
    for (let t = 0; t < trials; t++) {
      const seeds = Array.from({ length: 5 }, () => 0.9 + 0.01 * random.normal());
      const points = values.map((sigma): PointSummary => {
        const bySeed = seeds.map((own, k) => [String(k), own - loss(sigma) + noise * random.normal()]);
        const measure = { doc: "", unit: "1" as const, mean: 0, ci95: null, difference: null };
        const measures = { accuracy: { ...measure, bySeed: Object.fromEntries(bySeed) } };
        return {
          axes: { sigma },
          text: { sigma: String(sigma) },
          assumed: [],
          mixed: [],
          done: 5,
          failed: 0,
          measures,
        };
      });
      const { interval } = tolerances(points, "sigma", "accuracy", 0.01)[0]!;
      const [low, high] = interval.map((end) => end ?? Number.POSITIVE_INFINITY);
      if (low! > truth) above++;
      else if (high! < truth) below++;
    }
    return { inside: 1 - (above + below) / trials, above: above / trials, below: below / trials };
  }

  const study = [0, 0.06, 0.1, 0.2, 0.4, 0.8];
  // Three standard errors of 2000 trials around 2.5 % on each side.
  const side = 0.025 + 3 * Math.sqrt((0.025 * 0.975) / 2000);

  test.each([
    ["at a value that was tried", (x: number) => 0.05 * x, 0.2, 0.002],
    ["where the loss is steep", (x: number) => 0.1 * x, 0.1, 0.0005],
    ["where seeds scatter more than what is allowed", (x: number) => 0.05 * x, 0.2, 0.008],
  ])("its interval holds the true one in 95 of 100 sweeps or more: %s", (_, loss, truth, noise) => {
    const { inside, above, below } = coverage(loss, truth, noise, study);
    expect(above).toBeLessThan(side);
    expect(below).toBeLessThan(side);
    expect(inside).toBeGreaterThan(0.935);
  });

  test("between two values the line between their limits is cautious", () => {
    const { inside } = coverage((x) => 0.04 * x, 0.25, 0.002, study);
    expect(inside).toBeGreaterThan(0.96);
  });

  test("on a fine axis the first crossing comes somewhat early, as each value has its own chance of one", () => {
    const fine = Array.from({ length: 21 }, (_, k) => k / 20);
    const { inside, above, below } = coverage((x) => 0.02 * x, 0.5, 0.004, fine);
    expect(inside).toBeGreaterThan(0.92);
    expect(above).toBeLessThan(0.025);
    expect(below).toBeLessThan(0.07);
  });

  test("of a single seed has a value and no interval", () => {
    const alone = outcomes.filter((o) => o.job.seed === "1");
    const [found] = tolerances(summarise(alone, block), "sigma", "accuracy.classMean", 0.02);
    expect(found!.value).toBeCloseTo(0.2, 2);
    expect(found!.interval).toEqual([null, null]);
  });

  test("is exact on a line", () => {
    const losses = [0, 1, 2].map((x) => ({ x, mean: x, low: x, high: x }));
    expect(crossing(losses, (l) => l.mean, 1.25)).toBe(1.25);
    expect(crossing(losses, (l) => l.mean, 5)).toBeNull();
  });
});
