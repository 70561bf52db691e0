/** Matrices of synapses in npz files: which are taken, and that they are of the populations that they join. */
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { loadExperimentText } from "../../src/config/load.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { type NpyArray, writeNpy } from "../../src/platform/npy.js";
import { writeNpz } from "../../src/platform/npz.js";

type Contents = Readonly<Record<string, string | Uint8Array>>;
const loaded = async (text: string, files: Contents) =>
  (await loadExperimentText(memoryFiles(files, { cwd: "/w" }), text, "/w/x.yaml")).spec as SimulateSpec;
const refusal = (text: string, files: Contents) =>
  loaded(text, files).then(
    () => "nothing",
    (error) => (error instanceof ConfigError ? error.message : Promise.reject(error)),
  );

/** Three inputs and two outputs. */
const network = (ff: string) => `
kind: simulate
seed: "1"
network:
  tick: 0.5 ms
  populations: {input: {size: 3}, output: {size: 2, neuron: lif}}
  projections: {ff: {from: input, to: output, receptor: delta, ${ff}}}
duration: 5 ms
sources: {input: {model: times, times: [[1 ms], [], []]}}
probes: []
`;
const EIS = "synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 30 mV";

const ints = (...values: number[]): NpyArray => ({ shape: [values.length], values: Int32Array.from(values) });
const full = (rows: number, cols: number, value = 0.004): NpyArray => ({
  shape: [rows, cols],
  values: new Float64Array(rows * cols).fill(value),
});

/** A word as numpy writes one: of bytes, as scipy does, or of characters. */
function word(text: string, type: "|S" | "<U"): Uint8Array {
  const width = type === "|S" ? 1 : 4;
  const values = new Uint8Array(text.length * width);
  for (const [k, letter] of [...text].entries()) values[k * width] = letter.charCodeAt(0);
  const npy = writeNpy({ shape: [values.length], values });
  const header = `{'descr': '${type}${text.length}', 'fortran_order': False, 'shape': (), }`.padEnd(117);
  npy.set(
    Uint8Array.from(`${header}\n`, (c) => c.charCodeAt(0)),
    10,
  );
  return npy;
}

/** As scipy.sparse.save_npz writes: synapses 0-0, 0-1, 1-0, 2-1 where rows are what is compressed. */
const scipy = (format: Uint8Array | undefined, shape: NpyArray | undefined, indptr = ints(0, 2, 3, 4)) =>
  zipSync({
    "indices.npy": writeNpy(ints(0, 1, 0, 1)),
    "indptr.npy": writeNpy(indptr),
    "data.npy": writeNpy({ shape: [4], values: Float64Array.of(6e-3, 8e-3, 13e-3, 4e-3) }),
    ...(format ? { "format.npy": format } : {}),
    ...(shape ? { "shape.npy": writeNpy(shape) } : {}),
  });

test.each<[string, Uint8Array | undefined, NpyArray | undefined]>([
  ["with its format in bytes", word("csr", "|S"), ints(3, 2)],
  ["with its format in characters", word("csr", "<U"), ints(3, 2)],
  ["without format or shape", undefined, undefined],
])("compressed rows are taken %s", async (_, format, shape) => {
  const spec = await loaded(network("rule: {list: w.npz}"), { "w.npz": scipy(format, shape) });
  expect(spec.network.projections[0]!.weights).toMatchObject({
    pre: Int32Array.of(0, 0, 1, 2),
    post: Int32Array.of(0, 1, 0, 1),
    of: Float64Array.of(6e-3, 8e-3, 13e-3, 4e-3),
  });
});

test("each entry of a full array is a synapse, one of 0 too", async () => {
  const values = Float64Array.of(1e-3, 0, 2e-3, 0, 0, 3e-3);
  const files = { "w.npz": writeNpz({ weight_V: { shape: [3, 2], values } }) };
  const spec = await loaded(network("rule: {list: w.npz}"), files);
  expect(spec.network.projections[0]!.weights).toMatchObject({
    pre: Int32Array.of(0, 0, 1, 1, 2, 2),
    post: Int32Array.of(0, 1, 0, 1, 0, 1),
    of: values,
  });
});

describe("refused in words", () => {
  const csr = word("csr", "|S");
  const listed = "rule: {list: w.npz}";
  const weighted = "rule: all-to-all, weight: {file: w.npz}";
  const begun = `rule: all-to-all, ${EIS}, init: {file: w.npz}}}`;
  const accepted = "accepted: csr, such as scipy.sparse.csr_array(w)";
  test.each<[string, string, Uint8Array, string]>([
    ["csc", listed, scipy(word("csc", "|S"), ints(3, 2)), `w.npz: is stored by columns ("csc"); ${accepted}`],
    [
      "csc of characters",
      listed,
      scipy(word("csc", "<U"), ints(3, 2)),
      `is stored by columns ("csc"); ${accepted}`,
    ],
    ["bsr", weighted, scipy(word("bsr", "|S"), ints(3, 2)), `is stored by blocks ("bsr"); ${accepted}`],
    ["dia", begun, scipy(word("dia", "|S"), ints(3, 2)), `is stored by diagonals ("dia"); ${accepted}`],
    ["coo", listed, scipy(word("coo", "|S"), ints(3, 2)), `is stored entry by entry ("coo"); ${accepted}`],
    ["another format", listed, scipy(word("xyz", "|S"), ints(3, 2)), `otherwise ("xyz"); ${accepted}`],
    [
      "more columns than neurons",
      listed,
      scipy(csr, ints(3, 9)),
      "ff.rule: w.npz: is of 3 x 9 neurons [pre][post]; accepted: 3 x 2",
    ],
    [
      "a shape that its rows are not of",
      listed,
      scipy(csr, ints(7, 2)),
      '"shape" has 7 rows and "indptr" 3; accepted: as many',
    ],
    ["a shape of one size", listed, scipy(csr, ints(3)), '"shape" has 1 sizes; accepted: two'],
    [
      "rows that no neuron has",
      listed,
      scipy(csr, undefined, ints(0, 2, 3, 4, 4)),
      "w.npz: has 4 rows; accepted: 3, one for each neuron before",
    ],
    [
      "a full array that is too small",
      listed,
      writeNpz({ weight_V: full(2, 2) }),
      "w.npz: is of 2 x 2 neurons [pre][post]; accepted: 3 x 2",
    ],
    [
      "one that lies across, of weights",
      weighted,
      writeNpz({ weight_V: full(2, 3) }),
      "ff.weight: w.npz: is of 2 x 3 neurons [pre][post]; accepted: 3 x 2",
    ],
    [
      "one that lies across, of states",
      begun,
      writeNpz({ conductance: full(2, 3, 1e-6) }),
      "init: w.npz: is of 2 x 3 neurons [pre][post]; accepted: 3 x 2",
    ],
    [
      "full arrays of two shapes",
      listed,
      writeNpz({ weight_V: full(3, 2), delay_s: full(2, 3, 1e-3) }),
      'w.npz: "weight_V" is 3 x 2 and "delay_s" is 2 x 3; accepted: arrays of one shape',
    ],
    [
      "delays of weights",
      weighted,
      writeNpz({ weight_V: full(3, 2), delay_s: full(3, 2, 1e-3) }),
      "w.npz has delays, which are taken only from the file of the rule; accepted: rule: {list: …}, or a file without delay_s",
    ],
    [
      "delays of states",
      begun,
      writeNpz({ conductance: full(3, 2, 1e-6), delay_s: full(3, 2, 1e-3) }),
      "init: w.npz has delays, which are taken only from the file of the rule",
    ],
  ])("%s", async (_, ff, file, message) => {
    expect(await refusal(network(ff), { "w.npz": file })).toContain(message);
  });
});

describe("delays of a file between neurons", () => {
  const recurrent = (more = "") => `
kind: simulate
seed: "1"
network:
  tick: 0.5 ms
  populations: {input: {size: 1}, ring: {size: 3, neuron: lif}}
  projections:
    start: {from: input, to: ring, receptor: delta, rule: {list: start.csv}}
    ring: {from: ring, to: ring, receptor: delta, rule: {list: ring.csv}${more}}
duration: 20 ms
sources: {input: {model: times, times: [[1 ms]]}}
probes: [{kind: spikes, of: ring}]
`;
  const files = (delays: string) => ({
    "start.csv": "pre,post,weight_V\n0,0,0.02\n",
    "ring.csv": `pre,post,weight_V,delay_s\n0,1,0.02,0.0015\n1,2,0.02,${delays}\n`,
  });

  test("are what each spike arrives after", async () => {
    const { records } = (await runExperiment(await loaded(recurrent(), files("0.004")))) as SimulateResult;
    expect(records[0]).toMatchObject({ index: Int32Array.of(0, 1, 2) });
    const [probe] = records;
    const times = probe?.kind === "spikes" ? [...probe.time].map((t) => Math.round(t * 1e6)) : [];
    expect(times.map((t) => t - times[0]!)).toEqual([0, 1500, 5500]);
  });

  test.each([
    [
      "none",
      "",
      "0",
      "ring.csv: row 3: 0 s is not a whole number of ticks; accepted: multiples of 500 µs, nearest 500 µs, for a spike of a neuron arrives a tick later",
    ],
    ["far apart", "", "1000000", "ring.rule: delays from the shortest to 1999999997 ticks more need"],
    [
      "beside one for all",
      ", delay: 1 ms",
      "0.004",
      "ring.delay: is given, and the file of the rule has delays too",
    ],
  ])("are refused: %s", async (_, more, delay, message) => {
    expect(await refusal(recurrent(more), files(delay))).toContain(message);
  });
});
