import { describe, expect, test } from "vitest";
import { summaryText } from "../../src/cli/sweep-summary.js";
import { pointsOf } from "../../src/sweep/axes.js";
import type { Plan } from "../../src/sweep/plan.js";
import { sweepPanels } from "../../src/sweep/plots.js";
import { sweepReport } from "../../src/sweep/report.js";
import { endsOf, thinned } from "../../src/sweep/shortened.js";
import type { PointSummary } from "../../src/sweep/statistics.js";
import { summaryOf } from "../../src/sweep/summary.js";
import { classifyResult } from "../report/fixture.js";
import { block as blockOf } from "./block.js";

const point = (mean: number | undefined): PointSummary => ({
  axes: {},
  text: {},
  assumed: [],
  mixed: [],
  measures:
    mean === undefined ? {} : { m: { doc: "", unit: "1", mean, ci95: null, bySeed: {}, difference: null } },
  done: 1,
  failed: 0,
});
const means = (points: readonly PointSummary[]) => points.map((p) => p.measures.m?.mean);

describe("of very many points", () => {
  test("few enough stay as they are; of more, the ends are left, those without a number at neither", () => {
    const points = [3, Number.NaN, 1, 5, undefined, 2, 4].map(point);
    expect(endsOf(points, "m", 7, 2)).toEqual({ points, highest: 7, left: 0 });
    const { points: shown, highest, left } = endsOf(points, "m", 6, 2);
    expect(means(shown)).toEqual([5, 4, 2, 1]);
    expect([highest, left]).toEqual([2, 3]);
  });

  test("thinned ones are spread evenly", () => {
    expect(thinned([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 3, 6]);
    expect(thinned([0, 1, 2], 3)).toEqual([0, 1, 2]);
  });
});

describe("a sweep of 700 points", () => {
  const block = blockOf({ axes: { sigma: { path: "d2d", from: "0 %", to: "69.9 %", count: 700 } } });
  const { metrics } = classifyResult(1);
  const outcomes = pointsOf(block).map((point, k) => ({
    job: { point, seed: "1", set: [], key: String(k) },
    record: {
      format: "spikion-sweep-run" as const,
      version: 2 as const,
      key: String(k),
      metrics: { ...metrics, accuracy: { ...metrics.accuracy, classMean: 0.2 + k / 1000 } },
      assumed: null,
      dataHash: null,
      modules: {},
      program: { spikion: "0", commit: null, code: "c0de" },
    },
  }));
  const plan = { name: "study", kind: "classify", text: "", block, about: {}, jobs: [] } as unknown as Plan;
  const summary = summaryOf(plan, outcomes);

  test("is printed in as many lines as a terminal's page, and says where the rest is", () => {
    const text = summaryText(summary);
    expect(text.split("\n").length).toBeLessThan(60);
    expect(text).toContain("89.90 %");
    expect(text).toContain("20.00 %");
    expect(text).not.toContain("50.00 %");
    expect(text).toContain(
      "of 700 points the 20 with the largest accuracy.classMean and the 20 with the smallest",
    );
  });

  test("has a report of 200 rows, and one curve: the median", async () => {
    const report = await sweepReport(plan, summary, outcomes);
    expect(report.match(/<tr><th scope="row">\d/g)).toHaveLength(200);
    expect(report).toContain("Of 700 points the 100 with the highest and the 100 with the lowest accuracy");
    expect(report).toContain("median of 700 points, with nine of ten of them");
    // Below what a browser shows at once; one with all points would have three times as much.
    expect(report.length).toBeLessThan(400_000);
  });
});

describe("a sweep at random over two axes", () => {
  const axis = (path: string) => ({ path, from: 0, to: 1 });
  const { metrics } = classifyResult(1);
  /** The figures of so many points whose accuracy falls along one axis. */
  function panelsOf(samples: number) {
    const block = blockOf({ design: "random", samples, axes: { d: axis("d2d"), c: axis("c2c") } });
    const outcomes = pointsOf(block).map((at, k) => ({
      job: { point: at, seed: "1", set: [], key: String(k) },
      record: {
        format: "spikion-sweep-run" as const,
        version: 2 as const,
        key: String(k),
        metrics: { ...metrics, accuracy: { ...metrics.accuracy, classMean: 1 - Number(at.d!.value) / 2 } },
        assumed: { device: "d", numbers: [] },
        dataHash: null,
        modules: {},
        program: { spikion: "0", commit: null, code: "c" },
      },
    }));
    const plan = { name: "s", kind: "classify", text: "", block, about: {}, jobs: [] } as unknown as Plan;
    const { points, measure, columns, axes } = summaryOf(plan, outcomes);
    return sweepPanels(points, measure, columns, axes);
  }

  test("is a cloud along each axis, with the median of its places: no curve joins its points", () => {
    const [along, across] = panelsOf(200);
    for (const { series } of [along!, across!]) {
      expect(series.map(({ name }) => name)).toEqual(["one point each", "median, with nine of ten"]);
      expect(series[0]!.x).toHaveLength(200);
      expect(series[1]!.x).toHaveLength(10);
    }
    const { x, y } = along!.series[1]!;
    for (const [k, at] of x.entries()) expect(y[k]).toBeCloseTo(1 - at / 2, 1);
  });

  test("of less than eighty points has no median; of twelve, each is told apart", () => {
    expect(panelsOf(40)[0]!.series.map(({ name }) => name)).toEqual(["one point each"]);
    expect(panelsOf(12)[0]!.series.filter(({ silent }) => !silent)).toHaveLength(12);
  });
});
