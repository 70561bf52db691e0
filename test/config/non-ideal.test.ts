import { describe, expect, test } from "vitest";
import { dense } from "../../src/core/connectivity/index.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { CLASSIFY, load, refusal } from "./small.js";

const eis = "network.projections.feedforward.synapses.eis";
const refused = (setting: string) => refusal(CLASSIFY, [`${eis}.${setting}`]);

/** Bits that a loaded experiment's crossbar starts from, and whether wasm fits. */
async function crossbar(...settings: string[]) {
  const { spec } = await load(
    CLASSIFY,
    settings.map((s) => `${eis}.${s}`),
  );
  const { Random } = await import("../../src/core/random.js");
  const { synapse } = (spec as ClassifySpec).network.projections[0]!;
  return synapse!.create({ wiring: dense(3, 2), tick: 0.5e-3, random: Random.of("x") });
}

describe("a spread of gMin and gMax", () => {
  test("is the same among the params as among the departures from the ideal", async () => {
    const short = await crossbar("params={gMin: {mean: 40 nS, d2d: 6 %}, gMax: {mean: 3 uS, d2d: 0.1}}");
    const long = await crossbar("params={gMin: 40 nS, gMax: 3 uS}", "nonIdeal.range={gMin: 6 %, gMax: 10 %}");
    expect(short.bounds!.own).toBeDefined();
    expect(short.bounds).toEqual(long.bounds);
    expect(short.state).toEqual(long.state);
  });

  test("of 0 is none", async () => {
    expect((await crossbar("params.gMax={mean: 4 uS, d2d: 0}")).bounds!.own).toBeUndefined();
  });

  test.each([
    ["params.gMin={mean: 50 nS}", /params\.gMin\.d2d: is missing/],
    ["params.gMin={mean: 50 nS, d2d: 6 nS}", /"6 nS" has unit "nS" where a plain number is needed/],
    ["params.gMax={mean: 4 uS, d2d: 200 %}", /"200 %" is out of range; .* from 0 to 1/],
    ["params.gMax={mean: 4 uS, sigma: 2 %}", /unknown key "sigma"/],
    ["params.gMax={mean: 0.5 uS, d2d: 3 %}", /gMin < g0 < gMax is needed/],
    ["params.gMin={mean: 0 nS, d2d: 6 %}", /params\.gMin\.d2d: is relative to a gMin of 0 S/],
    ["nonIdeal.range={gMin: -1 %}", /"-1 %" is out of range/],
    ["nonIdeal.range={gMx: 1 %}", /unknown key "gMx" \(did you mean "gMax"\?\); accepted: "gMin", "gMax"/],
  ])("%s is refused with what is accepted", async (setting, message) => {
    expect(await refused(setting)).toMatch(message);
  });

  test("is refused where it is given twice", async () => {
    const twice = [`${eis}.params.gMax={mean: 4 uS, d2d: 3 %}`, `${eis}.nonIdeal.range={gMin: 1 %}`];
    expect(await refusal(CLASSIFY, twice)).toMatch(
      /nonIdeal\.range: is given twice; accepted: here, or as the d2d of params\.gMax/,
    );
  });
});

test.each([
  ["nonIdeal.driver={timing: 0.02 ms}", /driver: starts that vary by 0\.0400 ticks are all rounded to none/],
  ["nonIdeal.driver={timing: 2}", /2 is a bare number/],
  ["nonIdeal.driver={amplitude: 1 mV}", /"1 mV" has unit "mV" where a plain number is needed/],
  ["nonIdeal.driver={amplitude: 30 %}", /"30 %" is out of range; .* from 0 to 0\.1/],
  ["nonIdeal.driver={jitter: 1 %}", /unknown key "jitter"; accepted: "amplitude", "amplitudeSpread"/],
])("%s is refused with what is accepted", async (setting, message) => {
  expect(await refused(setting)).toMatch(message);
});

describe("spreads of potentiation and depression", () => {
  test.each(["device", "6 %", "{ltp: 6 %, ltd: 0.12}"])("%s is a spread", async (d2d) => {
    expect(await refused(`variability.d2d=${d2d}`)).toBe("");
  });

  test.each([
    ["{ltp: 6 %}", /d2d\.ltd: is missing/],
    ["{ltp: 6 %, ltd: -1}", /d2d\.ltd: -1 is out of range/],
    ["{ltp: 6 %, ltd: 1, ltq: 2}", /unknown key "ltq"/],
  ])("%s is refused with what is accepted", async (d2d, message) => {
    expect(await refused(`variability.d2d=${d2d}`)).toMatch(message);
  });
});
