import { expect, test } from "vitest";
import type { Panel } from "../../../src/experiment/panel.js";
import { panelsSvg } from "../../../src/report/plots/panels.js";
import { hashOf } from "../../golden/kept.js";

const panel: Panel = {
  id: "one",
  title: "Change <against> time",
  x: { label: "t", unit: "s" },
  y: { label: "ΔG", unit: "S" },
  series: [
    { name: "a & b", x: Float64Array.of(0, 5e-3), y: Float64Array.of(-1e-9, 2e-9), mark: "line" },
    { name: "dots", x: Float64Array.of(0, 5e-3), y: Float64Array.of(0, 1e-9), mark: "dots" },
  ],
};

test("a picture stands alone, with units, legend and letters, and text is escaped", async () => {
  const svg = await panelsSvg("two <panels>", [panel, { ...panel, id: "two" }]);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 880 \d+"/);
  for (const text of ["t (ms)", "ΔG (nS)", "a &amp; b", "(a) Change &lt;against&gt; time", "(b) "])
    expect(svg).toContain(text);
  expect(svg).not.toContain("<against>");
});

test("one panel has no letter, one the paper numbers keeps its number, and one line has no legend", async () => {
  const single = await panelsSvg("one", [{ ...panel, series: panel.series.slice(0, 1) }]);
  expect(single).not.toContain("(a)");
  expect(single).not.toContain("a &amp; b");
  const numbered = await panelsSvg("two", [panel, { ...panel, title: "(ii) second" }]);
  expect(numbered).toContain(">(ii) second");
});

test("a logarithmic axis leaves out what it has no place for, and bars stand on categories", async () => {
  const log = await panelsSvg("log", [
    {
      ...panel,
      y: { label: "rate", unit: "S/s", scale: "log" },
      series: [{ name: "", x: Float64Array.of(1, 2, 3), y: Float64Array.of(0, 1e-9, 1e-6), mark: "line" }],
    },
  ]);
  expect(log).toContain("rate (nS/s)");
  expect(log).toContain("10³");
  expect(log).not.toContain("NaN");
  const bars = await panelsSvg("bars", [
    {
      ...panel,
      categories: ["EIS", "RRAM"],
      series: [{ name: "", x: Float64Array.of(0, 1), y: Float64Array.of(1, 2), mark: "bars" }],
    },
  ]);
  expect(bars).toContain("RRAM");
});

test("a logarithmic axis without anything above 0 is drawn empty", async () => {
  const none = { name: "", x: Float64Array.of(1, 2), y: Float64Array.of(0, 0), mark: "dots" as const };
  const y = { label: "moved", unit: "S", scale: "log" } as const;
  expect(await panelsSvg("none", [{ ...panel, y, series: [none] }])).not.toMatch(/NaN|Infinity/);
});

test("every mark, axis and width looks as it has always done", async () => {
  const x = Float64Array.of(-2e-3, -1e-3, 0.5e-3, 3e-3);
  const y = Float64Array.of(-3e-9, 1e-9, 4e-9, 2e-9);
  const marks = ["line", "dashed", "dots", "outline", "bars"] as const;
  const some = (k: number) => ({ name: `series ${k}`, x, y: y.map((v) => v * (k + 1)), mark: marks[k % 5]! });
  const interval = { low: y.map((v) => v - 1e-9), high: y.map((v) => v + 2e-9) };
  const counted = { name: "bars", x: Float64Array.of(0, 1, 2), y: Float64Array.of(3, -1, 2) };
  const log = { name: "log", x: Float64Array.of(1e-3, 1, 20), y: Float64Array.of(1e-12, 1e-9, 3e-6) };
  const pictures: Readonly<Record<string, readonly Panel[]>> = {
    marks: [{ ...panel, series: [0, 1, 2, 3].map(some) }],
    "many series": [{ ...panel, columns: 6, series: Array.from({ length: 13 }, (_, k) => some(k % 4)) }],
    intervals: [
      { ...panel, series: [{ ...some(0), ...interval }] },
      { ...panel, id: "dots", series: [{ ...some(2), ...interval }] },
    ],
    colours: [
      { ...panel, series: [{ ...some(0), colour: 3 }, { ...some(2), colour: 3, silent: true }, some(1)] },
    ],
    widths: [2, 2, 2, 3, 3, 6].map((columns, k) => ({
      ...panel,
      id: `p${k}`,
      columns: columns as 2 | 3 | 6,
    })),
    domain: [{ ...panel, x: { ...panel.x, domain: [-1e-3, 2e-3] }, y: { ...panel.y, domain: [0, 5e-9] } }],
    bars: [
      { ...panel, categories: ["EIS", "RRAM", "PCM"], series: [{ ...counted, mark: "bars" }] },
      {
        ...panel,
        id: "pairs",
        categories: ["EIS", "a technology of a long name", "PCM"],
        series: [
          { ...counted, mark: "bars" },
          { ...counted, name: "others", y: Float64Array.of(1, 2, 3), mark: "bars" },
          { ...counted, name: "dots", mark: "outline" },
        ],
      },
    ],
    logarithmic: [
      {
        ...panel,
        x: { label: "f", unit: "Hz", scale: "log" },
        y: { label: "energy", unit: "J", scale: "log" },
        series: [{ ...log, mark: "line" }],
      },
      {
        ...panel,
        id: "narrow",
        y: { label: "", unit: "1", scale: "log" },
        series: [{ ...log, y: Float64Array.of(0, 2, 3), mark: "dots" }],
      },
      {
        ...panel,
        id: "none",
        y: { label: "", unit: "1" },
        series: [{ ...log, y: new Float64Array(3), mark: "dots" }],
      },
    ],
    empty: [{ ...panel, series: [] }],
  };
  const looks: string[] = [];
  for (const [name, panels] of Object.entries(pictures))
    looks.push(`${name}: ${hashOf(await panelsSvg(name, panels))}`);
  await expect(looks.join("\n")).toMatchFileSnapshot("../../golden/results/panels.txt");
});
