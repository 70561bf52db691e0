import { describe, expect, test } from "vitest";
import { kindOf } from "../../src/experiment/kinds/index.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import { runExperiment } from "../../src/experiment/run.js";
import { rules } from "../../src/network/connect/index.js";
import { readNpz } from "../../src/platform/npz.js";
import { runFiles } from "../../src/report/run-files.js";
import { chain, type Setting, sparse } from "./chain.js";

const lumped = { form: "lumped" } as const;
const driver = { amplitude: 0.02, amplitudeSpread: 0.01, timing: 2e-3, timingSpread: 1e-3 };

/** What a network does: everything but the form in which its wiring is told. */
function outcome({ metrics, records, conductance, others }: SimulateResult) {
  const { seconds: _, ...rest } = metrics;
  const values = records.map((r) => (r.kind === "conductance" ? r.value : r));
  return { rest, values, conductance, others };
}

describe("with probability 1 the same spikes and conductances come out as with all-to-all, to the last bit", () => {
  test.each<[string, Setting]>([
    ["ordered form", { neuron: "lif" }],
    ["lumped form", { neuron: "lif-cond", synapse: lumped }],
    [
      "lumped form, devices and drivers that vary",
      { synapse: { ...lumped, d2d: 0.2, c2c: 0.3, nonIdeal: { driver } } },
    ],
    ["ordered form, drivers that vary", { neuron: "lif", synapse: { nonIdeal: { driver } } }],
    ["delays that differ", { synapse: lumped, delay: 0, delayMax: 20 }],
    ["ideal synapses", { neuron: "lif-exp", synapse: "trace-stdp" }],
    ["ideal synapses, delays that differ", { neuron: "lif", synapse: "trace-stdp", delayMax: 11 }],
    ["fixed weights", { neuron: "lif", synapse: "fixed" }],
    ["fixed weights, delays that differ", { neuron: "lif-exp", synapse: "fixed", delayMax: 9 }],
  ])("%s", async (_, setting) => {
    const full = await runExperiment(chain(setting));
    const listed = await runExperiment(chain({ ...setting, rule: sparse(1) }));
    expect(full.metrics.spikes.hidden).toBeGreaterThan(10);
    expect(outcome(listed)).toEqual(outcome(full));
    expect(Object.keys(listed.sparse ?? {}).length).toBe(setting.synapse === "fixed" ? 0 : 2);
    expect(full.sparse).toBeUndefined();
  });
});

describe("rules that come to the same synapses come to the same bits", () => {
  const settings: Setting[] = [{ neuron: "lif" }, { synapse: { ...lumped, d2d: 0.2, c2c: 0.3 } }];

  test.each(settings)(
    "as many sources or targets as there are neurons, or all within reach: all-to-all, %#",
    async (setting) => {
      const full = await runExperiment(chain(setting));
      expect(full.metrics.spikes.hidden).toBeGreaterThan(10);
      const options = { autapses: 1, multapses: 0 };
      const drawn = (name: "fixed-indegree" | "fixed-outdegree", n: number) => ({
        model: rules[name],
        values: { n, ...options },
      });
      const near = {
        model: rules.distance,
        values: { radius: 1e3, kernel: 2, peak: 1, wrap: 0, autapses: 1 },
      };
      for (const wired of [
        { rule: drawn("fixed-indegree", 12), secondRule: drawn("fixed-indegree", 5) },
        { rule: drawn("fixed-outdegree", 5), secondRule: drawn("fixed-outdegree", 3) },
        { rule: near },
      ])
        expect(outcome(await runExperiment(chain({ ...setting, ...wired })))).toEqual(outcome(full));
    },
  );
});

test("devices moved by slices: the same but for the rounding of tensors of another size", async () => {
  const slices: Setting = { kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } }, ticks: 200 };
  const full = await runExperiment(chain(slices));
  const listed = await runExperiment(chain({ ...slices, rule: sparse(1) }));
  expect(listed.metrics.spikes).toEqual(full.metrics.spikes);
  // Tensors are in single precision: 6e-8 of a conductance for each of some tens of operations.
  for (const [x, g] of full.conductance.entries())
    expect(Math.abs(listed.conductance[x]! / g - 1)).toBeLessThan(3e-6);
});

describe("a quarter of the synapses", () => {
  const run = () => runExperiment(chain({ neuron: "lif", rule: sparse(0.25), synapse: lumped, seed: "4" }));

  test("weights.npz holds them as scipy's csr_array takes them, further projections under their names", async () => {
    const result = await run();
    const files = runFiles("", result, kindOf("simulate").page.facts(chain({ rule: sparse(0.25) })));
    const npz = readNpz(files["weights.npz"] as Uint8Array);
    for (const [of, nPre, nPost] of [
      ["", 12, 5],
      ["-second", 5, 3],
    ] as const) {
      const of_ = (name: string) => npz[`${name}${of}`]!;
      expect([...of_("shape").values]).toEqual([nPre, nPost]);
      const first = of_("indptr").values;
      expect(first.length).toBe(nPre + 1);
      expect(of_("indices").values.length).toBe(first[nPre]);
      expect(of_("conductance").values.length).toBe(first[nPre]);
      expect(first[nPre]).toBeGreaterThan(0);
      expect(first[nPre]).toBeLessThan(0.5 * nPre * nPost);
      expect(Math.max(...of_("indices").values)).toBeLessThan(nPost);
    }
    expect(npz.conductance!.values).toEqual(result.conductance);
  });

  test("a neuron without synapses has null for a mean, and no number anywhere is NaN", async () => {
    const result = await run();
    const { start, end } = result.metrics.conductance.first!;
    const { indptr } = result.sparse!.first!;
    const none = [...start.keys()].filter((i) => indptr[i] === indptr[i + 1]);
    expect(none.length).toBeGreaterThan(0);
    for (const [i, g] of end.entries())
      if (none.includes(i)) expect([start[i], g]).toEqual([null, null]);
      else expect(g).toBeGreaterThan(0);
    expect(JSON.stringify(kindOf("simulate").measures(result.metrics))).not.toMatch(/null|NaN/);
  });

  test("a synapse that is not there neither drives nor learns", async () => {
    const result = await run();
    const { indptr, indices } = result.sparse!.first!;
    const degree = Array.from({ length: 5 }, (_, j) => [...indices].filter((t) => t === j).length);
    expect(indptr.at(-1)).toBe(degree.reduce((a, b) => a + b));
    const spikes = new Int32Array(5);
    for (const r of result.records)
      if (r.kind === "spikes" && r.of === "hidden") for (const i of r.index) spikes[i]!++;
    for (const [j, n] of degree.entries()) if (n === 0) expect(spikes[j]).toBe(0);
  });
});

test("a projection without any synapse is a projection that does nothing", async () => {
  const result = await runExperiment(chain({ neuron: "lif", rule: sparse(0), synapse: lumped }));
  expect(result.metrics.spikes).toMatchObject({ hidden: 0, output: 0 });
  expect(result.metrics.conductance.first!.end).toEqual(Array(12).fill(null));
  expect(JSON.stringify(kindOf("simulate").summary(result.metrics))).not.toContain("NaN");
});
