import { describe, expect, test } from "vitest";
import type { NeuronName } from "../../src/core/neuron/index.js";
import type { ProbeRecord } from "../../src/experiment/kinds/simulate/result.js";
import type { ProbeSpec, SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { chain, type Setting } from "./chain.js";

type State = Extract<ProbeRecord, { kind: "state" }>;

async function records(setting: Setting, probes: readonly ProbeSpec[]) {
  const result = await runExperiment<SimulateSpec>({ ...chain({ ticks: 400, ...setting }), probes }, {});
  return result.records;
}

const every = 3e-3;

describe("a state variable is seen by its declared name, at the tick of the sample", () => {
  test.each<[NeuronName, string]>([
    ["lif", "v"],
    ["lif-cond", "v"],
  ])("%s: %s is the membrane potential", async (neuron, variable) => {
    const [state, voltage] = (await records({ neuron, synapse: "fixed" }, [
      { kind: "state", of: "hidden", variable, every },
      { kind: "voltage", of: "hidden", neurons: [0, 1, 2, 3, 4], every },
    ])) as [State, Extract<ProbeRecord, { kind: "voltage" }>];
    expect(new Set(state.value).size).toBeGreaterThan(20);
    expect([state.width, state.unit]).toEqual([5, "V"]);
    expect(state.time).toEqual(voltage.time);
    expect(state.value).toEqual(voltage.value);
  });

  test("lif-exp: u is the membrane potential above rest", async () => {
    const [u, voltage] = (await records({ neuron: "lif-exp", synapse: "fixed" }, [
      { kind: "state", of: "hidden", variable: "u", every },
      { kind: "voltage", of: "hidden", neurons: [0, 1, 2, 3, 4], every },
    ])) as [State, Extract<ProbeRecord, { kind: "voltage" }>];
    // One subtraction of vRest apart.
    for (const [x, v] of voltage.value.entries()) expect(u.value[x]! - 70e-3).toBeCloseTo(v, 15);
  });

  test("thresholds, conductances of neurons, and g of plastic synapses with waveforms under way", async () => {
    const [theta, gE, g, conductance] = (await records({ neuron: "lif-cond" }, [
      { kind: "state", of: "hidden", variable: "theta", every },
      { kind: "state", of: "hidden", variable: "gE", every },
      { kind: "state", of: "second", variable: "g", every },
      { kind: "conductance", of: "second", every },
    ])) as [State, State, State, Extract<ProbeRecord, { kind: "conductance" }>];
    expect(new Set(theta.value)).toEqual(new Set([Math.fround(20e-3)]));
    expect(Math.max(...gE.value)).toBeGreaterThan(0);
    expect(g.width).toBe(15);
    expect(new Set(g.value).size).toBeGreaterThan(20);
    expect(g.value).toEqual(conductance.value);
  });
});

test("a variable that there is not is refused with those that there are", async () => {
  const run = (of: string, variable: string) =>
    records({ neuron: "lif", synapse: "fixed" }, [{ kind: "state", of, variable, every }]);
  await expect(run("hidden", "theta")).rejects.toThrow(
    'probes.0.variable: "hidden" has no state variable "theta"; it has: v, since, input.delta',
  );
  await expect(run("input", "v")).rejects.toThrow(
    'probes.0.of: there is no population of neurons and no plastic projection "input"',
  );
});
