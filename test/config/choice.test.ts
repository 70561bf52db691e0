import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";
import { load, refusal } from "./small.js";

const study = readFileSync(join(packageRoot, "experiments/studies/dopamine-reward.yaml"), "utf8");

test("the resolved text of a choice experiment gives the same experiment again", async () => {
  const { resolvedYaml, spec } = await load(study);
  expect(spec.kind).toBe("choice");
  expect((await load(resolvedYaml)).resolvedYaml).toBe(resolvedYaml);
});

describe("what is refused, and how", () => {
  const eis = "network.projections.feedforward.synapses.eis";
  test.each([
    ["reward.signal=serotonin", '"serotonin" is not a signal that can be set; accepted: "dopamine"'],
    [`${eis}.alphaPost=1`, 'nothing follows "dopamine"'],
    ["reward.rewarded=3", 'reward.rewarded: signal "dopamine" of 3 gives an alpha of 3; accepted: -2 to 2'],
    ["reward.contingency=[0, 2]", "there is no choice 2; accepted: 0 to 1"],
    ["reward.contingency=[0, 1, 0]", "has 3 entries; accepted: one for each of the 2 stimuli"],
    ["reward.reversal=600", "trial 600 is not one of the 600; accepted: 1 to 599, or none"],
    ["reward.follows=rewards", "reward.follows"],
    ["reward.delay=0.5 ms", "0.5 ms is not a whole number of ticks; accepted: multiples of 1 ms"],
    ["stimuli.source=stimuli", '"stimuli" is not a source population'],
    ["stimuli.count=3", "3 groups of 40 neurons are not of equal size; accepted: a divisor of 40"],
    ["choice.population=stimulus", '"stimulus" is not a population of neurons; accepted: "choice"'],
    [
      "network.projections.feedforward.rule={probability: 0.5}",
      'network.projections.feedforward.rule: "probability" has plastic synapses in an experiment of kind "choice"; accepted: "all-to-all", or kind "simulate"',
    ],
    [
      "plastic=noise",
      '"noise" is not a plastic projection from "stimulus" to "choice"; accepted: "feedforward"',
    ],
    [
      "sources.choice={model: poisson-rate}",
      '"choice" is not a source population besides that of the stimuli',
    ],
    [
      `${eis}.nonIdeal={retention: {tau: 10 ms}}`,
      `${eis}.nonIdeal.retention: does nothing in an experiment of kind "choice"; accepted: kind "classify"`,
    ],
    [`${eis}.nonIdeal={adc: {bits: 2}}`, `${eis}.nonIdeal.adc: does nothing`],
    ["trials=0", "a whole number of trials, at least 1"],
    ["reward.punish=1", "punish"],
  ])("%s", async (setting, message) => {
    expect(await refusal(study, [setting])).toContain(message);
  });

  test("a signal with a schedule, which nothing else can set", async () => {
    const scheduled = study.replace("{start: 0}", '{schedule: [["0 s", 0]]}');
    expect(await refusal(scheduled)).toContain(
      '"dopamine" is not a signal that can be set; accepted: one of network.signals without a schedule',
    );
  });

  test("a source without its encoder", async () => {
    const without = study.replace(/^sources: .*$/m, "");
    expect(await refusal(without)).toContain('has no encoder for "noise"; accepted: one for each of "noise"');
  });
});
