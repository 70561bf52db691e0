/** Synapses from files, and weights that are drawn: what they do in a network, and what is refused in which words. */
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { loadExperimentText } from "../../src/config/load.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import { runExperiment } from "../../src/experiment/run.js";
import { NetworkError } from "../../src/network/errors.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { writeNpy } from "../../src/platform/npy.js";
import { writeNpz } from "../../src/platform/npz.js";

const EIS = "synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 30 mV}}";
const STDP = "synapse: trace-stdp, synapses: {trace-stdp: {readGain: 30 mV, wMax: 2}}";

/** Three inputs that spike at given times, and two outputs. @param ff  what the projection between them is */
const network = (ff: string, { neuron = "lif", more = "" } = {}) => `
kind: simulate
seed: "1"
network:
  tick: 0.5 ms
  populations: {input: {size: 3}, output: {size: 2, neuron: ${neuron}}}
  projections: {ff: {from: input, to: output, receptor: ${neuron === "lif" ? "delta" : "excitatory"}, ${ff}}}
duration: 60 ms
sources: {input: {model: times, times: [[3 ms, 40 ms], [9.5 ms], [20 ms]]}}
probes: [{kind: voltage, of: output, neurons: [0, 1], every: 0.5 ms}, {kind: spikes, of: output}]
${more}`;

type Contents = Readonly<Record<string, string | Uint8Array>>;
const loaded = (text: string, files: Contents) =>
  loadExperimentText(memoryFiles(files, { cwd: "/w" }), text, "/w/x.yaml");
const run = async (text: string, files: Contents): Promise<SimulateResult> =>
  (await runExperiment((await loaded(text, files)).spec)) as SimulateResult;
const refusal = async (text: string, files: Contents): Promise<string> => {
  try {
    await run(text, files);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof NetworkError) return error.message;
    throw error;
  }
  return "";
};

const LIST = `pre,post,weight_V,delay_s
2,1,-0.004,0
0,0,0.006,0.001
1,0,0.013,0.0025
0,1,0.008,0.0035
`;
const npz = (arrays: Parameters<typeof writeNpz>[0]) => writeNpz(arrays);
const flat = (values: Float64Array | Int32Array) => ({ shape: [values.length], values });

/** The same network tick by tick: each synapse looks for a spike that arrives now. */
function slowly(synapses: readonly (readonly [pre: number, post: number, weight: number, delay: number])[]) {
  const spikes = [[6, 80], [19], [40]];
  const v = [0, 0];
  const held = [0, 0];
  const course: number[] = [];
  for (let tick = 0; tick < 120; tick++) {
    for (const j of [0, 1]) {
      if (tick > held[j]!) v[j]! *= Math.exp(-0.5 / 10);
      let sum = 0;
      for (const [pre, post, weight, delay] of synapses)
        if (post === j && spikes[pre]!.some((t) => t + delay === tick)) sum += weight;
      if (tick >= held[j]!) v[j]! += sum;
      if (v[j]! < 15e-3 * (1 - 2 ** -22)) continue;
      v[j] = 0;
      held[j] = tick + 4;
    }
    course.push(-70e-3 + v[0]!, -70e-3 + v[1]!);
  }
  return course;
}

describe("each synapse of a list has its own weight and delay", () => {
  const expected = slowly([
    [2, 1, -4e-3, 0],
    [0, 0, 6e-3, 2],
    [1, 0, 13e-3, 5],
    [0, 1, 8e-3, 7],
  ]);
  const arrays = {
    pre: flat(Int32Array.of(2, 0, 1, 0)),
    post: flat(Int32Array.of(1, 0, 0, 1)),
    weight_V: flat(Float64Array.of(-4e-3, 6e-3, 13e-3, 8e-3)),
    delay_s: flat(Float64Array.of(0, 1e-3, 2.5e-3, 3.5e-3)),
  };
  test.each<[string, string | Uint8Array]>([
    ["synapses.csv", LIST],
    ["synapses.npz", npz(arrays)],
  ])("%s", async (name, content) => {
    const { records } = await run(network(`rule: {list: ${name}}`), { [name]: content });
    const voltage = records[0]!;
    // Both in double precision; exp of our own, one step or many, differ by roundings of 1e-17 V each.
    for (const [k, v] of (voltage.kind === "voltage" ? voltage.value : []).entries())
      expect(v).toBeCloseTo(expected[k]!, 14);
    expect(records[1]).toMatchObject({ index: Int32Array.of(0) });
  });
});

/** A word as numpy writes one of bytes. */
function letters(word: string): Uint8Array {
  const codes = writeNpy({ shape: [word.length], values: Uint8Array.from(word, (c) => c.charCodeAt(0)) });
  const header = new TextDecoder("latin1").decode(codes.subarray(10, 128));
  const type = header.replace("'|u1'", `'|S${word.length}'`).replace(`(${word.length},)`, "()");
  codes.set(
    Uint8Array.from(`${type.trimEnd().padEnd(117)}\n`, (c) => c.charCodeAt(0)),
    10,
  );
  return codes;
}

/** As scipy.sparse.save_npz writes: 64-bit shape, a format of bytes, indices in any order of arrays. */
function scipy(indptr: number[], indices: number[], data: number[], nPre: number, nPost: number) {
  const shape = writeNpy({ shape: [2], values: Float64Array.of(0, 0) });
  const header = new TextDecoder("latin1").decode(shape.subarray(0, 128)).replace("'<f8'", "'<i8'");
  const wide = new Uint8Array(shape);
  wide.set(Uint8Array.from(header, (c) => c.charCodeAt(0)));
  new DataView(wide.buffer).setBigInt64(wide.length - 16, BigInt(nPre), true);
  new DataView(wide.buffer).setBigInt64(wide.length - 8, BigInt(nPost), true);
  return zipSync({
    "indices.npy": writeNpy(flat(Int32Array.from(indices))),
    "indptr.npy": writeNpy(flat(Int32Array.from(indptr))),
    "format.npy": letters("csr"),
    "shape.npy": wide,
    "data.npy": writeNpy(flat(Float64Array.from(data))),
  });
}

test("scipy's csr_array is a list, its data are weights in the unit of the target's neurons", async () => {
  const files = {
    "a.npz": scipy([0, 2, 3, 4], [0, 1, 0, 1], [6e-3, 8e-3, 13e-3, 4e-3], 3, 2),
    "a.csv": "pre,post,weight_V\n0,0,0.006\n0,1,0.008\n1,0,0.013\n2,1,0.004\n",
  };
  const [packed, listed] = [
    await run(network("rule: {list: a.npz}"), files),
    await run(network("rule: {list: a.csv}"), files),
  ];
  expect(packed.records).toEqual(listed.records);
});

describe("plastic synapses start where a list says", () => {
  const files = { "w.csv": "pre,post,weight_V\n0,0,0.006\n0,1,0.008\n1,0,0.013\n2,1,0.004\n" };

  test.each([
    ["eis", EIS, 30e-3 / (4000e-9 - 50e-9)],
    ["trace-stdp", STDP, 30e-3],
  ])("%s, by weights", async (_, synapse, readGain) => {
    const { spec } = await loaded(`${network(`rule: {list: w.csv}, ${synapse}`)}`, files);
    const still = (await runExperiment({ ...spec, duration: 0.5e-3 } as typeof spec)) as SimulateResult;
    const weights = [...still.conductance].map((g) => g * readGain);
    // Conductances are written in single precision.
    for (const [k, w] of [6e-3, 8e-3, 13e-3, 4e-3].entries()) expect(weights[k]).toBeCloseTo(w, 9);
  });

  test("by the conductances of another run, as weights.npz has them", async () => {
    const first = await run(network(`rule: {list: w.csv}, ${EIS}`), files);
    const [wiring] = Object.values(first.sparse!);
    const weights = npz({
      conductance: flat(Float64Array.from(first.conductance)),
      indptr: flat(wiring!.indptr),
      indices: flat(wiring!.indices),
      shape: flat(Int32Array.of(3, 2)),
    });
    const { spec } = await loaded(network(`rule: {list: weights.npz}, ${EIS}`), { "weights.npz": weights });
    const next = (await runExperiment({ ...spec, duration: 0.5e-3 } as typeof spec)) as SimulateResult;
    expect(next.conductance).toEqual(first.conductance);
  });

  test("by a full array, of every synapse of a rule", async () => {
    const full = {
      "g.npz": npz({
        conductance: { shape: [3, 2], values: Float64Array.of(1e-6, 2e-6, 3e-6, 1e-6, 2e-6, 3e-6) },
      }),
    };
    const eis = EIS.replace("readGain", "init: {file: g.npz}, readGain");
    const { spec } = await loaded(network(`rule: all-to-all, ${eis}`), full);
    const { conductance } = (await runExperiment({
      ...spec,
      duration: 0.5e-3,
    } as typeof spec)) as SimulateResult;
    expect(conductance).toEqual(Float32Array.of(1e-6, 2e-6, 3e-6, 1e-6, 2e-6, 3e-6));
  });
});

describe("weights that are drawn", () => {
  const wide = (weight: string, more = "") => `
kind: simulate
seed: "7"
network:
  tick: 1 ms
  populations: {input: {size: 50}, output: {size: 100, neuron: lif, params: {vThreshold: 10 V}}}
  projections: {ff: {from: input, to: output, receptor: delta, rule: ${more || "all-to-all"}, weight: ${weight}}}
duration: 51 ms
sources: {input: {model: times, times: [${Array.from({ length: 50 }, (_, i) => `[${i + 1} ms]`).join(", ")}]}}
probes: [{kind: voltage, of: output, neurons: [${[...Array(100).keys()].join(", ")}], every: 1 ms}]
`;
  /** Each input spikes alone: the weight of its synapses is what v jumps by. */
  const jumps = async (weight: string) => {
    const [probe] = (await run(wide(weight), {})).records;
    const v = probe!.kind === "voltage" ? probe!.value : new Float64Array();
    return [...v.subarray(100)].map((x, k) => x + 70e-3 - (v[k]! + 70e-3) * Math.exp(-0.1));
  };
  const moments = (x: readonly number[]) => {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    return { mean, sd: Math.sqrt(x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length) };
  };

  test.each([
    ["normal", "{mean: 2 mV, sd: 0.5 mV}", 2e-3, 0.5e-3],
    ["lognormal", "{lognormal: {mean: 2 mV, sd: 1 mV}}", 2e-3, 1e-3],
    ["uniform, of either sign", "{uniform: [-1 mV, 3 mV]}", 1e-3, 4e-3 / Math.sqrt(12)],
    [
      "normal, nothing below 2 mV: half of it",
      "{mean: 2 mV, sd: 1 mV, min: 2 mV}",
      2e-3 + 1e-3 * Math.sqrt(2 / Math.PI),
      1e-3 * Math.sqrt(1 - 2 / Math.PI),
    ],
  ])("%s", async (_, weight, mean, sd) => {
    const found = moments(await jumps(weight));
    // 5,000 draws: four standard errors of the mean, and of the deviation where tails are those of a lognormal.
    expect(Math.abs(found.mean - mean)).toBeLessThan((4 * sd) / Math.sqrt(5000));
    expect(Math.abs(found.sd / sd - 1)).toBeLessThan(0.12);
  });

  test("depend on the seed and the projection's name alone", async () => {
    expect(await jumps("{mean: 2 mV, sd: 0.5 mV}")).toEqual(await jumps("{mean: 2 mV, sd: 0.5 mV}"));
  });

  test("plastic synapses start at drawn fractions of their range", async () => {
    const text = wide("1 mV").replace(
      "weight: 1 mV",
      EIS.replace("readGain", "init: {mean: 40 %, sd: 5 %}, readGain"),
    );
    const { spec } = await loaded(text, {});
    const { conductance } = (await runExperiment({
      ...spec,
      duration: 1e-3,
    } as typeof spec)) as SimulateResult;
    const { mean, sd } = moments([...conductance].map((g) => (g - 50e-9) / 3950e-9));
    expect(Math.abs(mean - 0.4)).toBeLessThan(0.003);
    expect(Math.abs(sd - 0.05)).toBeLessThan(0.002);
  });
});

describe("refused in words", () => {
  const rule = "rule: {list: s.csv}";
  const cond = { neuron: "lif-cond" };
  test.each<[string, string, string, string]>([
    [
      "no such file",
      network("rule: {list: other.csv}"),
      LIST,
      "other.csv: there is no such file; accepted: a CSV or npz file",
    ],
    [
      "an unknown neuron",
      network(rule),
      "pre,post,weight_V\n0,0,0.1\n0,2,0.1\n",
      "s.csv: row 3 joins neuron 0 to 2; accepted: 0 to 2, and 0 to 1",
    ],
    [
      "a neuron twice",
      network(rule),
      "pre,post,weight_V\n1,1,0.1\n0,0,0.1\n1,1,0.2\n",
      "s.csv: row 4 joins neuron 1 to 1, as s.csv: row 2 does; accepted: each pair once, or multapses: true",
    ],
    [
      "a weight that is none",
      network(rule),
      "pre,post,weight_V\n0,0,x\n",
      'row 2, column weight_V: got "x"; accepted: a weight in V',
    ],
    [
      "an unknown column",
      network(rule),
      "pre,post,weight_V,delay\n0,0,0.1,1\n",
      'row 1: unknown column "delay"; accepted: "pre", "post", "weight", "weight_V", "delay_s"',
    ],
    [
      "no ends",
      network(rule),
      "weight_V\n0.1\n",
      "s.csv: has no columns pre and post; accepted: pre,post and",
    ],
    [
      "a fraction of a neuron",
      network(rule),
      "pre,post,weight_V\n0.5,0,0.1\n",
      'row 2, column pre: got "0.5"; accepted: the index of a neuron, counted from 0',
    ],
    [
      "a plain number for volts",
      network(rule),
      "pre,post,weight\n0,0,2\n",
      '"weight" are weights in plain numbers; accepted here: "weight_V"',
    ],
    [
      "a negative conductance",
      network(rule, cond),
      "pre,post,weight\n0,0,2\n0,1,-2\n",
      "s.csv: row 3: got a weight of -2; accepted: at least 0, for the receptor takes conductances",
    ],
    [
      "a delay off the grid",
      network(rule),
      "pre,post,weight_V,delay_s\n0,0,0.1,0.0007\n",
      "s.csv: row 2: 700 µs is not a whole number of ticks; accepted: multiples of 500 µs",
    ],
    [
      "delays twice",
      network(`${rule}, delay: 1 ms`),
      LIST,
      "delay: is given, and the file of the rule has delays too; accepted: one of the two",
    ],
    [
      "weights twice",
      network(`${rule}, weight: 1 mV`),
      LIST,
      "has a weight, and the file of its rule has weights too; accepted: one of the two",
    ],
    [
      "no weights",
      network(rule),
      "pre,post\n0,0\n",
      "has neither weight nor synapse; accepted: one of them, or weights in the file of a rule {list: …}",
    ],
    [
      "conductances of fixed synapses",
      network("rule: {list: s.npz}"),
      "",
      '"conductance" are states of plastic synapses; accepted here: "weight_V"',
    ],
    [
      "beyond the device",
      network(`${rule}, ${EIS}`),
      "pre,post,weight_V\n0,0,0.1\n",
      "s.csv: row 2: got a weight of 0.1; accepted: 0.00037975 to 0.030380: states from 50 nS to 4 µS",
    ],
    [
      "beyond wMax",
      network(`${rule}, ${STDP}`),
      "pre,post,weight_V\n0,0,-0.1\n",
      "s.csv: row 2: got a weight of -0.1; accepted: 0.0000 to 0.060000: states from 0 to 2",
    ],
    [
      "a synapse too many",
      network("rule: one-to-one, weight: {file: s.csv}")
        .replace("size: 3", "size: 2")
        .replace(", [20 ms]", ""),
      "pre,post,weight_V\n0,0,0.1\n0,1,0.1\n1,1,0.1\n",
      "s.csv: row 3 is of a synapse (0, 1) that the rule does not make",
    ],
    [
      "a synapse too few",
      network("rule: all-to-all, weight: {file: s.csv}"),
      "pre,post,weight_V\n0,0,0.1\n",
      "s.csv has no value for synapse (0, 1); accepted: one for each synapse",
    ],
    [
      "a law of another unit",
      network("rule: all-to-all, weight: {mean: 2, sd: 1}"),
      "",
      'has weights in plain numbers, which do not suit the neurons of "output"; accepted: voltages such as "2 mV"',
    ],
    [
      "a law that keeps next to nothing",
      network("rule: all-to-all, weight: {mean: 0 mV, sd: 1 mV, min: 5 mV}"),
      "",
      "only 0.000029 % of the draws lie from 0.005 to Infinity; accepted: at least 1 %",
    ],
    [
      "negative conductances drawn",
      network("rule: all-to-all, weight: {uniform: [-1, 2]}", cond),
      "",
      "got weights from -1; accepted: at least 0, for the receptor takes conductances",
    ],
    [
      "a negative conductance for all",
      network("rule: all-to-all, weight: -1", cond),
      "",
      '-1 is below 0; accepted: at least 0, for "output" takes conductances',
    ],
  ])("%s", async (_, text, csv, message) => {
    const npzOf = npz({
      pre: flat(Int32Array.of(0)),
      post: flat(Int32Array.of(0)),
      conductance: flat(Float64Array.of(1e-6)),
    });
    expect(await refusal(text, { "s.csv": csv, "s.npz": npzOf })).toContain(message);
  });

  test("a file that was changed since the config was resolved", async () => {
    const { resolvedYaml } = await loaded(network(rule), { "s.csv": LIST });
    await expect(loaded(resolvedYaml, { "s.csv": `${LIST}\n` })).rejects.toThrow(
      "was changed meanwhile: its sha256 was",
    );
  });
});
