/** Poisson spikes at each neuron without a source population, and spikes of a recording. */
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { loadExperimentText } from "../../src/config/load.js";
import { Random } from "../../src/core/random.js";
import { Engine } from "../../src/engine/engine.js";
import { PoissonDrive } from "../../src/engine/poisson-drive.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { buildNetwork } from "../../src/network/build.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { writeNpz } from "../../src/platform/npz.js";
import { masterStream } from "../../src/seed.js";

const loaded = async (text: string, files: Record<string, string | Uint8Array> = {}) =>
  (await loadExperimentText(memoryFiles(files, { cwd: "/w" }), text, "/w/x.yaml")).spec as SimulateSpec;
const run = async (text: string, files = {}) =>
  (await runExperiment(await loaded(text, files))) as SimulateResult;

describe("counts in a tick have the Poisson law", () => {
  test.each([0, 0.002, 0.4, 3, 60])("mean %d", (mean) => {
    const n = 2000;
    const ticks = 50;
    const input = new Float64Array(n);
    const random = Random.of("drive");
    const drive = new PoissonDrive(
      { mean: new Float64Array(n).fill(mean), weight: 1, receptor: 0, random },
      0,
      () => input,
    );
    let [sum, squares] = [0, 0];
    for (let tick = 0; tick < ticks; tick++) {
      input.fill(0);
      drive.apply(tick);
      for (const k of input) {
        sum += k;
        squares += k * k;
      }
    }
    const [m, variance] = [sum / (n * ticks), squares / (n * ticks) - (sum / (n * ticks)) ** 2];
    // 100,000 draws: five standard errors of the mean, and of the variance, whose variance is mean + 2 mean^2.
    expect(Math.abs(m - mean)).toBeLessThanOrEqual(5 * Math.sqrt(mean / (n * ticks)));
    expect(Math.abs(variance - mean)).toBeLessThanOrEqual(
      5 * Math.sqrt((mean + 2 * mean * mean) / (n * ticks)),
    );
  });
});

const driven = (neuron: string, poisson: string, more = "") => `
kind: simulate
seed: "5"
network:
  tick: 0.5 ms
  populations: {b: {size: 200, neuron: ${neuron}, drive: {poisson: {${poisson}}}${more}}}
  projections: {}
duration: 400 ms
sources: {}
probes: [{kind: voltage, of: b, neurons: [${[...Array(200).keys()].join(", ")}], every: 20 ms}, {kind: spikes, of: b}]
`;

test("the membrane potential has the mean and the variance of shot noise", async () => {
  const { records } = await run(
    driven("lif", "rate: 2 kHz, weight: 0.2 mV, receptor: delta", ", params: {vThreshold: 1 V}"),
  );
  const [probe] = records;
  // From 5 time constants on: mean rate w tauM, variance rate w^2 tauM / 2, both but for terms of tick / tauM.
  const settled = probe!.kind === "voltage" ? [...probe!.value.subarray(200 * 5)].map((v) => v + 70e-3) : [];
  const mean = settled.reduce((a, b) => a + b, 0) / settled.length;
  const variance = settled.reduce((a, b) => a + (b - mean) ** 2, 0) / settled.length;
  const [h, tau] = [0.5e-3, 10e-3];
  expect(mean).toBeCloseTo((2000 * 0.2e-3 * h) / (1 - Math.exp(-h / tau)), 4);
  // 3,000 samples, neighbours correlated by exp(-4): 4 standard errors are 11 %.
  expect(Math.abs(variance / ((2000 * 0.2e-3 ** 2 * h) / (1 - Math.exp((-2 * h) / tau))) - 1)).toBeLessThan(
    0.11,
  );
});

test.each([
  ["lif", "delta", "2 mV"],
  ["lif-exp", "excitatory", "8 mV"],
  ["lif-alpha", "excitatory", "8 mV"],
  ["lif-cond", "excitatory", "0.9"],
  ["adex", "excitatory", "9 mV"],
  ["izhikevich", "delta", "2 mV"],
])("%s: whether a run is cut in parts, or resumed, changes nothing", async (neuron, receptor, weight) => {
  const spec = await loaded(
    driven(neuron, `rate: {uniform: [500 Hz, 1.5 kHz]}, weight: ${weight}, receptor: ${receptor}`),
  );
  const make = () => new Engine(buildNetwork(spec.network, masterStream("5", "network")));
  const [whole, parts, resumed] = [make(), make(), make()];
  whole.run(300, new Map());
  for (const ticks of [1, 99, 200]) {
    if (ticks === 200) resumed.restore(parts.save());
    parts.run(ticks, new Map());
  }
  resumed.run(200, new Map());
  expect(parts.save()).toEqual(whole.save());
  expect(resumed.save()).toEqual(whole.save());
  expect(whole.counts[0]!.reduce((a, b) => a + b, 0)).toBeGreaterThan(20);
});

describe("refused in words", () => {
  test.each([
    [
      "a receptor that is not there",
      "lif",
      "rate: 1 kHz, weight: 1 mV, receptor: excitatory",
      'b.drive.poisson.receptor: "excitatory" is not a receptor; accepted: "delta"',
    ],
    [
      "a weight of another unit",
      "lif",
      "rate: 1 kHz, weight: 1, receptor: delta",
      'b.drive.poisson.weight: 1 does not suit these neurons; accepted: a voltage such as "2 mV"',
    ],
    [
      "a negative conductance",
      "lif-cond",
      "rate: 1 kHz, weight: -1, receptor: excitatory",
      "-1 does not suit these neurons; accepted: a plain number from 0, such as 20",
    ],
    ["a negative rate", "lif", "rate: -1 Hz, weight: 1 mV, receptor: delta", '"-1 Hz" is out of range'],
    [
      "more than a tick holds",
      "lif",
      "rate: 1 MHz, weight: 1 mV, receptor: delta",
      "neuron 0 has 1000000 Hz; accepted: 0 to 200000 Hz, 100 spikes a tick",
    ],
  ])("%s", async (_, neuron, poisson, message) => {
    await expect(run(driven(neuron, poisson))).rejects.toThrow(message);
  });
});

describe("spikes of a file", () => {
  const recorded = (source: string) => `
kind: simulate
seed: "1"
network:
  tick: 1 ms
  populations: {a: {size: 3}, b: {size: 1, neuron: lif}}
  projections: {ab: {from: a, to: b, rule: all-to-all, receptor: delta, weight: 1 mV}}
duration: 50 ms
sources: {a: ${source}}
probes: [{kind: voltage, of: b, every: 1 ms}]
`;
  const times = "{model: times, times: [[1 ms, 7 ms], [], [3 ms, 30 ms]]}";
  const flat = (values: Float64Array | Int32Array) => ({ shape: [values.length], values });

  test.each<[string, string | Uint8Array]>([
    ["s.csv", "index,time_s\n2,0.03\n0,0.001\n2,0.003\n0,0.007\n"],
    [
      "s.npz",
      writeNpz({
        time_s: flat(Float64Array.of(1e-3, 3e-3, 7e-3, 30e-3)),
        index: flat(Int32Array.of(0, 2, 0, 2)),
      }),
    ],
  ])("%s", async (name, content) => {
    const { records } = await run(recorded(`{model: file, spikes: ${name}}`), { [name]: content });
    expect(records).toEqual((await run(recorded(times))).records);
  });

  test.each([
    [
      "of a neuron that is not there",
      "time_s,index\n0.001,3\n",
      's.csv: row 2, column index: got "3"; accepted: the index of a neuron, 0 to 2',
    ],
    [
      "before the start",
      "time_s,index\n-0.001,0\n",
      'row 2, column time_s: got "-0.001"; accepted: a time in s, from 0',
    ],
    [
      "without neurons",
      "time_s\n0.001\n",
      's.csv: has no "time_s" and "index" of one length; accepted: both, a row for each spike',
    ],
  ])("refused: %s", async (_, csv, message) => {
    await expect(loaded(recorded("{model: file, spikes: s.csv}"), { "s.csv": csv })).rejects.toThrow(
      ConfigError,
    );
    await expect(loaded(recorded("{model: file, spikes: s.csv}"), { "s.csv": csv })).rejects.toThrow(message);
  });
});
