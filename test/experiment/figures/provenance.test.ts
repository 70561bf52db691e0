import { describe, expect, test } from "vitest";
import { devices } from "../../../src/core/device/index.js";
import { assumedNumbers } from "../../../src/experiment/device-source.js";
import { deviceConstants } from "../../../src/experiment/facts.js";
import type { FigureResult } from "../../../src/experiment/kinds/figure/result.js";
import type { FigureSpec, WindowsSpec } from "../../../src/experiment/kinds/figure/spec.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { loadExperimentText } from "../../../src/node/config.js";
import { constantsTable } from "../../../src/report/constants.js";

const RATES =
  "{law: table, file: assumed.csv, voltage: [-4 V, -2 V, 2 V, 4 V], rate: [-300 nS/s, -7 nS/s, 7 nS/s, 300 nS/s]}";
const OWN_RATES = `device: {preset: eis-ysz14, rate: ${RATES}}\n`;
const OWN_WAVES = "{pre: [[0 ms, 2 V], [20 ms, 0 V]], post: [[0 ms, 3 V], [20 ms, -3 V]]}";

/** On the paper's device where the text names none. */
const specOf = async (text: string) => {
  const device = /device:|figure: (variability|energy)/.test(text) ? "" : "device: eis-ysz14\n";
  return (await loadExperimentText(`kind: figure\n${device}${text}`, "figure.yaml")).spec as FigureSpec;
};
const drawn = async (text: string) => (await runExperiment(await specOf(text))) as FigureResult;
const notes = async (text: string) => (await drawn(text)).notes.join("\n");
const windows = (waveforms: string, rest = "") =>
  notes(`figure: windows\ndeltaT: {count: 3}\ncurves: [{waveforms: ${waveforms}}]\n${rest}`);

describe("curves say of their voltages and rates what was used", () => {
  test("the paper's form on the paper's device: reconstructed, and the assumed scale", async () => {
    expect(await windows("antisymmetric")).toMatch(
      /Waveforms are reconstructions.*the assumed 5 nS\/s at 2 V/,
    );
  });

  test("own waveforms and own rates: neither", async () => {
    const text = await windows(OWN_WAVES, OWN_RATES);
    expect(text).not.toMatch(/reconstruct|5 nS\/s|no knots|2 V/);
    expect(text).toMatch(/Waveforms: given in the config\. Rates: assumed\.csv\./);
  });

  test("own waveforms on the paper's device: the scale alone", async () => {
    const text = await windows(OWN_WAVES);
    expect(text).not.toMatch(/reconstruct/);
    expect(text).toMatch(/the assumed 5 nS\/s at 2 V/);
  });

  test("the paper's form under own rates: reconstructed alone", async () => {
    const text = await windows("antisymmetric", OWN_RATES);
    expect(text).toMatch(/Waveforms are reconstructions/);
    expect(text).not.toMatch(/5 nS\/s/);
  });

  test("several curves: each its own", async () => {
    const text = await notes(
      `figure: windows\ndeltaT: {count: 3}\ncurves: [{name: a, waveforms: symmetric}, {name: b, waveforms: ${OWN_WAVES}}]\n`,
    );
    expect(text).toMatch(/Waveforms of a: reconstruction .*\. Waveforms of b: given in the config\./);
  });

  test("a channel twice as wide is not at 5 nS/s any more, nor is another preset", async () => {
    expect(await windows("symmetric", "params: {width: 6 um}\n")).not.toMatch(/the assumed 5 nS\/s at 2 V\./);
    expect(await windows("symmetric", "device: rram\n")).toMatch(
      /Rates: assumed: the rate law of eis-ysz14, scaled/,
    );
  });

  test("a law by formula names the numbers that nobody gave", async () => {
    expect(await windows("symmetric", "device: {rate: sinh}\n")).toMatch(
      /Rates: sinh: .*; assumed: rate = 5 nS\/s\./,
    );
    expect(await windows("symmetric", "device: {rate: {law: sinh, rate: 8 nS/s}}\n")).not.toMatch(
      /5 nS\/s|; assumed/,
    );
  });

  test("a factor and a level of one's own are not the paper's, and not assumed", async () => {
    expect(await windows("antisymmetric")).toMatch(/Common factor 0\.7: the paper's own/);
    const own = await notes(
      "figure: windows\ndeltaT: {count: 3}\ncurves: [{waveforms: antisymmetric, factor: 0.6}]\nlevel: {g0: 0.8}\n",
    );
    expect(own).toMatch(/Common factor 0\.6: given in the config/);
    expect(own).toMatch(/Dynamic level with g0 = 0\.8, .*: to be compared/);
  });

  test("amplitudes that were solved anew are told", async () => {
    expect(await windows("antisymmetric", "compensate: true\n")).toMatch(
      /Amplitudes are solved anew for this device/,
    );
  });
});

test("pulses: the assumed scale of the preset, or where own rates come from", async () => {
  expect(await notes("figure: pulses\n")).toMatch(/Absolute rates are assumed \(5 nS\/s at 2 V\)/);
  const own = await notes(`figure: pulses\n${OWN_RATES}voltages: [-2 V, 2 V, 4 V]\nlevel: {tau: 1 ms}\n`);
  expect(own).not.toMatch(/5 nS\/s|tau = 1 ms \(assumed\)/);
  expect(own).toMatch(/Rates: assumed\.csv/);
});

test("trains: what of pairs and range was given is not assumed", async () => {
  const train = (text: string) => notes(`figure: cycling\nwaveforms: antisymmetric\n${text}`);
  expect(await train("")).toMatch(
    /^120 pairs .* and the range of G \(50 to 4000 nS, linear soft bounds\) are assumed/,
  );
  expect(await train("train: {pairsUp: 5, pairsDown: 5}\n")).toMatch(/^The range of G .* is assumed/);
  expect(await train("params: {gMin: 40 nS, gMax: 3 uS}\n")).toMatch(
    /^120 pairs up and 120 down per cycle are assumed/,
  );
  expect(await train("params: {gMin: 40 nS, gMax: 3 uS}\ntrain: {pairsUp: 5, pairsDown: 5}\n")).toBe("");
});

test("scatter: only technologies that are there are said to be assumed, only the paper's device is called EIS", async () => {
  const paper = await drawn(
    "figure: variability\ndevices: 2\npoints: [{name: x, device: eis-ysz14, waveforms: antisymmetric, span: 160 ms}]\n",
  );
  expect(paper.notes.join()).toMatch(/c2c of RRAM, PCM, FTJ and FeFET is assumed; so is d2d of PCM and FTJ/);
  expect(paper.panels.map((p) => p.title)).toContain("One EIS device, x");
  const other = await drawn(
    "figure: variability\ndevices: 2\ntechnologies: [EIS]\npoints: [{name: x, device: pcm, waveforms: antisymmetric, span: 160 ms}]\n",
  );
  expect(other.notes.join()).not.toMatch(/assumed/);
  expect(other.panels.map((p) => p.title).join()).not.toMatch(/EIS device|assumed|EIS on all/);
});

test("energy: a resistance of one's own is neither fitted nor assumed", async () => {
  const paper = await drawn("figure: energy\n");
  expect(paper.notes.join()).toMatch(/fitted to the paper's/);
  const own = await drawn("figure: energy\ncircuit: {resistance: 1 Mohm}\n");
  expect(own.notes.join()).not.toMatch(/fitted|not consistent/);
  expect(JSON.stringify(own.tables)).not.toMatch(/R assumed/);
  expect(JSON.stringify(own.tables)).toMatch(/given in the config/);
});

describe("the constants of a device", () => {
  const windowsOf = async (rest: string) =>
    (await specOf(
      `figure: windows\ndeltaT: {count: 3}\ncurves: [{waveforms: symmetric}]\n${rest}`,
    )) as WindowsSpec;

  test("own rates are the config's, whatever their file is called; the preset's stay assumed", async () => {
    const { device } = await windowsOf(OWN_RATES);
    const row = deviceConstants(device).find((c) => c.name === "r(2 V)")!;
    expect(row).toMatchObject({ isDefault: false, source: "set in the config: assumed.csv" });
    expect(constantsTable([row])!.text).toContain("0 of 1 constants are marked");
    expect(assumedNumbers(device)).not.toContain("rate law");
    expect(assumedNumbers(devices["eis-ysz14"].create({}))).toEqual([
      "gMin",
      "gMax",
      "beta",
      "vOc",
      "rate law",
    ]);
    expect(assumedNumbers((await windowsOf("params: {gMax: 3 uS}\n")).device)).toEqual([
      "gMin",
      "beta",
      "vOc",
      "rate law",
    ]);
  });

  test("a module's device is the user's own even where it calls itself like a preset", () => {
    const own = { ...devices["eis-ysz14"].create({}), own: true as const };
    for (const { source } of deviceConstants(own)) expect(source).toBe("of a module of the user's own");
    expect(assumedNumbers(own)).toEqual([]);
  });
});
