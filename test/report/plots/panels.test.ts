import { expect, test } from "vitest";
import type { Panel } from "../../../src/experiment/panel.js";
import { panelsSvg } from "../../../src/report/plots/panels.js";

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
