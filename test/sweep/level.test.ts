/** A level is its SI value, not its spelling. */
import { describe, expect, test } from "vitest";
import { summaryText } from "../../src/cli/sweep-summary.js";
import { nameOf, pointsOf } from "../../src/sweep/axes.js";
import { axisInfos, axisNumber } from "../../src/sweep/axis-info.js";
import { problemsOfBlock } from "../../src/sweep/checks.js";
import { duplicate, levelOf, sameLevel } from "../../src/sweep/level.js";
import type { Plan } from "../../src/sweep/plan.js";
import { sweepPanels } from "../../src/sweep/plots.js";
import { sweepReport } from "../../src/sweep/report.js";
import { summaryOf } from "../../src/sweep/summary.js";
import { columns, longTable, type Outcome } from "../../src/sweep/table.js";
import { choiceResult } from "../report/fixture.js";
import { block } from "./block.js";

const level = (value: unknown) => levelOf("a.b", value);
const axis = (more: object, rest: object = {}) => block({ axes: { x: { path: "a.b", ...more } }, ...rest });

test.each<[unknown, number, string]>([
  ["10 kHz", 10_000, "Hz"],
  ["10 Hz", 10, "Hz"],
  ["350 ms", 0.35, "s"],
  ["0.35 s", 0.35, "s"],
  ["-65 mV", -0.065, "V"],
  ["1e-9 S/s", 1e-9, "S/s"],
  ["5 Mohm", 5e6, "ohm"],
  ["14 nm", 14e-9, "m"],
  ["6 %", 0.06, "1"],
  ["0.06", 0.06, "1"],
  [0.06, 0.06, "1"],
  ["-0 mV", 0, "V"],
])("%s is %s in %s", (written, value, unit) => {
  expect(level(written)).toMatchObject({ value, unit, text: String(written) });
});

describe("one level however it is spelled:", () => {
  test.each([
    ["10 kHz", "10000 Hz"],
    ["350 ms", "0.35 s"],
    ["6 %", 0.06],
    [1, "1.0"],
    [0.1 + 0.2, 0.3],
    ["-0 mV", "0 V"],
    ["1 µs", "1 us"],
    [
      [
        ["20 ms", "3 V"],
        ["40 ms", "0 V"],
      ],
      [
        ["0.02 s", "3000 mV"],
        ["0.04 s", "0 mV"],
      ],
    ],
    [{ ltp: "6 %" }, { ltp: 0.06 }],
  ])("%j and %j", (a, b) => {
    expect(sameLevel(level(a), level(b))).toBe(true);
    expect(() => pointsOf(axis({ values: [a, "7 m", b].filter((v) => v !== "7 m") }))).toThrow(
      /axes\.x: has .*; accepted: values that differ/,
    );
  });

  test.each<[unknown, unknown]>([
    ["10 kHz", "10 Hz"],
    ["1 s", "1 V"],
    [0, "0 mV"],
    [1e-12, 0],
    [1, 1 + 1e-8],
    ["5 mS", "5 ms"],
    [true, "true"],
    [null, "null"],
    ["soft", "hard"],
    [
      [1, 2],
      [2, 1],
    ],
  ])("but not %j and %j", (a, b) => {
    expect(sameLevel(level(a), level(b))).toBe(false);
  });
});

test("the same level given twice is found wherever the two stand among words, numbers and units", () => {
  const orders = (list: readonly unknown[]): unknown[][] =>
    list.length === 0
      ? [[]]
      : list.flatMap((x, k) => orders(list.filter((_, other) => other !== k)).map((rest) => [x, ...rest]));
  for (const order of orders(["soft", "1 V", "1 s", 1, "1000 mV", "true"])) {
    const found = duplicate(order.map(level));
    expect(found?.map(({ text }) => text).sort(), order.join()).toEqual(["1 V", "1000 mV"]);
  }
  expect(duplicate(["soft", "1 V", "1 s", 1, "true"].map(level))).toBeUndefined();
});

test("an axis of words shows each level by a text of its own", () => {
  const long = Array.from({ length: 30 }, (_, k) => k);
  const points = pointsOf(
    axis({ values: [true, "true", null, "12 ms", { law: "sinh" }, long, [...long, 1]] }),
  );
  expect(points.map(nameOf)).toEqual([
    "x=true",
    'x="true"',
    "x=null",
    "x=12 ms",
    'x={"law":"sinh"}',
    "x=[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,… (no. 6)",
    "x=[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,… (no. 7)",
  ]);
  expect(points.every((point) => point.x!.value === point.x!.text)).toBe(true);
  expect(points[4]!.x!.set).toEqual([{ path: "a.b", value: { law: "sinh" } }]);
});

test("a range may begin and end with different prefixes", () => {
  const texts = (raw: object) => pointsOf(axis(raw)).map((p) => p.x!.text);
  expect(texts({ from: "500 us", to: "50 ms", count: 3, scale: "log" })).toEqual(["500 us", "5 ms", "50 ms"]);
  expect(texts({ from: 0, to: "80 %", count: 3 })).toEqual(["0", "40 %", "80 %"]);
  expect(texts({ from: "-20 mV", to: "20 mV", count: 3 })).toEqual(["-20 mV", "0 V", "20 mV"]);
  // Six digits would make these four one.
  expect(new Set(texts({ from: 1, to: 1.000001, count: 4 })).size).toBe(4);
});

describe("the baseline", () => {
  const problems = (values: unknown[], x: unknown) =>
    problemsOfBlock(axis({ values }, { baseline: { x } }), "classify", []).map((p) => p.message);

  test.each<[unknown[], unknown]>([
    [["10 kHz", "5 kHz"], "10000 Hz"],
    [["0 mV", "20 mV"], "0 V"],
    [[0, "6 %"], 0.06],
    [[0.1 + 0.2, 1], "30 %"],
    [["soft", "hard"], "hard"],
    [[true, false], false],
    [[null, 1], "null"],
    [[["1 ms"], ["2 ms"]], ["0.001 s"]],
  ])("of levels %j may be called %j", (values, x) => {
    expect(problems(values, x)).toEqual([]);
  });

  test.each<[unknown[], unknown, string]>([
    [["10 kHz", "5 kHz"], "10 Hz", '10 Hz is no level of the axis "x"; accepted: 10 kHz, 5 kHz'],
    [["0 mV", "20 mV"], 0, '0 is no level of the axis "x"; accepted: 0 mV, 20 mV'],
    [["soft", "hard"], "sft", 'sft is no level of the axis "x"; accepted: soft, hard'],
  ])("of levels %j that is %j is refused", (values, x, message) => {
    expect(problems(values, x)).toEqual([`baseline.x: ${message}`]);
  });

  test("of a design in which no two points differ by it alone is refused", () => {
    const random = block({
      design: "random",
      samples: 8,
      axes: { k: { path: "k", values: [1, 2] }, x: { path: "x", from: 0, to: 1 } },
      baseline: { k: 1 },
    });
    expect(problemsOfBlock(random, "classify", [])[0]!.message).toMatch(
      /^baseline: no point of this random design differs from another in k alone/,
    );
    expect(problemsOfBlock(axis({ values: [1] }, { baseline: {} }), "classify", [])[0]!.message).toMatch(
      /names no axis/,
    );
  });
});

describe("what would undo a level is refused:", () => {
  const two = (first: object, second: object, set: string[] = []) =>
    problemsOfBlock(block({ axes: { a: first, b: second } }), "classify", set).map((p) => p.message);
  const at = (path: string | string[]) => ({ path, values: [1, 2] });

  test.each<[string, object, object, string[], string]>([
    ["two axes of one path", at("p"), at(["q", "p"]), [], 'axes.b: sets p, which the axis "a" sets too'],
    [
      "a case of another axis",
      at("p"),
      { cases: { u: { q: 1 }, v: { p: 1 } } },
      [],
      'axes.b: sets p, which the axis "a" sets too',
    ],
    ["a setting of the command line", at("p"), at("q"), ["q=3"], "axes.b: sets q, which --set sets too"],
    ["the seed", at("p"), at("seed"), [], "axes.b: sets seed, which the list of seeds sets too"],
  ])("%s", (_, a, b, set, message) => {
    expect(two(a, b, set)).toEqual([`${message}; accepted: one of them`]);
  });

  test("an axis that has the name of a column", () => {
    const named = block({ axes: { value: at("p") } });
    expect(problemsOfBlock(named, "classify", [])[0]!.message).toMatch(
      /^axes\.value: is a column that tables have already/,
    );
  });

  test("a tolerance over words, and its refinement between cases", () => {
    const over = (x: object, refine: number) =>
      problemsOfBlock(block({ axes: { x }, tolerance: { axis: "x", refine } }), "classify", []).map(
        (p) => p.message,
      );
    expect(over({ path: "p", values: ["a", "b"] }, 0)[0]).toMatch(
      /^tolerance\.axis: the levels of "x" are not numbers/,
    );
    expect(over({ cases: { "1 ms": { p: 1 }, "2 ms": { p: 2 } } }, 1)[0]).toMatch(
      /^tolerance\.refine: .* accepted: 0, or an axis with a path/,
    );
  });
});

describe("units are printed:", () => {
  const volts = block({
    measure: "final",
    axes: { v: { path: "a", values: ["0 mV", "20 mV", "0.2 V"], label: "spread of V_oc" } },
    baseline: { v: "0 V" },
    tolerance: { axis: "v", loss: "10 %" },
  });
  const outcomes = ["1", "2"].flatMap((seed) =>
    pointsOf(volts).map((point, k): Outcome => {
      const accuracy = { final: 0.9 - 0.08 * k, beforeReversal: 0.9, all: 0.9 };
      const metrics = { ...choiceResult().metrics, accuracy };
      const record = {
        format: "spikion-sweep-run",
        version: 2,
        key: "x",
        metrics,
        assumed: null,
      } as unknown as Outcome["record"];
      return { job: { point, seed, set: [], key: "x" }, record: record! };
    }),
  );
  const plan = {
    name: "study",
    kind: "choice",
    text: "",
    block: volts,
    about: {},
    jobs: [],
  } as unknown as Plan;
  const summary = summaryOf(plan, outcomes);

  test("in the tolerance, which is in volts", () => {
    // 0.08 lost at 20 mV, 0.16 at 200 mV: 0.1 is a quarter of the way.
    expect(summary.tolerance!.found[0]!.value).toBeCloseTo(0.065, 12);
    expect(summaryText(summary)).toContain("at most 10.0 % lost up to v = 65 mV (95 %: 65 mV to 65 mV)");
  });

  test("in the report", async () => {
    const page = await sweepReport(plan, summary);
    expect(page).toContain("Largest spread of V<sub>oc</sub> at which");
    expect(page).toContain("<td>65 mV</td><td>65 mV to 65 mV</td>");
    expect(page.replace(/<\/?tspan[^>]*>/g, "")).toContain("spread of Voc (mV)");
  });

  test("in plots, in SI", () => {
    const [along] = sweepPanels(summary.points, summary.measure, [], summary.axes);
    expect(along!.x).toEqual({ label: "spread of V_oc", unit: "V", scale: "linear" });
    expect([...along!.series[0]!.x]).toEqual([0, 0.02, 0.2]);
  });

  test("in the head of tables", () => {
    const table = columns(longTable(outcomes), summary.axes);
    expect(Object.keys(table)[0]).toBe("v_V");
    expect([...new Set(table.v_V)]).toEqual([0, 0.02, 0.2]);
  });

  test("in the summary, beside each axis", () => {
    expect(summary.axes).toEqual({
      v: { label: "spread of V_oc", unit: "V", percent: false, scale: "linear" },
    });
    expect(summary.points[1]).toMatchObject({ axes: { v: 0.02 }, text: { v: "20 mV" } });
  });
});

test("plain numbers are in per cent only where they were written so", () => {
  const written = (...values: unknown[]) => axisNumber(0.12345, axisInfos(axis({ values })).x!);
  expect(written(0, "6 %")).toBe("12.3 %");
  expect(written(0, 0.06)).toBe("0.123");
  expect(axisNumber(1234, axisInfos(axis({ values: [1000, 2000] })).x!, 6)).toBe("1234");
});

test("a logarithmic range is drawn so where powers of ten are on it", () => {
  const scale = (to: string) => axisInfos(axis({ from: "1 ms", to, scale: "log", count: 2 })).x!.scale;
  expect([scale("1 s"), scale("100 ms"), scale("20 ms")]).toEqual(["log", "log", "linear"]);
});
