import { describe, expect, test } from "vitest";
import type { FigureResult } from "../../../src/experiment/kinds/figure/result.js";
import type { FigureSpec } from "../../../src/experiment/kinds/figure/spec.js";
import { factsOf, kindOf } from "../../../src/experiment/kinds/index.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { plain } from "../../../src/experiment/text.js";
import { loadExperimentText } from "../../../src/node/config.js";
import { notices } from "../../../src/report/notices.js";

/** Rates of one's own, between -4 and 4 V. */
const RATES = "{law: table, voltage: [-4 V, -2 V, 2 V, 4 V], rate: [-300 nS/s, -5 nS/s, 5 nS/s, 300 nS/s]}";
const own = `device: {preset: eis-ysz14, rate: ${RATES}}\n`;
/** Gate voltages of -2 to 2.5 V. */
const LOW =
  "{pre: [[0 ms, 2 V], [20 ms, 0 V]], post: [[0 ms, 3 V], [10 ms, 3 V], [10 ms, -4 V], [20 ms, -4 V]]}";

const load = async (text: string) => {
  const { spec } = await loadExperimentText(`kind: figure\n${text}`, "figure.yaml");
  return spec as FigureSpec;
};
const told = async (text: string) => {
  const said: string[] = [];
  const spec = await load(text);
  const { metrics } = await runExperiment(spec, { notice: (n) => said.push(n) });
  expect(metrics.extrapolation ?? []).toEqual(said);
  return said;
};
const refusal = async (text: string) => {
  const error = await load(text).catch((e: Error) => e);
  return (error as Error).message;
};

const windows = (curve: string) => `figure: windows\n${own}deltaT: {count: 5}\ncurves: [${curve}]\n`;
const population = (rest: string) => `figure: montecarlo\n${own}devices: 20\nsample: 1\n${rest}\n`;

describe("a figure tells of gate voltages beyond the rates that are given, in its metrics too", () => {
  test.each([
    [
      "a pulse",
      `figure: pulses\n${own}voltages: [-2 V, 2 V, 5 V]\n`,
      /-2 V to 5 V exceed .* \(-4 V to 4 V\)/,
    ],
    [
      "the dynamic level",
      `figure: pulses\n${own}voltages: [-2 V, 4 V]\nlevel: {gInf: 1.5}\n`,
      /to 6 V exceed/,
    ],
    ["an alpha", windows(`{waveforms: ${LOW}, alphaPost: 2.2}`), /-4\.4 V to 4\.3 V exceed/],
    ["an alpha that turns V_post over", windows(`{waveforms: ${LOW}, alphaPost: -2}`), /-3 V to 5 V exceed/],
    ["a third signal", windows(`{waveforms: ${LOW}, third: {voltage: -3 V}}`), /-5 V to 0 V exceed/],
    [
      "one curve of two, by its name",
      windows(`{name: a, waveforms: ${LOW}}, {name: b, waveforms: antisymmetric}`),
      /^b: gate/,
    ],
    [
      "a train",
      `figure: cycling\n${own}waveforms: antisymmetric\ntrain: {cycles: 1, pairsUp: 2, pairsDown: 2}\n`,
      /exceed/,
    ],
    [
      "scatter",
      `figure: variability\npoints: [{name: x, ${own.trim()}, waveforms: antisymmetric, span: 160 ms}]\ndevices: 1\n`,
      /exceed/,
    ],
    ["a population's windows", population("deltaT: {from: -16 ms, to: 16 ms, count: 3}"), /exceed/],
    ["a population's trains", population("measure: cycle\ntrain: {pairsUp: 2, pairsDown: 2}"), /exceed/],
    [
      "a population's pulses",
      population("measure: pulses\npulses: {up: 5 V, count: 2}"),
      /-4 V to 5 V exceed/,
    ],
    [
      "a population whose V_oc spreads: four deviations",
      population("measure: pulses\npulses: {up: 3.9 V, down: -3 V, count: 2}\nspread: {vOc: 50 mV}"),
      /-3\.2 V to 4\.1 V exceed/,
    ],
  ])("%s", async (_, text, words) => {
    const said = await told(text);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(words);
  });

  test.each([
    ["pulses", `figure: pulses\n${own}voltages: [-4 V, 2 V, 4 V]\n`],
    ["curves", windows(`{waveforms: ${LOW}}`)],
    [
      "curves under a law by formula",
      `figure: windows\ndevice: {rate: sinh}\ndeltaT: {count: 3}\ncurves: [{waveforms: antisymmetric, alphaPre: 4}]\n`,
    ],
    ["pulses of a population", population("measure: pulses\npulses: {count: 2}")],
  ])("%s within the rates say nothing", async (_, text) => {
    expect(await told(text)).toEqual([]);
  });

  test("the report has it on top", async () => {
    const spec = await load(windows(`{waveforms: ${LOW}, alphaPost: 2.2}`));
    const result = (await runExperiment(spec)) as FigureResult;
    const top = notices(result, factsOf(spec), { interrupted: false } as never).map(plain);
    expect(top.join("\n")).toMatch(/^Gate voltages of .* extrapolated\.$/m);
    const kept = kindOf("figure").stored.metrics.read(JSON.parse(JSON.stringify(result.metrics)), "metrics");
    expect(kept.extrapolation).toEqual(result.metrics.extrapolation);
  });
});

test("peakGate has the third signal in it, at whatever delta_t it is highest", async () => {
  const peak = async (third: string) => {
    const { metrics } = await runExperiment(await load(windows(`{waveforms: ${LOW}${third}}`)));
    return (metrics as FigureResult["metrics"]).numbers.find((n) => n.name === "peakGate")!.value;
  };
  expect(await peak("")).toBeCloseTo(2.5, 12);
  expect(await peak(", third: {voltage: 1 V}")).toBeCloseTo(3.5, 12);
  expect(await peak(", third: {voltage: -1 V}")).toBeCloseTo(3, 12);
  // Over before V_post comes where that is late: it counts with V_pre alone, and then with both.
  expect(await peak(", third: {voltage: 1 V, before: 0 ms, after: 0 ms, edge: 1 us}")).toBeCloseTo(3.5, 3);
});

test("voltages at which no rate means anything are refused with the path and the last that is accepted", async () => {
  expect(await refusal(windows(`{waveforms: ${LOW}, alphaPre: 1000}`))).toMatch(
    /curves\.0: the gate reaches 1 kV, where .* accepted: gate voltages up to \d+ V/,
  );
  expect(await refusal(`figure: pulses\n${own}voltages: [-2 V, 2 V, 1 kV]\n`)).toMatch(
    /voltages: the gate reaches 1 kV/,
  );
  expect(await refusal(population("measure: pulses\npulses: {down: -1 kV}"))).toMatch(
    /pulses: the gate reaches -1 kV/,
  );
  const post = "{pre: [[0 ms, 2 V], [20 ms, 0 V]], post: [[0 ms, 2 kV], [20 ms, 0 V]]}";
  expect(await refusal(`figure: cycling\n${own}waveforms: ${post}\n`)).toMatch(
    /waveforms: the gate reaches 1 kV/,
  );
});
