/** What probes saw, out of a run's folder: plain names in npz, tables as CSV and Parquet. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNpz } from "../../../src/platform/npz.js";
import { spikion } from "../spikion.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-records-"));
const at = (name: string) => join(folder, name);
const run = at("run");

beforeAll(async () => {
  writeFileSync(
    at("x.yaml"),
    `kind: simulate
seed: "3"
network:
  tick: 1 ms
  populations:
    input: {size: 6}
    exc: {size: 3, neuron: lif-exp, current: {constant: 18 mV, noise: {sd: 1 mV, tau: 5 ms}}}
  projections:
    learns: {from: input, to: exc, rule: {probability: 0.5}, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 1 mV}}}
duration: 95 ms
sources: {input: {model: poisson-rate, rate: 100 Hz}}
probes:
  - {kind: spikes, of: exc}
  - {kind: rate, of: exc, every: 10 ms}
  - {kind: rate, of: input, every: 10 ms}
  - {kind: histogram, of: learns, bins: 4, every: 20 ms}
  - {kind: state, of: exc, variable: current, neurons: [2], every: 5 ms}
  - {kind: voltage, of: exc, neurons: [0, 2], every: 5 ms}
`,
  );
  const { code, err } = await spikion("run", at("x.yaml"), "--out", run, "--quiet");
  expect(code, err).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

const arraysIn = (name: string) => readNpz(new Uint8Array(readFileSync(name)));

test("details.npz has plain names, with samples as rows", () => {
  const arrays = arraysIn(join(run, "details.npz"));
  expect(Object.keys(arrays)).toEqual(
    expect.arrayContaining(["exc-time", "exc-index", "exc-rate", "learns-histogram", "exc-current", "exc-v"]),
  );
  expect(arrays["exc-v"]!.shape).toEqual([19, 2]);
  expect(arrays["learns-histogram"]!.shape).toEqual([5, 4]);
  expect(arrays["learns-histogram-edges"]!.shape).toEqual([5]);
});

test("rates are spikes per second and neuron, also of a source, and of the last bin that is cut short", () => {
  const arrays = arraysIn(join(run, "details.npz"));
  const times = [...arrays["exc-time"]!.values];
  const rates = [...arrays["exc-rate"]!.values];
  expect(rates).toHaveLength(10);
  const inBin = (k: number) => times.filter((t) => Math.floor(Math.round(t * 1e3) / 10) === k).length;
  rates.forEach((rate, k) => {
    expect(rate).toBeCloseTo(inBin(k) / (3 * (k === 9 ? 5e-3 : 10e-3)), 9);
  });
  expect(times.length).toBeGreaterThan(10);
  const input = [...arrays["input-rate"]!.values].reduce((a, b) => a + b, 0) / 10;
  // 57 spikes in the mean: within four standard deviations.
  expect(Math.abs(input - 100)).toBeLessThan(55);
});

test("histograms count every synapse at every time", () => {
  const { values } = arraysIn(join(run, "details.npz"))["learns-histogram"]!;
  const synapses = arraysIn(join(run, "weights.npz")).conductance!.values.length;
  for (let s = 0; s < 5; s++)
    expect([...values].slice(4 * s, 4 * s + 4).reduce((a, b) => a + b, 0)).toBe(synapses);
});

describe("spikion records", () => {
  test("lists the probes with the names of their arrays", async () => {
    const { out } = await spikion("records", run);
    expect(out.split("\n")[0]).toMatch(/^0 {2}spikes of exc: exc-time \d+, exc-index \d+$/);
    expect(out).toMatch(/5 {2}voltage of exc: exc-v-time 19, exc-v 19 x 2/);
  });

  test("writes a table of one, which a source can play again", async () => {
    expect((await spikion("records", run, "--probe", "0", "--out", at("exc.csv"))).code).toBe(0);
    const [head, ...rows] = readFileSync(at("exc.csv"), "utf8").trim().split("\n");
    expect(head).toBe("time_s,index");
    expect(rows.length).toBe(arraysIn(join(run, "details.npz"))["exc-time"]!.values.length);
    await spikion("records", run, "--probe", "4", "--out", at("current.csv"));
    expect(readFileSync(at("current.csv"), "utf8").split("\n")[0]).toBe("time_s,current2_V");
    expect((await spikion("records", run, "--probe", "5", "--out", at("v.parquet"))).code).toBe(0);
    expect(readFileSync(at("v.parquet")).subarray(0, 4).toString()).toBe("PAR1");
  });

  test("writes all as npz", async () => {
    await spikion("records", run, "--out", at("all.npz"));
    expect(Object.keys(arraysIn(at("all.npz")))).toContain("exc-current-time");
  });

  test("refuses several probes whose arrays have one name, and writes none of them", async () => {
    const twice = ["kind: voltage, of: exc, neurons: [0]", "kind: voltage, of: exc, neurons: [1]"];
    const set = `probes=[${twice.map((probe) => `{${probe}, every: 5 ms}`).join(", ")}]`;
    const ran = await spikion("run", at("x.yaml"), "--set", set, "--out", at("twice"), "--quiet");
    expect(ran.code, ran.err).toBe(0);
    const { code, err } = await spikion("records", at("twice"), "--out", at("twice.npz"));
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("--out: several probes have arrays of one name; accepted: --probe N"),
    ]);
    expect(existsSync(at("twice.npz"))).toBe(false);
  });

  test.each([
    [["--out", "a.csv"], /a table holds one probe and there are 6; accepted: --probe N, or \*\.npz/],
    [["--probe", "9", "--out", "a.csv"], /has no probe "9"; accepted: 0 to 5/],
    [["--probe", "0", "--out", "a.txt"], /a\.txt is no such file; accepted: a name that ends in \.csv/],
    [["--probe", "0"], /--probe: nothing is written; accepted: with --out FILE/],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await spikion("records", run, ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

test("a network goes out as NIR and comes back by the command line, and what cannot is refused in words", async () => {
  const { code, err } = await spikion("nir", "export", run, "--out", at("net.nir"));
  expect(code).toBe(0);
  expect(err).toMatch(/learns: NIR has no plasticity; its weights are those of now/);
  const back = await spikion("nir", "import", at("net.nir"), "--out", at("net.yaml"));
  expect(back.out).toMatch(/2 populations, 1 projections; tick 1 ms/);
  const bad = await spikion("nir", "import", at("x.yaml"), "--out", at("bad.yaml"));
  expect([bad.code, bad.err]).toEqual([2, expect.stringMatching(/x\.yaml: is no HDF5 file; accepted/)]);
});
