import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { shift, waveform } from "../../src/core/waveform/piecewise-linear.js";
import type { KernelChoice } from "../../src/engine/create.js";
import { allowPairing } from "../../src/node/pairing.js";
import { type Case, course, post, tilted } from "./course.js";

// In a V8 that can: the paired kernel is the one people run there.
allowPairing();

function digest(values: Int32Array | Float32Array): string {
  return createHash("sha256")
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest("hex");
}

/** Digests of a course, so that a difference is told in a few lines. */
function digests(kernel: KernelChoice, c: Case) {
  const { used, inputs, spikes, state, theta, ...rest } = course(kernel, c);
  expect(used).toBe(kernel);
  return {
    outputs: spikes.length / 2,
    inputs: digest(inputs),
    spikes: digest(spikes),
    state: digest(state),
    theta: digest(theta),
    ...rest,
  };
}

const varied = { d2d: 0.2, c2c: 0.2, independentPolarity: true };
const bothWays = waveform([
  [0, 7],
  [6e-3, 7],
  [6e-3, -7],
  [12e-3, -7],
]);
const cases: [name: string, c: Case][] = [
  ["a thousand pictures, devices alike", { nPre: 64, nPost: 20, images: 1000 }],
  [
    "devices that vary in both ways",
    { nPre: 64, nPost: 20, images: 120, synapse: varied, schedule: "amplitude" },
  ],
  [
    "events so uncertain that many do nothing",
    { nPre: 64, nPost: 20, images: 50, synapse: { d2d: 2, c2c: 1 }, schedule: "amplitude" },
  ],
  ["one gain for both polarities", { nPre: 64, nPost: 20, images: 50, synapse: { d2d: 0.8, c2c: 0 } }],
  ["sizes that fill no vector", { nPre: 51, nPost: 37, images: 80, synapse: varied }],
  ["a single neuron and a single input", { nPre: 1, nPost: 1, images: 50, rate: 2e3 }],
  ["inhibition of all others", { nPre: 64, nPost: 20, images: 80, rule: "lateral" }],
  [
    "a rest, and neurons that do not return to rest",
    { nPre: 64, nPost: 20, images: 80, rest: 37, reset: false, synapse: varied },
  ],
  [
    "the same with inhibition of all others",
    { nPre: 64, nPost: 20, images: 50, rest: 37, reset: false, rule: "lateral" },
  ],
  [
    "excitation towards a reversal potential of 10 mV",
    { nPre: 64, nPost: 20, images: 50, neuron: { eExc: 10e-3 } },
  ],
  [
    "the same with inhibition of all others",
    { nPre: 64, nPost: 20, images: 50, neuron: { eExc: 10e-3 }, rule: "lateral" },
  ],
  ["no refractory time", { nPre: 64, nPost: 20, images: 50, neuron: { refractory: 0 } }],
  ["devices that drift at rest", { nPre: 64, nPost: 20, images: 60, synapse: { device: tilted, ...varied } }],
  [
    "a post waveform that begins 3 ms after its spike",
    { nPre: 64, nPost: 20, images: 60, synapse: { post: shift(post, 3e-3), ...varied } },
  ],
  [
    "a V_pre that moves devices both ways, in long presentations",
    {
      nPre: 40,
      nPost: 20,
      images: 30,
      ticks: 1500,
      synapse: { pre: bothWays },
    },
  ],
  [
    "stuck devices, open-circuit voltages that differ, an imbalance",
    {
      nPre: 64,
      nPost: 20,
      images: 40,
      synapse: {
        ...varied,
        nonIdeal: { stuck: { on: 0.05, off: 0.1 }, openCircuit: { sigma: 0.02 }, asymmetry: { ratio: 1.3 } },
      },
    },
  ],
  [
    "bounds of their own in every device",
    { nPre: 64, nPost: 20, images: 60, synapse: { nonIdeal: { range: { gMin: 0.5, gMax: 0.3 } } } },
  ],
  [
    "the same in sizes that fill no vector, with all variability, stuck and relaxing devices",
    {
      nPre: 51,
      nPost: 37,
      images: 50,
      schedule: "amplitude",
      synapse: {
        ...varied,
        d2d: { ltp: 0.1, ltd: 0.3 },
        nonIdeal: { range: { gMin: 0.3, gMax: 0.2 }, stuck: { on: 0.05, off: 0.05 } },
      },
    },
  ],
  [
    "drivers whose amplitudes vary",
    {
      nPre: 64,
      nPost: 20,
      images: 60,
      synapse: { ...varied, nonIdeal: { driver: { amplitude: 0.02, amplitudeSpread: 0.01 } } },
    },
  ],
  [
    "the same at falling gain, with devices that drift and have bounds of their own",
    {
      nPre: 51,
      nPost: 37,
      images: 12,
      schedule: "amplitude",
      synapse: {
        device: tilted,
        nonIdeal: { driver: { amplitude: 0.03, amplitudeSpread: 0 }, range: { gMin: 0, gMax: 0.2 } },
      },
    },
  ],
  [
    "waveforms that start late",
    { nPre: 64, nPost: 20, images: 80, synapse: { ...varied, nonIdeal: { driver: { timing: 1.5e-3 } } } },
  ],
  [
    "the same of a post waveform with a lead, in sizes that fill no vector, with a rest and no return to it",
    {
      nPre: 51,
      nPost: 37,
      images: 50,
      rest: 37,
      reset: false,
      synapse: { post: shift(post, 3e-3), nonIdeal: { driver: { timing: 0.3e-3, timingSpread: 3e-3 } } },
    },
  ],
  [
    "late starts in presentations of uneven length, some of two parts, shorter than starts may be late",
    {
      nPre: 64,
      nPost: 20,
      images: 50,
      uneven: true,
      synapse: { device: tilted, ...varied, nonIdeal: { driver: { timing: 5e-3 } } },
    },
  ],
  [
    "late starts that make more rows worth a pass than are listed ahead",
    {
      nPre: 40,
      nPost: 20,
      images: 20,
      ticks: 1500,
      synapse: { pre: bothWays, nonIdeal: { driver: { timing: 2e-3 } } },
    },
  ],
  [
    "starts that make more rows worth a pass than are listed by rows, or by ticks",
    { nPre: 40, nPost: 20, images: 20, ticks: 1500, synapse: { pre: bothWays } },
  ],
  [
    "the same in presentations of which the short ones have few enough to be listed by rows",
    {
      nPre: 40,
      nPost: 20,
      images: 50,
      uneven: true,
      rest: 37,
      reset: false,
      synapse: { ...varied, device: tilted, pre: bothWays },
    },
  ],
  [
    "late starts in presentations after which nothing is shown before the next end",
    {
      nPre: 64,
      nPost: 20,
      images: 30,
      twice: true,
      synapse: { ...varied, nonIdeal: { driver: { timing: 5e-3 } } },
    },
  ],
  [
    "the same of waveforms that start on time",
    { nPre: 64, nPost: 20, images: 30, twice: true, synapse: varied },
  ],
  [
    "everything that varies at once",
    {
      nPre: 64,
      nPost: 20,
      images: 40,
      rule: "lateral",
      synapse: {
        ...varied,
        nonIdeal: {
          driver: { amplitude: 0.02, amplitudeSpread: 0.01, timing: 1e-3, timingSpread: 1e-3 },
          range: { gMin: 0.2, gMax: 0.2 },
          stuck: { on: 0.02, off: 0.02 },
        },
      },
    },
  ],
  ["V_pre alone switched off", { nPre: 64, nPost: 20, images: 40, synapse: { ...varied, lonePre: "off" } }],
  ["a gain by a factor", { nPre: 64, nPost: 20, images: 60, synapse: varied, schedule: "ideal" }],
  ["a gain by duty", { nPre: 64, nPost: 20, images: 30, schedule: "duty" }],
  [
    "devices with bounds of their own that one event moves far",
    {
      nPre: 51,
      nPost: 20,
      images: 60,
      synapse: { ...varied, pre: bothWays, nonIdeal: { range: { gMin: 0.3, gMax: 0.2 } } },
    },
  ],
  [
    "so few neurons that nearly every one spikes in every tick",
    { nPre: 3, nPost: 20, images: 30, rate: 5000 },
  ],
  [
    "chunks that end after few input spikes, as in large layers",
    { nPre: 64, nPost: 40, images: 15, synapse: varied, chunkSpikes: 7 },
  ],
  [
    "rates so low that gaps are drawn in double precision",
    { nPre: 700, nPost: 20, images: 60, rate: 200, neuron: { vThreshold: -84.9e-3 } },
  ],
];

describe.each(cases)("wasm equals the reference bit for bit: %s", (_, c) => {
  test("input and output spikes, conductances, thresholds, ledger, shadow check", () => {
    const reference = digests("reference", c);
    expect(reference.outputs).toBeGreaterThan(c.images / 4);
    expect(digests("wasm", c)).toEqual(reference);
  });
});

const tiled: [name: string, c: Case][] = [
  ["an even number of tiles", { nPre: 64, nPost: 64, images: 60, synapse: varied }],
  ["an odd number, the last not full", { nPre: 51, nPost: 77, images: 60, synapse: varied }],
  ["one tile", { nPre: 64, nPost: 10, images: 60, synapse: varied }],
  ["no refractory time", { nPre: 64, nPost: 70, images: 50, neuron: { refractory: 0 } }],
  [
    "neurons that do not return to rest, in presentations of uneven length",
    { nPre: 64, nPost: 90, images: 50, rest: 37, reset: false, uneven: true, synapse: varied },
  ],
  ["inhibition of all others", { nPre: 64, nPost: 64, images: 60, rule: "lateral" }],
  ["two strips of sixteen tiles, and six tiles more", { nPre: 24, nPost: 600, images: 12, synapse: varied }],
  [
    "one strip, and few neurons that cross in turns",
    { nPre: 16, nPost: 256, images: 12, rate: 5000, chunkSpikes: 5 },
  ],
];

describe.each(tiled)("tiles taken by twos, whether or not vectors are paired: %s", (_, c) => {
  test("the same as one by one, and as the reference", () => {
    const reference = digests("reference", c);
    expect(reference.outputs).toBeGreaterThan(c.images / 4);
    expect(digests("wasm", { ...c, tiles: 1 })).toEqual(reference);
    expect(digests("wasm", { ...c, tiles: 2 })).toEqual(reference);
  });
});

test("a run that learns differs from one with other devices: the comparison sees conductances", () => {
  const one = digests("wasm", { nPre: 64, nPost: 20, images: 20 });
  const other = digests("wasm", { nPre: 64, nPost: 20, images: 20, synapse: varied });
  expect(one.state).not.toEqual(other.state);
});
