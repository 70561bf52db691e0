/** Neurons with parameters of their own, that start where they are told, or that fire without input. */
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { loadExperimentText } from "../../src/config/load.js";
import { Mixed } from "../../src/core/neuron/mixed.js";
import type { Neurons } from "../../src/core/neuron/model.js";
import { Engine } from "../../src/engine/engine.js";
import { checkWatched } from "../../src/experiment/kinds/simulate/probes.js";
import type { ProbeRecord, SimulateResult } from "../../src/experiment/kinds/simulate/result.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { buildNetwork } from "../../src/network/build.js";
import { NetworkError } from "../../src/network/errors.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { masterStream } from "../../src/seed.js";

const loaded = async (text: string, files: Record<string, string> = {}) =>
  (await loadExperimentText(memoryFiles(files, { cwd: "/w" }), text, "/w/x.yaml")).spec as SimulateSpec;
const run = async (text: string, files = {}) =>
  (await runExperiment(await loaded(text, files))) as SimulateResult;

/** Populations that a source of three drives strongly. @param b  populations by name: size, and the rest in YAML */
const driven = (b: Record<string, string>, receptor: string, weight: string, more = "") => `
kind: simulate
seed: "3"
network:
  tick: 0.5 ms
  populations:
    a: {size: 3}
${Object.entries(b)
  .map(([name, yaml]) => `    ${name}: {${yaml}}`)
  .join("\n")}
  projections:
${Object.keys(b)
  .map((n) => `    to${n}: {from: a, to: ${n}, rule: all-to-all, receptor: ${receptor}, weight: ${weight}}`)
  .join("\n")}
duration: 300 ms
sources: {a: {model: poisson-rate, rate: 150 Hz}}
probes:
${Object.keys(b)
  .map((n) => `  - {kind: spikes, of: ${n}}`)
  .join("\n")}
${more}`;

/** Times of the spikes of neuron i. */
const timesOf = (record: ProbeRecord, i: number): number[] =>
  record.kind === "spikes" ? [...record.time].filter((_, k) => record.index[k] === i) : [];

const models: [string, string, string, string, string[]][] = [
  ["lif", "delta", "6 mV", "vThreshold", ["-60 mV", "-55 mV", "-52 mV"]],
  ["lif-exp", "excitatory", "20 mV", "tauM", ["5 ms", "10 ms", "20 ms"]],
  ["lif-cond", "excitatory", "3", "refractory", ["1 ms", "5 ms", "20 ms"]],
  ["adex", "excitatory", "30 mV", "deltaT", ["1 mV", "2 mV", "4 mV"]],
  ["izhikevich", "delta", "9 mV", "d", ["2 mV", "8 mV", "12 mV"]],
];

describe("each neuron of a population of different ones is as one of a population of its like", () => {
  test.each(models)("%s", async (neuron, receptor, weight, name, values) => {
    const mixed = `size: 3, neuron: ${neuron}, params: {${name}: [${values.join(", ")}]}`;
    const alone = (k: number) => `size: 1, neuron: ${neuron}, params: {${name}: ${values[k]}}`;
    const b = { mixed, b0: alone(0), b1: alone(1), b2: alone(2) };
    const { records } = await run(driven(b, receptor, weight));
    const trains = [0, 1, 2].map((i) => timesOf(records[0]!, i));
    expect(trains).toEqual([0, 1, 2].map((k) => timesOf(records[k + 1]!, 0)));
    expect(trains[0]).not.toEqual(trains[2]);
    expect(trains.every((times) => times.length > 3)).toBe(true);
  });
});

test.each(models)(
  "a saved %s population of different neurons goes on as if it had not stopped",
  async (...model) => {
    const [neuron, receptor, weight, name, values] = model;
    const spec = await loaded(
      driven(
        { b: `size: 3, neuron: ${neuron}, params: {${name}: [${values.join(", ")}]}` },
        receptor,
        weight,
      ),
    );
    const make = () => new Engine(buildNetwork(spec.network, masterStream(spec.seed, "network")));
    const input = () => {
      const tick = Float64Array.from({ length: 40 }, (_, k) => 2 * k);
      return new Map([[0, { tick, index: Int32Array.from(tick, (_, k) => k % 3), count: 40 }]]);
    };
    const [whole, first, second] = [make(), make(), make()];
    whole.run(81, input());
    whole.run(100, input());
    first.run(81, input());
    second.restore(first.save());
    second.run(100, input());
    expect(second.save()).toEqual(whole.save());
  },
);

test("parameters are drawn by their law, from the population's own stream; times on the grid", async () => {
  const params =
    "vThreshold: {mean: -50 mV, sd: 2 mV}, tauM: {lognormal: {mean: 20 ms, sd: 5 ms}}, refractory: {uniform: [1 ms, 4 ms]}";
  const spec = await loaded(driven({ b: `size: 400, neuron: lif, params: {${params}}` }, "delta", "1 mV"));
  const given: Record<string, number>[] = [];
  const { neuron } = spec.network.populations[1]!;
  const model = {
    ...neuron!.model,
    create: (...args: Parameters<NonNullable<typeof neuron>["model"]["create"]>) => {
      given.push(args[1] as Record<string, number>);
      return neuron!.model.create(...args);
    },
  };
  const populations = [
    spec.network.populations[0]!,
    { ...spec.network.populations[1]!, neuron: { ...neuron!, model } },
  ];
  buildNetwork({ ...spec.network, populations }, masterStream("3", "network"));
  const of = (name: string) => given.map((values) => values[name]!);
  const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
  const sd = (x: number[]) => Math.sqrt(mean(x.map((y) => (y - mean(x)) ** 2)));
  // 400 draws: four standard errors.
  expect(Math.abs(mean(of("vThreshold")) + 50e-3)).toBeLessThan((4 * 2e-3) / 20);
  expect(Math.abs(sd(of("vThreshold")) / 2e-3 - 1)).toBeLessThan(4 / Math.sqrt(800));
  expect(Math.abs(mean(of("tauM")) - 20e-3)).toBeLessThan((4 * 5e-3) / 20);
  expect(new Set(of("refractory").map((t) => (t / 0.5e-3).toFixed(9)))).toEqual(
    new Set([2, 3, 4, 5, 6, 7, 8].map((k) => k.toFixed(9))),
  );
});

describe("neurons that rest above their threshold", () => {
  test("fire at the period that the equation has in closed form", async () => {
    const b = {
      b: "size: 1, neuron: lif-exp, params: {tauM: 20 ms, vRest: -49 mV, vReset: -60 mV, vThreshold: -50 mV, refractory: 5 ms}",
    };
    const { records } = await run(driven(b, "excitatory", "0 mV"));
    // From -60 mV towards -49 mV to -50 mV: 20 ms ln(11), to the next tick; held for 10 ticks before.
    const period = Math.ceil((20 * Math.log(11)) / 0.5) * 0.5e-3 + 5e-3;
    const times = timesOf(records[0]!, 0);
    expect(times[0]).toBe(0.5e-3);
    expect(times.length).toBe(6);
    for (const [k, t] of times.entries()) expect(t).toBeCloseTo(0.5e-3 + k * period, 12);
  });

  test("start where they are told: the first spike is when the equation says", async () => {
    const params = "{tauM: 20 ms, vRest: -49 mV, vReset: -60 mV, vThreshold: -50 mV, refractory: 5 ms}";
    const b = { b: `size: 3, neuron: lif-exp, params: ${params}, start: {v: [-60 mV, -55 mV, -51 mV]}` };
    const { records } = await run(driven(b, "excitatory", "0 mV"));
    for (const [i, v] of [-60, -55, -51].entries())
      expect(timesOf(records[0]!, i)[0]).toBeCloseTo(Math.ceil((20 * Math.log(-49 - v)) / 0.5) * 0.5e-3, 12);
  });
});

test.each([
  ["lif", "v", "[-60 mV, -58 mV]", "vRest"],
  ["lif-cond", "v", "[-60 mV, -58 mV]", "vRest"],
  ["adex", "v", "[-60 mV, -58 mV]", "vRest"],
  ["izhikevich", "v", "[-60 mV, -58 mV]", "vRest"],
])("%s starts where it is told", async (neuron, variable, values) => {
  const spec = await loaded(
    driven(
      { b: `size: 2, neuron: ${neuron}, start: {${variable}: ${values}}` },
      neuron === "lif" || neuron === "izhikevich" ? "delta" : "excitatory",
      neuron === "lif-cond" ? "1" : "1 mV",
    ),
  );
  const { neurons } = buildNetwork(spec.network, masterStream("3", "network")).populations[1]!;
  // lif-cond keeps single precision.
  expect(neurons!.voltage(0, 0)).toBeCloseTo(-60e-3, 8);
  expect(neurons!.voltage(1, 0)).toBeCloseTo(-58e-3, 8);
});

test("a neuron of its own is begun alone: others are not asked again, however many", () => {
  let asked = 0;
  const one = (soonest: number): Neurons => {
    let next = soonest;
    return {
      n: 1,
      receptors: [],
      input: [],
      update: () => {},
      nextTick: () => {
        asked++;
        return next;
      },
      voltage: () => 0,
      reset: () => {},
      begin: (_, __, x) => {
        next = x;
      },
    };
  };
  const neurons = new Mixed([50, 40, Number.POSITIVE_INFINITY].map(one));
  expect(neurons.nextTick()).toBe(40);
  asked = 0;
  for (const [i, x] of [30, 60, 20].entries()) neurons.begin("v", i, x);
  expect(neurons.nextTick()).toBe(20);
  expect(asked).toBe(3);
});

test("values come from a file, by the column of the parameter", async () => {
  const files = { "n.csv": "vThreshold_V,other\n-0.060,1\n-0.055,2\n-0.052,3\n" };
  const b = {
    listed: "size: 3, neuron: lif, params: {vThreshold: [-60 mV, -55 mV, -52 mV]}",
    filed: "size: 3, neuron: lif, params: {vThreshold: {file: n.csv}}",
  };
  const { records } = await run(driven(b, "delta", "6 mV"), files);
  expect(timesOf(records[1]!, 0)).toEqual(timesOf(records[0]!, 0));
  expect(timesOf(records[1]!, 2)).toEqual(timesOf(records[0]!, 2));
});

describe("refused in words", () => {
  const files = { "n.csv": "tauM_s\n0.01\n-0.01\n" };
  test.each([
    [
      "another number of values",
      "size: 3, neuron: lif, params: {tauM: [10 ms, 20 ms]}",
      "params.tauM: has 2 values; accepted: one for each of the 3 neurons",
    ],
    [
      "a value out of bounds",
      "size: 2, neuron: lif, params: {tauM: [10 ms, -1 ms]}",
      '"-1 ms" is out of range; accepted: a time with its unit such as "20 ms", above 0 s',
    ],
    [
      "a value of a file out of bounds",
      "size: 2, neuron: lif, params: {tauM: {file: n.csv}}",
      'n.csv: row 3, column tauM_s: got "-0.01"; accepted: tauM in s, within its bounds',
    ],
    [
      "a column that is not there",
      "size: 2, neuron: lif, params: {vRest: {file: n.csv}}",
      'n.csv has no column "vRest_V"; accepted: one, or column: the name of another',
    ],
    [
      "one winner of different neurons",
      "size: 2, neuron: lif-cond, winner: one-per-step, params: {tauM: [10 ms, 20 ms]}",
      'b.winner: neurons whose parameters differ all spike where they are over their thresholds; accepted: "all"',
    ],
    [
      "steps that differ",
      "size: 2, neuron: lif-cond, params: {dt: [0.5 ms, 1 ms]}",
      "params.dt: got a list of 2; accepted: a time",
    ],
    [
      "a neuron at its threshold",
      "size: 2, neuron: lif, params: {vThreshold: [-55 mV, -80 mV]}",
      "neuron 1: vRest (-0.07 V) and vReset (-0.07 V) must be below vThreshold (-0.08 V)",
    ],
    [
      "a listed time off the grid",
      "size: 2, neuron: lif, params: {refractory: [1 ms, 1.2 ms]}",
      "neuron 1: refractory of 1.2 ms is not a whole number of ticks",
    ],
    [
      "a start above the threshold",
      "size: 1, neuron: lif, start: {v: -50 mV}",
      "neuron 0 would start at -0.05 V; accepted: below the threshold of -0.055 V",
    ],
    [
      "more spikes of a drive than a tick holds",
      "size: 2, neuron: lif, drive: {poisson: {rate: [1 kHz, 300 kHz], weight: 1 mV, receptor: delta}}",
      "drive.poisson.rate: neuron 1 has 300000 Hz; accepted: 0 to 200000 Hz, 100 spikes a tick",
    ],
    ["a start of what is not there", "size: 1, neuron: lif, start: {w: -50 mV}", '"w"'],
  ])("%s", async (_, b, message) => {
    const cond = b.includes("lif-cond");
    const text = driven({ b }, cond ? "excitatory" : "delta", cond ? "1" : "1 mV");
    // As a check does, before anything runs.
    const said = await loaded(text, files)
      .then(checkWatched)
      .then(
        () => "",
        (error) =>
          error instanceof ConfigError || error instanceof NetworkError
            ? error.message
            : Promise.reject(error),
      );
    expect(said).toContain(message);
  });
});
