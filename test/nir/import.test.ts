import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { loadExperimentText } from "../../src/config/load.js";
import { runSimulate } from "../../src/experiment/kinds/simulate/run.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { graphOf, type NirGraph, type NirNode, numbers, wholes } from "../../src/nir/graph.js";
import { readHdf5 } from "../../src/nir/hdf5.js";
import { type Imported, importNir } from "../../src/nir/import.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { writeNpz } from "../../src/platform/npz.js";

const data = (name: string) => fileURLToPath(new URL(`data/${name}`, import.meta.url));
const options = { dt: 1e-3, dirac: false, name: "graph.nir", stem: "net" };

type Spikes = [tick: number, index: number][];

/** Runs an imported network. @returns spikes of each population that is named */
async function run({ network, files }: Imported, input: Spikes, ticks: number, of: readonly string[]) {
  const dt = 1e-3;
  const spikes = `time_s,index\n${input.map(([t, i]) => `${t * dt},${i}`).join("\n")}\n`;
  const npz = Object.entries(files).map(([name, arrays]) => [name, writeNpz(arrays)] as const);
  const experiment = {
    kind: "simulate",
    seed: "1",
    network: "./net.yaml",
    duration: `${ticks} ms`,
    sources: { input: { model: "file", spikes: "input.csv" } },
    probes: of.map((name) => ({ kind: "spikes", of: name })),
  };
  const given = memoryFiles({
    ...Object.fromEntries(npz),
    "net.yaml": stringify(network),
    "input.csv": spikes,
  });
  const { spec } = await loadExperimentText(given, stringify(experiment), "/run.yaml");
  const { records } = await runSimulate(spec as SimulateSpec, {});
  return records.map((r): Spikes => {
    if (r.kind !== "spikes") throw new Error("no spikes");
    return [...r.time].map((t, k) => [Math.round(t / dt), r.index[k]!]);
  });
}

/** A graph of an input of `n`, what follows it, and an output. */
function chain(n: number, ...nodes: [string, NirNode][]): NirGraph {
  const all: [string, NirNode][] = [
    ["input", { type: "Input", fields: new Map([["shape", wholes(n)]]) }],
    ...nodes,
    ["output", { type: "Output", fields: new Map([["shape", wholes(1)]]) }],
  ];
  const edges = all.slice(1).map(([name], k) => [all[k]![0], name] as const);
  return { nodes: new Map(all), edges, metadata: new Map() };
}

const of = (type: string, fields: Record<string, number[]>): NirNode => ({
  type,
  fields: new Map(Object.entries(fields).map(([name, values]) => [name, numbers(values, [values.length])])),
});
const lif = (over: Record<string, number[]> = {}) =>
  of("LIF", { tau: [10e-3], r: [10], v_leak: [0], v_threshold: [1], v_reset: [0], ...over });
const linear = (weight: number[], out: number): [string, NirNode] => [
  "linear",
  { type: "Linear", fields: new Map([["weight", numbers(weight, [out, weight.length / out])]]) },
];

test("a graph that NIR's own package wrote gives the spikes of its equations: convolution, pool, delay, bias, inner graph", async () => {
  const expected = JSON.parse(readFileSync(data("layers.json"), "utf8")) as {
    steps: number;
    input: Spikes;
    lif: Spikes;
    cuba: Spikes;
  };
  const graph = graphOf(await readHdf5(readFileSync(data("layers.nir")), "layers.nir"), "layers.nir");
  const imported = importNir(graph, options);
  const [first, second] = await run(imported, expected.input, expected.steps, ["n1-lif", "cuba"]);
  expect(first).toEqual(expected.lif);
  expect(second).toEqual(expected.cuba);
  expect(expected.cuba.length).toBeGreaterThan(10);
});

describe("what a spike does", () => {
  test("moves a LIF by r w dt / tau: four of 0.3 reach 1 where there is hardly a leak, three do not", async () => {
    const imported = importNir(chain(1, linear([0.3], 1), ["lif", lif({ tau: [1e3], r: [1e6] })]), options);
    expect(await run(imported, [[1, 0], [2, 0], [3, 0], [4, 0]], 8, ["lif"])).toEqual([[[4, 0]]]); // biome-ignore format: one train
  });

  test("is a Dirac pulse of area 1 s on request, 1/dt times as much", () => {
    const weight = (dirac: boolean) =>
      importNir(chain(1, linear([0.3], 1), ["lif", lif()]), { ...options, dirac }).files["net.input-lif.npz"]!
        .weight_V!.values[0]!;
    expect(weight(false)).toBe(0.3);
    expect(weight(true)).toBeCloseTo(300, 9);
  });

  test("adds to v for good in an IF", async () => {
    const node = of("IF", { r: [1e3], v_threshold: [1], v_reset: [0] });
    const imported = importNir(chain(1, linear([0.4], 1), ["if", node]), options);
    expect(await run(imported, [[1, 0], [500, 0], [990, 0]], 1000, ["if"])).toEqual([[[990, 0]]]); // biome-ignore format: one train
  });
});

test("a bias is a constant current, above threshold too: tau ln(3 / 2) from spike to spike, and 1 / (r b) in an IF", async () => {
  const affine = (bias: number): [string, NirNode] => [
    "affine",
    {
      type: "Affine",
      fields: new Map([
        ["weight", numbers([1e-9], [1, 1])],
        ["bias", numbers([bias], [1])],
      ]),
    },
  ];
  const first = async (node: NirNode, bias: number) => {
    const imported = importNir(chain(1, affine(bias), ["one", node]), options);
    return (await run(imported, [], 60, ["one"]))[0]![0];
  };
  expect(await first(lif({ r: [1] }), 3)).toEqual([Math.ceil(10 * Math.log(3 / 2)), 0]);
  expect(await first(of("IF", { r: [1], v_threshold: [1], v_reset: [0] }), 50)).toEqual([20, 0]);
});

test("a LI has no spikes, and its v is there to be watched", () => {
  const { network } = importNir(
    chain(1, linear([1], 1), ["li", of("LI", { tau: [0.01], r: [10], v_leak: [0] })]),
    options,
  );
  expect(network.populations).toMatchObject({ li: { neuron: "lif", params: { vThreshold: "1 GV" } } });
});

test("two integrators before a LIF are its excitatory and inhibitory current", () => {
  const li = (tau: number) => of("LI", { tau: [tau], r: [tau / 1e-3], v_leak: [0] });
  const graph: NirGraph = {
    nodes: new Map<string, NirNode>([
      ["input", { type: "Input", fields: new Map([["shape", wholes(1)]]) }],
      ["e", li(5e-3)],
      ["i", li(10e-3)],
      ["sign", of("Scale", { scale: [-1] })],
      ["lif", lif({ r: [1] })],
    ]),
    edges: [
      ["input", "e"],
      ["input", "i"],
      ["e", "lif"],
      ["i", "sign"],
      ["sign", "lif"],
    ],
    metadata: new Map(),
  };
  const { network, files } = importNir(graph, options);
  expect(network.populations).toMatchObject({
    lif: { neuron: "lif-exp", params: { tauE: "5 ms", tauI: "10 ms" } },
  });
  expect(Object.values(files).map((f) => f.weight_V!.values[0])).toEqual([1, 1]);
  expect(network.projections).toMatchObject({
    "input-lif": { receptor: "excitatory" },
    "input-lif-inhibitory": { receptor: "inhibitory" },
  });
});

/** A graph of nodes and edges as they are given. */
const graphWith = (nodes: Record<string, NirNode>, ...edges: [string, string][]): NirGraph => ({
  nodes: new Map(Object.entries(nodes)),
  edges,
  metadata: new Map(),
});
const inputOf = (n: number): NirNode => ({ type: "Input", fields: new Map([["shape", wholes(n)]]) });

test("no projection is lost where the names of two populations join to that of two others", () => {
  const ends = { a: lif(), "a-b": lif(), "a-b-c": lif(), "b-c-d": lif(), "c-d": lif(), d: lif() };
  const graph = graphWith(ends, ["a", "b-c-d"], ["a-b", "c-d"], ["a-b-c", "d"]);
  const { network, files } = importNir(graph, options);
  const made = Object.values(network.projections as Record<string, { from: string; to: string }>);
  expect(made.map(({ from, to }) => [from, to])).toEqual(graph.edges);
  expect(Object.keys(files)).toHaveLength(3);
});

describe("a population whose arrays are one number is as large as what leads to it", () => {
  const weights = [1, 2, 3, 4];

  test("and not what comes from itself, whichever edge is first", () => {
    const nodes = { in: inputOf(2), fc: linear(weights, 2)[1], lif: lif(), rec: linear(weights, 2)[1] };
    const graph = graphWith(nodes, ["rec", "lif"], ["lif", "rec"], ["in", "fc"], ["fc", "lif"]);
    expect(importNir(graph, options).network.populations).toMatchObject({ lif: { size: 2 } });
  });

  test("one neuron where two such lead to each other only", () => {
    const graph = graphWith({ a: lif(), b: lif() }, ["a", "b"], ["b", "a"]);
    expect(importNir(graph, options).network.populations).toMatchObject({ a: { size: 1 }, b: { size: 1 } });
  });
});

describe("what cannot be taken over is named", () => {
  const refused = (graph: NirGraph) => expect(() => importNir(graph, options));

  test("a node that there is nothing for", () => {
    refused(chain(1, ["threshold", of("Threshold", { threshold: [1] })])).toThrow(
      /^graph\.nir: threshold: a Threshold cannot be taken over; accepted: Input, Output, LIF, /,
    );
  });

  test("sizes that do not fit", () => {
    refused(chain(3, linear([1, 1], 1), ["lif", lif()])).toThrow(
      "graph.nir: linear: takes 2 elements and gets 3 (3)",
    );
  });

  test("a time constant of 0, and a number that is none", () => {
    refused(chain(1, ["lif", lif({ tau: [0] })])).toThrow(
      'graph.nir: lif: "tau" holds 0 s; accepted: above 0 s',
    );
    refused(chain(1, ["lif", lif({ r: [Number.NaN] })])).toThrow('"r" holds NaN; accepted: finite numbers');
  });

  test("a reset that is not below the threshold, and rest above it", () => {
    refused(chain(1, ["lif", lif({ v_reset: [2] })])).toThrow(
      "graph.nir: lif: v_reset (2) of element 0 is not below v_threshold (1)",
    );
    refused(chain(1, ["lif", lif({ v_leak: [2] })])).toThrow(
      "graph.nir: lif: v_leak (2) of element 0 is not below v_threshold (1)",
    );
  });

  test("a loop without neurons", () => {
    const graph = chain(1, linear([1], 1), ["scale", of("Scale", { scale: [1] })], ["lif", lif()]);
    refused({ ...graph, edges: [...graph.edges, ["scale", "linear"]] }).toThrow(
      "lies on a loop without neurons",
    );
  });

  test("an integrator before a matrix before neurons", () => {
    const li = of("LI", { tau: [0.01, 0.01], r: [10, 10], v_leak: [0, 0] });
    refused(chain(2, ["li", li], linear([1, 1], 1), ["lif", lif()])).toThrow(
      "graph.nir: li: a LI without spikes leads to lif, and not each element to its own",
    );
  });

  test("integrators on a loop, and linear nodes on one behind an integrator", () => {
    const li = of("LI", { tau: [0.01], r: [10], v_leak: [0] });
    const integrators = { in: inputOf(1), li, li2: li, lif: lif() };
    refused(graphWith(integrators, ["in", "li"], ["li", "li2"], ["li2", "li"], ["li2", "lif"])).toThrow(
      "graph.nir: li: a LI without spikes leads to lif, and more than two integrators are in a row",
    );
    const scale = of("Scale", { scale: [1] });
    const linears = { in: inputOf(1), li, s: scale, t: scale, lif: lif() };
    refused(
      graphWith(linears, ["in", "li"], ["li", "s"], ["s", "t"], ["t", "s"], ["t", "lif"], ["in", "lif"]),
    ).toThrow("lies on a loop without neurons");
  });

  test("a bias of a convolution that is not one number for each channel", () => {
    const convolution: NirNode = {
      type: "Conv1d",
      fields: new Map([
        ["weight", numbers([1, 1, 1], [3, 1, 1])],
        ["bias", numbers([1, 2], [2])],
      ]),
    };
    const input: NirNode = { type: "Input", fields: new Map([["shape", wholes(1, 4)]]) };
    const graph = graphWith(
      { in: input, convolution, lif: lif() },
      ["in", "convolution"],
      ["convolution", "lif"],
    );
    refused(graph).toThrow("graph.nir: convolution: has 2 numbers as its bias; accepted: 3");
  });

  test("files that are no HDF5, damaged, or another thing", async () => {
    await expect(readHdf5(new Uint8Array(100), "a.nir")).rejects.toThrow("a.nir: is no HDF5 file");
    const whole = readFileSync(data("layers.nir"));
    await expect(readHdf5(whole.subarray(0, 3000), "a.nir")).rejects.toThrow("a.nir: cannot be read as HDF5");
    expect(() => graphOf(new Map(), "a.nir")).toThrow('a.nir: has no group "node"');
  });
});
