/** What is drawn of a fit, on simulated devices. */
import { expect, test } from "vitest";
import { diagnostics } from "../../src/fit/diagnostics.js";
import { fitDevice } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";
import { rateLaw } from "../../src/fit/rate-law.js";
import { fitPage } from "../../src/report/device-fit.js";
import { fitPanels } from "../../src/report/plots/fit-panels.js";
import { panelLines, wordsOf } from "../golden/kept.js";
import { expectToldApart } from "../report/told-apart.js";
import { type Protocol, simulate, TRUTH } from "./simulate.js";

const protocol: Protocol = {
  devices: 4,
  voltages: [2.5, -2.5, 3.5, -3.5],
  trains: 2,
  length: 15,
  step: 0.04,
};
const prepared = prepare(simulate(TRUTH, protocol, "drawn"));
const fit = fitDevice(prepared);
const seen = diagnostics(prepared, fit);

test("where the model is right, measured over fitted changes are 1 along G, and residuals are normal", () => {
  // Medians of some 17 changes that scatter by 5 %: 0.06 is four deviations.
  for (const { value } of [...seen.ratios.up, ...seen.ratios.down])
    expect(Math.abs(value - 1)).toBeLessThan(0.06);
  const { normal, measured } = seen.quantiles;
  const inner = [...normal.keys()].filter((k) => Math.abs(normal[k]!) < 1.5);
  for (const k of inner) expect(Math.abs(measured[k]! - normal[k]!)).toBeLessThan(0.35);
});

test("changes by pulses of a voltage lie on the fitted rate times their length", () => {
  for (const { points, rate } of seen.lengths)
    for (const { width, value } of points) expect(Math.abs(value / (rate * width) - 1)).toBeLessThan(0.06);
});

test("read noise makes neighbouring changes anti-correlated by a half, and residuals of the fit not at all", () => {
  const noisy = prepare(
    simulate({ ...TRUTH, c2c: 0.01, readNoise: 20e-9 }, { ...protocol, shared: true }, "noisy"),
  );
  const { lags } = diagnostics(noisy, fitDevice(noisy));
  // 240 changes: a correlation is known to 0.06.
  expect(lags.changes[0]!).toBeGreaterThan(-0.7);
  expect(lags.changes[0]!).toBeLessThan(-0.3);
  expect(Math.abs(lags.changes[3]!)).toBeLessThan(0.25);
  expect(Math.abs(lags.innovations[0]!)).toBeLessThan(0.25);
});

test("each device has a gain, and a course of reads that the fit follows without further reads", () => {
  expect(seen.gains.map((g) => g.device)).toEqual(["d0", "d1", "d2", "d3"]);
  for (const { value, low, high } of seen.gains) expect(low < value && value < high).toBe(true);
  const { read, model } = seen.courses[0]!;
  expect(read.length).toBe(120);
  const misses = read.map((r, k) => Math.abs(r - model[k]!)).sort();
  // c2c of 5 % of changes of 0.16 uS adds up as a random walk, that the state factors draw back.
  expect(misses[60]!).toBeLessThan(0.15e-6);
});

test("the page has every panel, is of one piece and escapes names", async () => {
  const law = rateLaw(fit, "table");
  const drawn = { title: "my <pulses>.csv", fit, law, diagnostics: seen };
  const panels = fitPanels(drawn);
  expect(panels.map((p) => p.id)).toEqual([
    "lengths-up",
    "lengths-down",
    "rates",
    "factors",
    "courses",
    "ratios",
    "quantiles",
    "lags",
    "gains",
    "profile-betaPlus",
    "profile-betaMinus",
    "profile-gMax",
    "profile-gMin",
  ]);
  expectToldApart(panels);
  for (const { series } of panels)
    for (const { x, y } of series) for (const v of [...x, ...y]) expect(Number.isFinite(v)).toBe(true);
  const page = await fitPage(
    drawn,
    [["beta+", "1.4", "1.3 to 1.5"]],
    ["a note"],
    [{ name: "a.csv", sha256: "00" }],
  );
  expect(page).toContain("my &lt;pulses&gt;.csv");
  expect(page).not.toMatch(/NaN|undefined|<script|href="(?!#|data:(image\/svg\+xml|text\/csv);)/);
  // Drawn and said as they have always been.
  const kept = [...panels.flatMap(panelLines), "", ...wordsOf(page)].join("\n");
  await expect(`${kept}\n`).toMatchFileSnapshot("../golden/results/device-fit.txt");
});
