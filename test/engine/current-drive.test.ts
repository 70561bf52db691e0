/** Currents into neurons: constant ones, steps and Ornstein-Uhlenbeck noise. */
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { loadExperimentText } from "../../src/config/load.js";
import { neurons } from "../../src/core/neuron/index.js";
import type { NeuronModel } from "../../src/core/neuron/model.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { CurrentDrive } from "../../src/engine/current-drive.js";
import { Engine } from "../../src/engine/engine.js";
import type { SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { buildNetwork } from "../../src/network/build.js";
import { currentOf } from "../../src/network/neurons.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { masterStream } from "../../src/seed.js";

const TICK = 0.1e-3;

const loaded = async (text: string, files: Record<string, string> = {}) =>
  (await loadExperimentText(memoryFiles(files, { cwd: "/w" }), text, "/w/x.yaml")).spec as SimulateSpec;
const run = async (text: string, files = {}) =>
  (await runExperiment(await loaded(text, files))) as SimulateResult;

const population = (neuron: string, rest: string, size = 3, probes = "{kind: spikes, of: b}") => `
kind: simulate
seed: "5"
network:
  tick: 0.1 ms
  populations: {b: {size: ${size}, neuron: ${neuron}, ${rest}}}
  projections: {}
duration: 200 ms
sources: {}
probes: [${probes}]
`;

const trains = ({ records }: SimulateResult) =>
  records.flatMap((r) =>
    r.kind === "spikes" ? [[...r.time].map((t, k) => `${Math.round(t / TICK)}:${r.index[k]}`)] : [],
  );

describe("a constant current", () => {
  test("makes a lif fire at the closed form's interval: tauM ln(I / (I - 15 mV)), from tick to tick", async () => {
    const [spikes] = trains(await run(population("lif", "params: {refractory: 0 ms}, current: 20 mV", 1)));
    const interval = Math.ceil((10e-3 * Math.log(20 / 5)) / TICK);
    expect(spikes!.slice(0, 3)).toEqual([1, 2, 3].map((k) => `${k * interval}:0`));
  });

  test.each(["lif-exp", "lif-alpha"])("is the same as a higher resting potential: %s", async (neuron) => {
    const [raised] = trains(await run(population(neuron, "params: {vRest: -50 mV}, start: {v: -70 mV}")));
    const [driven] = trains(await run(population(neuron, "current: 20 mV")));
    expect(raised!.length).toBeGreaterThan(20);
    expect(driven).toEqual(raised);
  });

  test("moves v of lif-cond to vRest + current where nothing else does", async () => {
    const probe = "{kind: voltage, of: b, every: 100 ms}";
    const { records } = await run(population("lif-cond", "params: {tauM: 5 ms}, current: 10 mV", 1, probe));
    const v = records[0]!.kind === "voltage" ? records[0]!.value[1]! : Number.NaN;
    // Single precision.
    expect(v).toBeCloseTo(-55e-3, 8);
  });

  test("differs between neurons by a law, a list or a file", async () => {
    const csv = { "i.csv": "current_V\n0\n0.02\n0.03\n" };
    const listed = trains(await run(population("lif", "current: [0 V, 20 mV, 30 mV]")));
    const read = trains(await run(population("lif", "current: {file: i.csv}"), csv));
    expect(read).toEqual(listed);
    const counts = [0, 1, 2].map((i) => listed[0]!.filter((s) => s.endsWith(`:${i}`)).length);
    expect(counts[0]).toBe(0);
    expect(counts[2]).toBeGreaterThan(counts[1]!);
    const drawn = trains(await run(population("lif", "current: {constant: {uniform: [0 V, 40 mV]}}", 40)));
    expect(new Set(drawn[0]!.map((s) => s.split(":")[1])).size).toBeGreaterThan(10);
  });
});

describe("neurons that could take a current and get none", () => {
  const models: [string, NeuronModel][] = [
    ["lif", neurons.lif],
    ["lif-exp", neurons["lif-exp"]],
    ["lif-cond", neurons["lif-cond"]],
  ];
  test.each(models)("spike as those that cannot: %s", (_, model) => {
    const n = 5;
    const make = (create: NeuronModel["create"]) => create(n, defaults(model.params), TICK, "all");
    const [plain, driven] = [make(model.create), make(model.driven!)];
    const random = Random.of("inputs");
    const buffers = [plain, driven].map(() => ({ index: new Int32Array(n), count: 0 }));
    const seen: string[][] = [[], []];
    for (let tick = 0; tick < 4000; tick++) {
      const arriving = Array.from({ length: n }, () => (random.uniform() < 0.05 ? random.uniform() : 0));
      const scale = model === neurons["lif-exp"] ? 60e-3 : model.weightUnit === "V" ? 12e-3 : 2;
      for (const [k, one] of [plain, driven].entries()) {
        arriving.forEach((w, i) => {
          one.input[0]![i]! += scale * w;
        });
        if (k === 0 && arriving.every((w) => w === 0) && one.nextTick() > tick) continue;
        one.update(tick, buffers[k]!);
        for (let s = 0; s < buffers[k]!.count; s++) seen[k]!.push(`${tick}:${buffers[k]!.index[s]}`);
      }
    }
    expect(seen[0]!.length).toBeGreaterThan(30);
    expect(seen[1]).toEqual(seen[0]);
  });
});

test("steps begin at their ticks and stay until the next one", async () => {
  const steps = "steps: [{from: 50 ms, current: 40 mV}, {from: 100 ms, current: 0 V}]";
  const [spikes] = trains(await run(population("lif", `current: {${steps}}`, 1)));
  const ticks = spikes!.map((s) => Number(s.split(":")[0]));
  // From 50 ms on, tauM ln(40 / 25) later.
  expect(ticks[0]).toBe(500 + Math.ceil((10e-3 * Math.log(40 / 25)) / TICK));
  expect(ticks.at(-1)!).toBeLessThanOrEqual(1000);
  expect(ticks.length).toBeGreaterThan(5);
});

test("noise has its standard deviation and correlation time, from the first tick on", () => {
  const n = 4000;
  const spec = { constant: 1e-3, noise: { sd: 2e-3, tau: 5e-3 } };
  const current = new Float64Array(n);
  const drive = new CurrentDrive(currentOf(spec, n, 1e-3, Random.of("noise"), "b"), () => current);
  drive.apply(0);
  const first = current.slice();
  for (let tick = 1; tick <= 5; tick++) drive.apply(tick);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / n;
  const covariance = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, x, i) => sum + (x - mean(a)) * (b[i]! - mean(b)), 0) / n;
  // Five standard errors of 4,000 draws.
  expect(Math.abs(mean(first) - 1e-3)).toBeLessThan((5 * 2e-3) / Math.sqrt(n));
  expect(Math.abs(covariance(first, first) / 4e-6 - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  expect(Math.abs(covariance(current, current) / 4e-6 - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  // Five ticks of 1 ms are one correlation time.
  expect(Math.abs(covariance(first, current) / 4e-6 - Math.exp(-1))).toBeLessThan(5 / Math.sqrt(n));
});

test("a run that is resumed goes on with the same noise", async () => {
  const spec = await loaded(
    population(
      "lif-exp",
      "current: {constant: 14 mV, steps: [{from: 80 ms, current: 2 mV}], noise: {sd: 3 mV, tau: 10 ms}}",
      20,
    ),
  );
  const build = () => new Engine(buildNetwork(spec.network, masterStream(spec.seed, "network")));
  const seen = (engine: Engine) => {
    const spikes: string[] = [];
    engine.onSpikes = (_, tick, { index, count }) => {
      for (let s = 0; s < count; s++) spikes.push(`${tick}:${index[s]}`);
    };
    return spikes;
  };
  const [whole, second] = [build(), build()];
  const all = seen(whole);
  whole.run(700, new Map());
  const saved = whole.save();
  all.length = 0;
  whole.run(800, new Map());
  const rest = seen(second);
  second.restore(saved);
  second.run(800, new Map());
  expect(all.length).toBeGreaterThan(20);
  expect(rest).toEqual(all);
});

describe("a current in a document", () => {
  test("is what params.drive of older documents was", async () => {
    const old = await loaded(population("adex", "params: {drive: 30 mV}"));
    const now = await loaded(population("adex", "current: 30 mV"));
    expect(old.network.populations).toEqual(now.network.populations);
  });

  test.each([
    ["two at once", "params: {drive: 1 mV}, current: 1 mV", "adex", /params\.drive: unknown key "drive"/],
    ["no unit", "current: 5", "lif", /current: 5 is a bare number; accepted: a voltage/],
    [
      "steps that go back",
      "current: {steps: [{from: 2 ms, current: 1 V}, {from: 1 ms, current: 1 V}]}",
      "lif",
      /current\.steps\.1\.from: is not after the step before; accepted: later times/,
    ],
    ["a step off the grid", "current: {steps: [{from: 0.25 ms, current: 1 V}]}", "lif", /steps\.0\.from/],
    [
      "a time of 0",
      "current: {noise: {sd: 1 mV, tau: 0 ms}}",
      "lif",
      /noise\.tau: "0 ms" is out of range; accepted: a time .* above 0 s/,
    ],
    ["too few", "current: [1 mV]", "lif", /current: has 1 values; accepted: one for each of the 3 neurons/],
    [
      "an unknown word",
      "current: {steps: [{from: 1 ms, current: 1 V}], sine: 3}",
      "lif",
      /current\.sine: unknown key "sine"/,
    ],
  ])("is refused in words: %s", async (_, rest, neuron, message) => {
    await expect(loaded(population(neuron, rest))).rejects.toThrow(ConfigError);
    await expect(loaded(population(neuron, rest))).rejects.toThrow(message);
  });
});
