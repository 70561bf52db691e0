import { join } from "node:path";
import { expect, test } from "vitest";
import type { FigureSpec } from "../../src/experiment/kinds/figure/spec.js";
import { loadExperiment, loadExperimentText, packageRoot } from "../../src/node/config.js";

const papers = join(packageRoot, "experiments", "papers");
const refusal = async (name: string, ...set: string[]) => {
  const error = await loadExperiment(join(papers, `huang-2025-${name}.yaml`), { set }).catch((e: Error) => e);
  expect((error as Error).name).toBe("ConfigError");
  return (error as Error).message;
};

test.each([
  ["fig4a", "figure=window", /figure: "window" is not a figure; accepted: .*did you mean "windows"/],
  ["fig4a", "curvs=[]", /unknown key "curvs" \(did you mean "curves"\?\)/],
  ["fig4a", "curves=[{waveforms: symetric}]", /curves\.0\.waveforms: .*did you mean "symmetric"/],
  ["fig4a", "curves=[]", /curves/],
  [
    "fig4a",
    "curves=[{waveforms: symmetric}, {waveforms: symmetric}]",
    /curves\.1\.name: "curve" is there twice/,
  ],
  [
    "fig4a",
    "curves=[{waveforms: {pre: [[1 s, 1 V], [0 s, 1 V]], post: [[0 s, 1 V], [1 s, 1 V]]}}]",
    /curves\.0\.waveforms\.pre: .*ascend/,
  ],
  ["fig4a", "deltaT={from: 1 ms, to: -1 ms}", /deltaT: from 1 ms is not below to -1 ms/],
  ["fig4a", "deltaT.from=5", /deltaT\.from: 5 is a bare number; accepted: a time/],
  [
    "fig4a",
    "checks=[{fact: F18, number: x, paper: x, how: x}]",
    /checks\.0\.fact: got "F18"; accepted: the id/,
  ],
  [
    "fig4a",
    "checks=[{fact: F-18, number: x, from: 1 parsec, paper: x, how: x}]",
    /checks\.0\.from: "1 parsec" is no quantity/,
  ],
  [
    "fig4a",
    "checks=[{fact: F-18, number: x, from: 1 s, to: 2 V, paper: x, how: x}]",
    /checks\.0: from and to differ/,
  ],
  ["fig2", "voltages=[0 V]", /voltages\.0: 0 V changes nothing/],
  ["fig2", "lengths={from: 1 s, to: 1 ms}", /lengths: from 1 s is not below/],
  ["fig6", "train.start=1 nS", /train: start is/],
  ["fig6", "train.deltaUp=1.5 ms", /train\.deltaUp: delta_t is .*whole number of ticks/],
  ["fig7d", "technologies=[EIS, SRAM]", /technologies\.1: "SRAM" is not accepted/],
  ["table1", "circuit.resistance=0 ohm", /circuit\.resistance: "0 ohm" is out of range/],
])("%s with --set %s is refused by path", async (name, set, message) => {
  expect(await refusal(name, set)).toMatch(message);
});

test("the resolved config is complete, and loading it gives the same", async () => {
  const first = await loadExperiment(join(papers, "huang-2025-fig5d.yaml"));
  expect(first.resolvedYaml).toMatch(/compensate: false/);
  const again = await loadExperimentText(first.resolvedYaml, "somewhere.yaml");
  expect(again.resolvedYaml).toBe(first.resolvedYaml);
});

test("limits of a check are in SI with their unit, whichever of the two is given; without limits there is none", async () => {
  const text = { fact: "F-18", number: "x", paper: "p", how: "h" };
  const limits = [{ from: "20 nS", to: "1 uS" }, { from: "-5 mV" }, { to: "6 %" }, {}];
  const set = [`checks=${JSON.stringify(limits.map((limit) => ({ ...text, ...limit })))}`];
  const { spec } = await loadExperiment(join(papers, "huang-2025-fig4a.yaml"), { set });
  expect((spec as FigureSpec).checks).toEqual([
    { ...text, unit: "S", from: 20e-9, to: 1e-6 },
    { ...text, unit: "V", from: -5e-3 },
    { ...text, unit: "1", to: 0.06 },
    text,
  ]);
});
