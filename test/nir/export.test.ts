import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { loadExperimentText } from "../../src/config/load.js";
import { runSimulate } from "../../src/experiment/kinds/simulate/run.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { exportNir } from "../../src/nir/export.js";
import { graphOf, treeOf } from "../../src/nir/graph.js";
import { type Hdf5Numbers, readHdf5, writeHdf5 } from "../../src/nir/hdf5.js";
import { importNir } from "../../src/nir/import.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { writeNpz } from "../../src/platform/npz.js";

/** Every model and every form of a projection that NIR can say without a difference. */
const network = {
  tick: "1 ms",
  populations: {
    input: { size: [1, 6, 6] },
    field: {
      size: [2, 4, 4],
      neuron: "lif",
      params: { vThreshold: { mean: "-57 mV", sd: "1 mV" }, refractory: "3 ms" },
    },
    exp: { size: 5, neuron: "lif-exp", params: { tauE: "3 ms", tauI: "7 ms" } },
    one: { size: 3, neuron: "lif-exp", params: { tauE: "4 ms", tauI: "4 ms" } },
    alpha: { size: 4, neuron: "lif-alpha", current: "5 mV" },
  },
  projections: {
    windows: {
      from: "input",
      to: "field",
      rule: { patch: { kernel: 3 } },
      receptor: "delta",
      weight: "6 mV",
    },
    excites: {
      from: "field",
      to: "exp",
      rule: { probability: 0.5 },
      receptor: "excitatory",
      delay: { from: "1 ms", to: "4 ms" },
      weight: { mean: "9 mV", sd: "2 mV" },
    },
    inhibits: {
      from: "exp",
      to: "exp",
      rule: "lateral",
      receptor: "inhibitory",
      delay: "2 ms",
      weight: "5 mV",
    },
    further: {
      from: "exp",
      to: "one",
      rule: "all-to-all",
      receptor: "excitatory",
      delay: "1 ms",
      weight: "30 mV",
    },
    back: {
      from: "one",
      to: "one",
      rule: "one-to-one",
      receptor: "inhibitory",
      delay: "1 ms",
      weight: "3 mV",
    },
    alphas: {
      from: "one",
      to: "alpha",
      rule: "all-to-all",
      receptor: "excitatory",
      delay: "1 ms",
      weight: "25 mV",
    },
    stops: {
      from: "exp",
      to: "alpha",
      rule: "all-to-all",
      receptor: "inhibitory",
      delay: "1 ms",
      weight: "1 mV",
    },
  },
};
const watched = ["field", "exp", "one", "alpha"];

function experimentOf(net: unknown) {
  return {
    kind: "simulate",
    seed: "7",
    network: net,
    duration: "200 ms",
    sources: { input: { model: "poisson-rate", rate: "60 Hz" } },
    probes: watched.map((of) => ({ kind: "spikes", of })),
  };
}

async function specFor(net: unknown, files: Record<string, Uint8Array> = {}) {
  const text = stringify(experimentOf(net), { aliasDuplicateObjects: false });
  const { spec } = await loadExperimentText(memoryFiles(files), text, "/run.yaml");
  return spec as SimulateSpec;
}

async function spikesOf(spec: SimulateSpec) {
  const { records } = await runSimulate(spec, {});
  return records.map((r) => (r.kind === "spikes" ? [[...r.time], [...r.index]] : []));
}

async function exported(net: unknown) {
  const spec = await specFor(net);
  const made = exportNir({ spec: spec.network, seed: spec.seed, synapses: {} });
  return { ...made, spec, bytes: await writeHdf5(treeOf(made.graph, made.beside)) };
}

test("a network that went out and came back has the same spikes, tick by tick", async () => {
  const { spec, bytes } = await exported(network);
  const graph = graphOf(await readHdf5(bytes, "net.nir"), "net.nir");
  const back = importNir(graph, { dt: 1e-3, dirac: false, name: "net.nir", stem: "net" });
  const files = Object.entries(back.files).map(([name, arrays]) => [name, writeNpz(arrays)]);
  const before = await spikesOf(spec);
  const after = await spikesOf(await specFor(back.network, Object.fromEntries(files)));
  for (const [k, name] of watched.entries()) expect(after[k], name).toEqual(before[k]);
  expect(before.every(([times]) => times!.length > 3)).toBe(true);
});

test("windows of one weight are a convolution, and a single delay a Delay before its matrix", async () => {
  const { graph } = await exported(network);
  expect(graph.nodes.get("windows")!.type).toBe("Conv2d");
  expect(graph.nodes.get("inhibits-delay")!.type).toBe("Delay");
  expect([...graph.nodes.keys()].filter((name) => name.startsWith("excites"))).toHaveLength(12);
});

test("plastic synapses are written with their present weights, and as conductances beside the graph", async () => {
  const text = stringify({ ...experimentOf("winner-take-all"), probes: [] });
  const { disk } = await import("../../src/node/disk.js");
  const { spec, document } = await loadExperimentText(
    disk,
    text,
    join(disk.home, "experiments", "run.yaml"),
    {
      set: ["network.populations.output.size=3"],
    },
  );
  const { network: net, seed } = spec as SimulateSpec;
  const { projections } = document.network as { projections: Record<string, { synapses: object }> };
  const synapses = { feedforward: projections.feedforward!.synapses };
  const trained = { "": new Float32Array(784 * 3).fill(2e-6) };
  const { graph, beside, notices } = exportNir({
    spec: net,
    seed,
    trained,
    thetas: { output: new Float32Array([0.01, 0.02, 0.03]) },
    synapses,
  });
  const weight = graph.nodes.get("feedforward")!.fields.get("weight") as Hdf5Numbers;
  expect(weight.shape).toEqual([3, 784]);
  const table = (beside.get("spikion") as ReadonlyMap<string, ReadonlyMap<string, unknown>>).get("plastic")!;
  const kept = table.get("feedforward") as ReadonlyMap<string, unknown>;
  const gain = (kept.get("read_gain") as Hdf5Numbers).values[0]!;
  // The driving force of excitation at rest, 0 V - (-65 mV).
  expect(weight.values[5]).toBeCloseTo(gain * 2e-6 * 0.065, 9);
  expect((kept.get("conductance") as Hdf5Numbers).values[5]).toBeCloseTo(2e-6, 12);
  expect(kept.get("synapse")).toContain("waveforms");
  const threshold = graph.nodes.get("output")!.fields.get("v_threshold") as Hdf5Numbers;
  expect(threshold.values[2]! - threshold.values[0]!).toBeCloseTo(0.02, 8);
  expect(notices.join("\n")).toMatch(/NIR has no plasticity/);
});

test("thresholds that were learned are those of their population, though another has as many neurons", async () => {
  const adaptive = { size: 2, neuron: "lif-cond" };
  const spec = await specFor({
    tick: "0.5 ms",
    populations: {
      input: { size: 1 },
      field: adaptive,
      exp: adaptive,
      one: { size: 1, neuron: "lif" },
      alpha: { size: 1, neuron: "lif" },
    },
    projections: {},
  });
  const given = { spec: spec.network, seed: spec.seed, synapses: {} };
  const { graph, notices } = exportNir({ ...given, thetas: { field: [0.01, 0.02], exp: [0.03, 0.05] } });
  expect(notices).toContainEqual(expect.stringMatching(/^exp: adaptive thresholds .* as they were kept/));
  expect(exportNir(given).notices).toContainEqual(
    expect.stringMatching(/^exp: adaptive thresholds .* as they start/),
  );
  const step = (name: string) => {
    const { values } = graph.nodes.get(name)!.fields.get("v_threshold") as Hdf5Numbers;
    return values[1]! - values[0]!;
  };
  expect(step("field")).toBeCloseTo(0.01, 8);
  expect(step("exp")).toBeCloseTo(0.02, 8);
  expect(() => exportNir({ ...given, thetas: { exp: [0.03] } })).toThrow(
    "exp: has 2 adaptive thresholds, and 1 were kept",
  );
});

test("windows on a population that is a list are a matrix", async () => {
  const dense = { rule: "all-to-all", receptor: "delta", delay: "1 ms", weight: "1 mV" };
  const spec = await specFor({
    ...network,
    populations: {
      ...network.populations,
      plane: { size: [1, 4, 4], neuron: "lif" },
      seen: { size: [1, 2, 2], neuron: "lif" },
    },
    projections: {
      dense: { ...dense, from: "input", to: "plane" },
      windows: { ...dense, from: "plane", to: "seen", rule: { patch: { kernel: 3 } } },
    },
  });
  const { graph } = exportNir({ spec: spec.network, seed: spec.seed, synapses: {} });
  const { type, fields } = graph.nodes.get("windows")!;
  const { shape, values } = fields.get("weight") as Hdf5Numbers;
  expect([type, shape]).toEqual(["Linear", [4, 16]]);
  // Windows of 3 x 3.
  expect([...values].filter((w) => w > 0)).toHaveLength(4 * 9);
  expect((graph.nodes.get("seen")!.fields.get("tau") as Hdf5Numbers).shape).toEqual([4]);
});

test("neurons that NIR has no node for are refused by name", async () => {
  const adex = { tick: "0.1 ms", populations: { a: { size: 1, neuron: "adex" } }, projections: {} };
  const spec = await loadExperimentText(
    memoryFiles({}),
    stringify({ ...experimentOf(adex), sources: {}, probes: [] }),
    "/run.yaml",
  );
  const { network: net } = spec.spec as SimulateSpec;
  expect(() => exportNir({ spec: net, seed: "1", synapses: {} })).toThrow(
    "a: NIR has no node for these neurons; accepted: populations of lif, lif-exp, lif-alpha or lif-cond",
  );
});

const python = process.env.NIR_PYTHON ?? "python3";
const hasNir = spawnSync(python, ["-c", "import nir"]).status === 0;

test.skipIf(!hasNir)(
  "NIR's own reader takes what is exported (skipped where Python has no nir: pip install nir, NIR_PYTHON=path)",
  async () => {
    const { bytes } = await exported(network);
    const folder = mkdtempSync(join(tmpdir(), "spikion-nir-"));
    try {
      const [file, again] = [join(folder, "net.nir"), join(folder, "again.nir")];
      writeFileSync(file, bytes);
      const said = execFileSync(python, [
        "-c",
        `import nir, json; g = nir.read("${file}"); nir.write("${again}", g)
print(json.dumps([{k: type(n).__name__ for k, n in g.nodes.items()}, list(g.nodes["windows"].weight.shape), float(g.metadata["dt"])]))`,
      ]);
      const [types, shape, dt] = JSON.parse(said.toString()) as [Record<string, string>, number[], number];
      expect(types).toMatchObject({
        input: "Input",
        windows: "Conv2d",
        exp: "LIF",
        one: "CubaLIF",
        alphas: "Linear",
      });
      expect([shape, dt]).toEqual([[2, 1, 3, 3], 1e-3]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
