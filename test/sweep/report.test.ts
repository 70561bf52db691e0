/** Each number of a sweep's tables and figures is that of its point and measure. */
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { summaryText } from "../../src/cli/sweep-summary.js";
import type { KindMetrics } from "../../src/experiment/kind.js";
import { pointsOf } from "../../src/sweep/axes.js";
import { toldNotices } from "../../src/sweep/notices.js";
import type { Plan } from "../../src/sweep/plan.js";
import { sweepPanels } from "../../src/sweep/plots.js";
import { sweepReport } from "../../src/sweep/report.js";
import { formatRun, parseRun } from "../../src/sweep/run-record.js";
import { summarise } from "../../src/sweep/statistics.js";
import { summaryOf } from "../../src/sweep/summary.js";
import { longTable, type Outcome, runColumns, columns as tableOf } from "../../src/sweep/table.js";
import { hashOf, panelLines, wordsOf } from "../golden/kept.js";
import { choiceResult, classifyResult } from "../report/fixture.js";
import { block as blockOf } from "./block.js";

/** A plan, and outcomes with metrics that depend on the position of their point. */
function sweep(kind: string, raw: object, metricsAt: (position: number, seed: number) => KindMetrics) {
  const block = blockOf(raw);
  const points = pointsOf(block);
  const outcomes = [1, 2].flatMap((seed) =>
    points.map((point, k): Outcome => {
      const job = { point, seed: String(seed), set: [], key: `${k}-${seed}` };
      return {
        job,
        record: {
          format: "spikion-sweep-run",
          version: 2,
          key: job.key,
          metrics: metricsAt(k, seed),
          // Along the numbers of an axis the device is the same; among cases it may be another.
          assumed: { device: "d", numbers: kind === "classify" || k === 1 ? ["gMin", "beta"] : [] },
          dataHash: null,
          modules: {},
          program: { spikion: "0", commit: null, code: "c0de" },
        },
      };
    }),
  );
  const plan = { name: "study", kind, text: "name: study", block, about: {}, jobs: [] } as unknown as Plan;
  return { plan, outcomes, summary: summaryOf(plan, outcomes) };
}

const { metrics } = classifyResult(1);
const classified = sweep(
  "classify",
  { axes: { sigma: { path: "d2d", values: [0, "10 %", "40 %"], label: "spread" } }, baseline: { sigma: 0 } },
  (k, seed): KindMetrics => {
    const of = {
      ...metrics,
      accuracy: { ...metrics.accuracy, classMean: 0.9 - 0.1 * k - 0.01 * seed },
      energy: { ...metrics.energy!, perImage: { ...metrics.energy!.perImage, total: (k + 1) * 1e-12 } },
    };
    return of;
  },
);

/** Words of each cell, row by row. */
function cells(page: string): string[][] {
  const { document } = parseHTML(page);
  type Cell = { textContent: string | null };
  type Line = { querySelectorAll(selector: string): Iterable<Cell> };
  return Array.from(document.querySelectorAll("section table tr") as Iterable<Line>, (row) =>
    Array.from(row.querySelectorAll("th, td"), (cell) => cell.textContent ?? ""),
  );
}

describe("a sweep of classifications", () => {
  let page = "";
  beforeAll(async () => {
    page = await sweepReport(classified.plan, classified.summary);
  });

  test("has a column for each measure that its kind shows, under the measure's words", () => {
    const [head, ...rows] = cells(page);
    expect(head).toEqual([
      "point",
      "accuracy, class-mean vote",
      "against the baseline, in points",
      "energy per image",
      "energy per correct answer",
      "time per image",
      "moved by pre spikes alone",
      "by post spikes alone",
      "by pairs",
    ]);
    // Student's t of two values one apart in the second digit: 12.7 times half of it.
    expect(rows[1]).toEqual([
      "10 %†",
      "78.50 ± 6.35 %",
      "−10.00 ± 0.00",
      "2 pJ",
      "9.1 pJ",
      "420 ms",
      "1.2 pS",
      "340 pS",
      "510 pS",
    ]);
    // Below them the same point's seeds.
    expect(rows[3]).toEqual(["point", "seed 1", "seed 2"]);
    expect(rows[5]).toEqual(["10 %†", "79.00 %", "78.00 %"]);
    expect(rows[0]![2]).toBe("0.00 ± 0.00");
  });

  test("says which results come from something else, and of how many points; nothing where all are of one piece", async () => {
    expect(page).not.toContain("--accept-mixed");
    const mixed = classified.outcomes.map((o, k) => (k === 1 ? { ...o, mixed: ["data: 1 result"] } : o));
    const marked = await sweepReport(classified.plan, summaryOf(classified.plan, mixed));
    expect(marked).toContain("Some results of 1 of 3 points were computed from other data");
    expect(marked).toContain("<li>data: 1 result</li>");
  });

  test("says once which numbers are assumed, in the signs of the field, and of which points", async () => {
    const list = (text: string) =>
      Array.from(
        parseHTML(text).document.querySelectorAll("#assumed li") as Iterable<{ textContent: string }>,
        (li) => li.textContent,
      );
    expect(list(page)).toEqual(["assumed Gmin, β: all points"]);
    const [first, ...rest] = classified.outcomes;
    const other = { ...first!, record: { ...first!.record!, assumed: { device: "d", numbers: ["vOc"] } } };
    expect(list(await sweepReport(classified.plan, summaryOf(classified.plan, [other, ...rest])))).toEqual([
      "assumed Voc: 0†",
      "assumed Gmin, β: 10 %†; 40 %†",
    ]);
  });

  test("says what program, data and file its numbers come from", async () => {
    const text = await sweepReport(classified.plan, classified.summary, classified.outcomes);
    const words = parseHTML(text).document.querySelector("#provenance")!.textContent.replace(/\s+/g, " ");
    expect(words).toMatch(/program ?spikion 0 ?file ?sha256 [0-9a-f]{64} ?seeds ?1, 2 ?runs ?6 of 6/);
  });

  test("writes accuracies in per cent wherever they stand, and none beyond 0 and 1", () => {
    const { points, measure, columns, axes } = classified.summary;
    for (const panel of sweepPanels(points, measure, columns, axes).filter((p) => p.y.label === "accuracy")) {
      expect(panel.y.percent).toBe(true);
      expect(panel.y.domain![0]).toBeGreaterThanOrEqual(0);
      expect(panel.y.domain![1]).toBeLessThanOrEqual(1);
    }
  });

  test("is drawn along its axis, with energy and what was moved, each series its own measure", () => {
    const { points, measure, columns, axes } = classified.summary;
    const [along, energy, moved] = sweepPanels(points, measure, columns, axes);
    expect(along).toMatchObject({ title: "accuracy against spread", x: { label: "spread" } });
    expect([...along!.series[0]!.x]).toEqual([0, 0.1, 0.4]);
    expect([...along!.series[0]!.y].map((y) => y.toFixed(3))).toEqual(["0.885", "0.785", "0.685"]);
    // One colour along the axis, as in the panel before.
    expect(energy!.series.map((s) => [s.name, [...s.x], [...s.y].map((y) => y.toFixed(3))])).toEqual([
      ["mean†", [1e-12, 2e-12, 3e-12], ["0.885", "0.785", "0.685"]],
    ]);
    expect(moved!.series.map((s) => [s.name, s.y[0]])).toEqual([
      ["pre spikes alone", 1.2e-12],
      ["post spikes alone", 0.34e-9],
      ["pairs", 0.51e-9],
    ]);
  });

  test("on the terminal", () => {
    const lines = summaryText(classified.summary).split("\n");
    expect(lines[1]).toMatch(/sigma.*accuracy\.classMean.*against baseline.*energy per image.*runs/);
    const row = lines.find((line) => line.includes("10 %†"))!;
    expect(row).toMatch(/78\.50 % ± 6\.35.*-10\.00 points ± 0\.00.*2 pJ.*2/);
  });
});

/** Panels of a sweep of classifications along one axis, whose accuracies are as given. */
function along(axis: object, accuracy: (position: number, seed: number) => number) {
  const { summary } = sweep("classify", { axes: axis }, (k, seed): KindMetrics => {
    const of = { ...metrics, accuracy: { ...metrics.accuracy, classMean: accuracy(k, seed) } };
    return of;
  });
  const [panel] = sweepPanels(summary.points, summary.measure, summary.columns, summary.axes);
  return { panel: panel!, points: summary.points.map((p) => p.measures[summary.measure]!) };
}

describe("the axis of accuracies", () => {
  const two = { sigma: { path: "d2d", values: [0, "10 %"] } };

  test("begins and ends 6 % of what is shown beyond the tips of the intervals", () => {
    const { panel, points } = along(two, (k, seed) => 0.7 - 0.1 * k - 0.001 * seed);
    const [high, low] = points.map(({ ci95 }) => ci95!) as [[number, number], [number, number]];
    const margin = 0.06 * (high[1] - low[0]);
    expect(panel.y.domain![0]).toBeCloseTo(low[0] - margin, 12);
    expect(panel.y.domain![1]).toBeCloseTo(high[1] + margin, 12);
    expect(panel.series[0]!.low![1]).toBe(low[0]);
    expect(panel.series[0]!.high![0]).toBe(high[1]);
  });

  test("does not go below 0, however wide the intervals", () => {
    const { panel, points } = along(two, (_, seed) => 0.1 * seed);
    expect(points[0]!.ci95![0]).toBeLessThan(0);
    expect(panel.y.domain![0]).toBe(0);
  });

  test("is a percentage point wide at least", () => {
    const { panel } = along(two, () => 0.5);
    const [from, to] = panel.y.domain!;
    expect([from.toFixed(4), to.toFixed(4)]).toEqual(["0.4950", "0.5050"]);
  });
});

test("a curve for each combination of the other axes, by rising values in whatever order the file has them", () => {
  const axes = {
    sigma: { path: "d2d", values: ["40 %", 0, "10 %"] },
    rule: { cases: { first: {}, second: {} } },
  };
  const { panel } = along(axes, (k) => 0.9 - 0.1 * k);
  const curves = panel.series.filter(({ mark }) => mark === "line");
  expect(curves.map(({ name, x }) => [name, ...x])).toEqual([
    ["first†", 0, 0.1, 0.4],
    ["second†", 0, 0.1, 0.4],
  ]);
  // 40 % was the first place of the file: its accuracies are the highest, and now stand last.
  expect(curves.map(({ y }) => y[2]! > y[0]!)).toEqual([true, true]);
  expect(panel.series.filter(({ mark }) => mark === "dots").map(({ silent, y }) => [silent, ...y])).toEqual(
    curves.map(({ y }) => [true, ...y]),
  );
  expect(new Set(curves.map(({ colour }) => colour)).size).toBe(2);
});

test("the table of runs says kernel, hash, notices, marks and the key of the config of each", () => {
  const [first, second, third] = classified.outcomes as [Outcome, Outcome, Outcome];
  const noticed = { ...first.record!, notices: ["one thing", "another"] };
  const runs: Outcome[] = [
    { ...first, record: noticed },
    { ...second, mixed: ["data", "program"] },
    { job: third.job, failure: "no memory" },
  ];
  expect(runColumns(runs)).toEqual({
    sigma: ["0", "10 %", "40 %"],
    seed: ["1", "1", "1"],
    state: ["done", "done", "failed"],
    kernel: [metrics.kernel, metrics.kernel, ""],
    weightsSha256: [metrics.weightsSha256, metrics.weightsSha256, ""],
    notices: ["one thing; another", "", ""],
    mixed: ["", "data; program", ""],
    config: ["0-1", "1-1", "2-1"],
    failure: ["", "", "no memory"],
  });
});

test("a sweep of choices shows its scores side by side", () => {
  const { metrics: chosen } = choiceResult();
  const { summary } = sweep(
    "choice",
    {
      measure: "beforeReversal",
      axes: { follows: { cases: { reward: {}, shuffled: {} } } },
    },
    (k) => {
      const accuracy = { final: 0.8 - 0.3 * k, beforeReversal: 0.9 - 0.3 * k, all: 0.7 };
      return { ...chosen, accuracy } as KindMetrics;
    },
  );
  expect(summary.columns).toEqual(["accuracy.final"]);
  const panels = sweepPanels(summary.points, summary.measure, summary.columns, {});
  expect(panels.map((p) => p.title)).toEqual([
    "accuracy of each point",
    "accuracy, last trials of each point",
  ]);
  expect(panels.map((p) => [...p.series[0]!.y].map((y) => y.toFixed(2)))).toEqual([
    ["0.90", "0.60"],
    ["0.80", "0.50"],
  ]);
  expect(panels.map((p) => p.categories)).toEqual([
    ["reward", "shuffled†"],
    ["reward", "shuffled†"],
  ]);
  expect(summaryText(summary)).toMatch(/last trials[\s\S]*reward.*90\.00 %.*80\.00 %/);
});

test("failures and what was not started are told apart", async () => {
  const { plan, outcomes } = classified;
  const [first, second, ...others] = outcomes;
  const cut: Outcome[] = [{ job: first!.job, failure: "no memory" }, { job: second!.job }, ...others];
  const summary = summaryOf(plan, cut);
  expect(summary.runs).toEqual({ done: 4, failed: 1, missing: 1 });
  expect(summary.failures).toEqual([{ point: { sigma: "0" }, seed: "1", why: "no memory" }]);
  const page = await sweepReport(plan, summary);
  expect(page).toContain("1 run failed and 1 was not started");
  expect(page).toContain("sigma = 0, seed 1: no memory");
  expect(runColumns(cut).state).toEqual(["failed", "missing", "done", "done", "done", "done"]);
  expect(runColumns(cut).failure).toEqual(["no memory", "", "", "", "", ""]);
  expect(summarise(cut, plan.block)[0]).toMatchObject({ done: 1, failed: 1 });
});

test("a measure that one seed has no number of has none at its point, in words; the other seeds say another thing", async () => {
  const { plan, outcomes } = sweep("classify", { axes: { n: { path: "n", values: [1] } } }, (_, seed) => {
    const perCorrectAnswer = seed === 1 ? Number.POSITIVE_INFINITY : 5e-12;
    return { ...metrics, energy: { ...metrics.energy!, perCorrectAnswer } } as KindMetrics;
  });
  const [point] = summarise(outcomes, plan.block);
  expect(point!.measures["energy.perCorrectAnswer"]).toMatchObject({
    mean: Number.NaN,
    ci95: null,
    absent: "no right answer with seed 1",
    bySeed: { "2": 5e-12 },
  });
  const summary = summaryOf(plan, outcomes);
  expect(await sweepReport(plan, summary)).toContain("no right answer with seed 1");
  expect(JSON.parse(JSON.stringify(summary)).points[0].measures["energy.perCorrectAnswer"].mean).toBe(null);
});

describe("what is missing", () => {
  const page = (outcomes: readonly Outcome[]) =>
    sweepReport(classified.plan, summaryOf(classified.plan, outcomes));

  test("is told, with the point, the seed and the reason of each failure", async () => {
    const [first, second, ...rest] = classified.outcomes;
    const text = await page([{ job: first!.job, failure: "out of memory" }, { job: second!.job }, ...rest]);
    expect(text).toContain("1 run failed and 1 was not started");
    expect(text).toContain("sigma = 0, seed 1: out of memory");
    expect(await page([{ job: first!.job, failure: "out of memory" }, second!, ...rest])).toContain(
      "1 run failed and 0 were not started",
    );
  });

  test("is not spoken of where all is there", async () => {
    expect(await page(classified.outcomes)).not.toContain("not started");
  });
});

test("the list of runs has a column for each axis, of a single run too", () => {
  const [first] = classified.outcomes;
  expect(Object.keys(runColumns([first!]))).toEqual(Object.keys(runColumns(classified.outcomes)));
  expect(runColumns([first!]).sigma).toEqual(["0"]);
});

describe("what runs told", () => {
  const cut = (share: string) => `${share} % of the post waveforms of "drive" were cut short`;
  /** Every run of the first point, and one of the second. */
  const told = classified.outcomes.map((outcome, k): Outcome => {
    const notices = k % 3 === 0 ? [cut(`${10 + k}.5`), "no neuron has learned"] : k === 1 ? [cut("7")] : [];
    return { ...outcome, record: { ...outcome.record!, notices } };
  });
  const { plan } = classified;

  test("is counted by kind, over runs and points: numbers make no other kind", () => {
    expect(toldNotices(told)).toEqual([
      { text: cut("10.5"), first: { point: { sigma: "0" }, seed: "1" }, runs: 3, points: 2 },
      { text: "no neuron has learned", first: { point: { sigma: "0" }, seed: "1" }, runs: 2, points: 1 },
    ]);
    expect(toldNotices(classified.outcomes)).toEqual([]);
  });

  test("is in the summary, on the terminal, in the report and, run by run, in runs.csv", async () => {
    const summary = summaryOf(plan, told);
    const words = `3 of 6 runs (2 of 3 points), first sigma = 0, seed 1: ${cut("10.5")}`;
    expect(summary.notices).toHaveLength(2);
    expect(summaryText(summary)).toContain(`told by ${words}`);
    expect(parseHTML(await sweepReport(plan, summary)).document.body.textContent).toContain(words);
    expect(runColumns(told).notices).toEqual([
      `${cut("10.5")}; no neuron has learned`,
      cut("7"),
      "",
      `${cut("13.5")}; no neuron has learned`,
      "",
      "",
    ]);
    expect(await sweepReport(plan, classified.summary)).not.toContain("Runs of this sweep told");
  });

  test("is kept with a run's result, and read again", () => {
    const { format: _, version: __, key, ...result } = told[0]!.record!;
    expect(parseRun(formatRun(key, result), key).notices).toEqual(told[0]!.record!.notices);
    const { notices: ___, ...older } = result;
    expect(parseRun(formatRun(key, older), key).notices).toBeUndefined();
  });
});

test("pages, pictures, tables and words of sweeps of many shapes are as they have always been", async () => {
  const range = (from: number | string, to: number | string, scale = "linear") => ({
    path: "p",
    from,
    to,
    count: 4,
    scale,
  });
  const accuracy = (of: (k: number, seed: number) => number) => (k: number, seed: number) =>
    ({ ...metrics, accuracy: { ...metrics.accuracy, classMean: of(k, seed) } }) as KindMetrics;
  const falling = accuracy((k, seed) => 0.9 - 0.02 * k * k + 0.003 * seed * (k % 3));
  const tolerance = (loss: string) => ({ axis: "sigma", loss });
  const sigma = { path: "d2d", values: [0, "10 %", "20 %", "30 %"], label: "spread" };
  const rule = { cases: { first: {}, second: {}, "third one": {} } };
  const drawn = { path: "network.projections.ff.synapses.eis.device.draw", values: [0, 1, 2, 3] };
  const all: Readonly<Record<string, readonly [kind: string, raw: object, of: typeof falling]>> = {
    "a loss that is reached between two values": [
      "classify",
      { axes: { sigma }, baseline: { sigma: 0 }, tolerance: tolerance("3 %") },
      falling,
    ],
    "a loss that is not reached": ["classify", { axes: { sigma }, tolerance: tolerance("90 %") }, falling],
    "a loss that the first value has": [
      "classify",
      { axes: { sigma }, tolerance: tolerance("0.1 %") },
      falling,
    ],
    "a tolerance for each rule": [
      "classify",
      { axes: { rule, sigma }, baseline: { rule: "second" }, tolerance: tolerance("5 %") },
      accuracy((k, seed) => 0.9 - 0.01 * k - 0.001 * seed * k),
    ],
    "a range of volts": ["classify", { axes: { v: range("-1 V", "2 V") } }, falling],
    "a logarithmic range": ["classify", { axes: { g: range("1 nS", "1 uS", "log") } }, falling],
    "two ranges": [
      "classify",
      { axes: { g: range("1 nS", "1 uS", "log"), w: { ...range(0, 3), path: "w" } } },
      falling,
    ],
    "three axes": ["classify", { axes: { sigma, rule, w: { ...range(0, 3), path: "w" } } }, falling],
    draws: ["classify", { axes: { drawn } }, accuracy((k, seed) => 0.8 + 0.01 * k - 0.02 * seed)],
    "draws of each rule": ["classify", { axes: { rule, drawn } }, falling],
    "many cases": [
      "classify",
      { axes: { n: { path: "n", values: Array.from({ length: 12 }, (_, k) => k + 1) } } },
      falling,
    ],
    "one point": ["classify", { axes: { n: { path: "n", values: [1] } } }, falling],
  };
  const lines: string[] = [];
  for (const [name, [kind, raw, of]] of Object.entries(all)) {
    const { plan, outcomes, summary } = sweep(kind, raw, of);
    const { points, measure, columns, axes } = summary;
    lines.push(`# ${name}`, ...wordsOf(await sweepReport(plan, summary)));
    lines.push(...sweepPanels(points, measure, columns, axes).flatMap(panelLines));
    lines.push(
      ...summaryText(summary)
        .split("\n")
        .map((line) => line.trimEnd()),
    );
    lines.push(
      `table ${hashOf(JSON.stringify(tableOf(longTable(outcomes), axes)))} runs ${hashOf(JSON.stringify(runColumns(outcomes)))}`,
    );
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../golden/results/sweep-pages.txt");
});
