import { describe, expect, test } from "vitest";
import { loadExperimentText } from "../../src/config/load.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import { runExperiment } from "../../src/experiment/run.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const simulated = async (probes: string, plastic = "weight: 3 mV") => {
  const text = `
kind: simulate
seed: "1"
network:
  tick: 1 ms
  populations: {a: {size: 2}, b: {size: 4, neuron: adex}}
  projections: {ab: {from: a, to: b, rule: {probability: 0.8}, receptor: excitatory, ${plastic}}}
duration: 60 ms
sources: {a: {model: poisson-rate, rate: 200 Hz}}
probes: [${probes}]
`;
  const { spec } = await loadExperimentText(memoryFiles({}), text, "/x.yaml");
  return ((await runExperiment(spec)) as SimulateResult).records;
};

test("a state variable of some neurons is the same as among all", async () => {
  const [all, some] = await simulated(
    "{kind: state, of: b, variable: iE}, {kind: state, of: b, variable: iE, neurons: [3, 1]}",
  );
  if (all?.kind !== "state" || some?.kind !== "state") throw new Error("two states were asked for");
  const picked = Array.from(all.time, (_, k) => [all.value[4 * k + 3]!, all.value[4 * k + 1]!]).flat();
  expect([...some.value]).toEqual(picked);
  expect(some).toMatchObject({ width: 2, neurons: [3, 1] });
  expect(Math.max(...some.value)).toBeGreaterThan(1e-3);
});

describe("refused in words", () => {
  test.each([
    [
      "a neuron that is not there",
      "{kind: state, of: b, variable: v, neurons: [4]}",
      'probes.0.neurons: "b" has no neuron 4; accepted: 0 to 3',
    ],
    [
      "neurons of a projection",
      "{kind: state, of: ab, variable: state, neurons: [0]}",
      'probes.0.neurons: "ab" is a projection; accepted: a population, or leave it out',
    ],
    ["no neurons", "{kind: state, of: b, variable: v, neurons: []}", "neurons"],
  ])("%s", async (_, probe, message) => {
    const plastic = "synapse: trace-stdp, synapses: {trace-stdp: {readGain: 3 mV}}";
    await expect(simulated(probe, plastic)).rejects.toThrow(message);
  });
});
