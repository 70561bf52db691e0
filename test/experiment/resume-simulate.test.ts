import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NeuronName } from "../../src/core/neuron/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { type Saved, SavedError } from "../../src/core/saved.js";
import { forms } from "../../src/core/waveform/index.js";
import { shift } from "../../src/core/waveform/piecewise-linear.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { readCheckpoint, writeCheckpoint } from "../../src/report/formats/checkpoint.js";
import { chain, type Setting, sparse, tilted } from "./chain.js";

/** All that was written on the way, by the ticks gone by. */
async function watched(s: SimulateSpec, ticks: number, from?: Saved) {
  const written = new Map<number, Saved>();
  const result = await runExperiment(s, {
    checkpoint: {
      every: { ticks },
      write: async (saved, done) => {
        written.set(done, structuredClone(saved));
      },
      ...(from ? { from } : {}),
    },
  });
  return { result, written };
}

/** Without wall time. */
function comparable({
  metrics: { seconds, ...metrics },
  ...result
}: Awaited<ReturnType<typeof watched>>["result"]) {
  return { ...result, metrics };
}

function withoutTime({ numbers: { "totals.seconds": _, ...numbers }, arrays }: Saved) {
  return { numbers, arrays };
}

/** Length of each array under way, of any projection. */
const waiting = (saved: Saved, end: string) =>
  Object.entries(saved.arrays).reduce((sum, [name, a]) => sum + (name.endsWith(end) ? a.length : 0), 0);

const { pre, post } = forms["box-over-ramp"];
const lumped: Partial<EisSpec> = { form: "lumped" };
const timing = { timing: 2e-3, timingSpread: 1e-3 };
const amplitude = { amplitude: 0.02, amplitudeSpread: 0.01 };
const models = Object.keys(neurons) as NeuronName[];

/** What neurons keep does not depend on their synapses: each model meets two kinds, each kind several models. */
const synapses: [string, Setting][] = [
  ["lumped form, delays that differ", { synapse: lumped, delay: 0, delayMax: 20 }],
  ["ideal synapses", { synapse: "trace-stdp", delayMax: 11 }],
  ["fixed weights", { synapse: "fixed", delay: 25 }],
  ["one winner per step", { winner: "one-per-step", synapse: lumped }],
];
const cases: [string, Setting][] = [
  ...models.flatMap((neuron, k): [string, Setting][] => {
    const [name, setting] = synapses[k % synapses.length]!;
    return [
      [`${neuron}, ordered form`, { neuron }],
      [`${neuron}, ${name}`, { neuron, ...setting }],
    ];
  }),
  ["a step of several ticks", { values: { dt: 2e-3, refractory: 6e-3 } }],
  ["hold, ordered", { synapse: { overlap: "hold" } }],
  ["hold, lumped", { synapse: { ...lumped, overlap: "hold" } }],
  [
    "waveforms that begin after their spike",
    { synapse: { ...lumped, pre: shift(pre, 6e-3), post: shift(post, 4e-3) } },
  ],
  [
    "the same, ordered, hold",
    { synapse: { pre: shift(pre, 6e-3), post: shift(post, 4e-3), overlap: "hold" } },
  ],
  ["waveforms that begin before their spike", { synapse: { ...lumped, pre: shift(pre, -5e-3) } }],
  ["devices that drift at rest, ordered", { synapse: { device: tilted } }],
  [
    "devices that drift at rest, lumped",
    { synapse: { ...lumped, device: tilted, independentPolarity: true } },
  ],
  ["V_pre alone switched off", { synapse: { ...lumped, lonePre: "off" } }],
  ["drivers that start late, ordered form", { synapse: { nonIdeal: { driver: timing } } }],
  ["drivers that start late, lumped form", { synapse: { ...lumped, nonIdeal: { driver: timing } } }],
  [
    "drivers that start late, lumped form, hold",
    { synapse: { ...lumped, overlap: "hold", nonIdeal: { driver: timing } } },
  ],
  ["drivers whose amplitudes vary, ordered form", { synapse: { nonIdeal: { driver: amplitude } } }],
  [
    "drivers that vary in both ways, in devices with bounds of their own",
    {
      synapse: {
        ...lumped,
        d2d: { ltp: 0.1, ltd: 0.2 },
        nonIdeal: { driver: { ...amplitude, ...timing }, range: { gMin: 0.2, gMax: 0.2 } },
      },
    },
  ],
  [
    "the same, ordered form, with alphas that follow a schedule",
    {
      synapse: {
        nonIdeal: { driver: { ...amplitude, ...timing }, range: { gMin: 0.2, gMax: 0.2 } },
        modulation: { post: { kind: "schedule", at: [0, 0.1, 0.2, 0.33], value: [1, 0.5, 1.2, 0.8] } },
      },
    },
  ],
  ["sparse, ordered form", { rule: sparse(0.6), neuron: "lif" }],
  [
    "sparse, lumped form, delays that differ",
    { rule: sparse(0.8), neuron: "lif", synapse: lumped, delay: 0, delayMax: 20 },
  ],
  ["sparse, ideal synapses", { rule: sparse(0.6), synapse: "trace-stdp", neuron: "lif" }],
  [
    "sparse, fixed weights, delays that differ",
    { rule: sparse(0.8), synapse: "fixed", delayMax: 11, neuron: "lif" },
  ],
  [
    "sparse, drivers that vary in both ways, in devices with bounds of their own",
    {
      rule: sparse(0.7),
      neuron: "lif",
      synapse: {
        ...lumped,
        d2d: { ltp: 0.1, ltd: 0.2 },
        nonIdeal: { driver: { ...amplitude, ...timing }, range: { gMin: 0.2, gMax: 0.2 } },
      },
    },
  ],
  ["devices moved by slices", { kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } }, ticks: 400 }],
];

describe("a simulation that goes on from a checkpoint ends in the same bits as one that was never stopped", () => {
  test.each(cases)("%s", async (_, setting) => {
    const s = chain(setting);
    const whole = await runExperiment(s);
    const { result, written } = await watched(s, 127);
    expect(comparable(result)).toEqual(comparable(whole));
    expect(result.metrics.spikes.hidden).toBeGreaterThan(10);
    expect(result.metrics.spikes.output).toBeGreaterThan(2);
    // Two of them: near the beginning, and beyond the middle.
    for (const [done, saved] of [...written].slice(0, -1).filter((_, k) => k % 4 === 0)) {
      const resumed = await watched(s, 127, saved);
      expect(comparable(resumed.result)).toEqual(comparable(whole));
      // What a later checkpoint holds is equal too: nothing is rebuilt that was only nearly the same.
      const next = [...written.keys()].find((d) => d > done)!;
      expect(withoutTime(resumed.written.get(next)!)).toEqual(withoutTime(written.get(next)!));
    }
  });
});

test("what is tried has waveforms, starts to come, delayed spikes and recordings in it", async () => {
  const late = { ...lumped, pre: shift(pre, 6e-3), post: shift(post, 4e-3) };
  const { written } = await watched(chain({ synapse: late, delay: 1, delayMax: 20 }), 13);
  const all = [...written.values()];
  for (const part of [
    "windows.column",
    "Starts.tick",
    "log.tick",
    "arrivals.tick",
    "probe1.tick",
    "probe4.value",
  ])
    expect(Math.max(...all.map((saved) => waiting(saved, part))), part).toBeGreaterThan(0);
  expect(all.some((saved) => saved.arrays["engine.lane.first.parts.tick"]!.length > 0)).toBe(true);
  const fixed = await watched(chain({ synapse: "fixed", delay: 1, delayMax: 20 }), 13);
  const rings = [...fixed.written.values()].map((saved) => saved.arrays["engine.lane.first.ring.filled"]!);
  expect(rings.some((filled) => filled.length > 0)).toBe(true);
});

test.each(["5", "6", "22"])(
  "devices moved by slices take two late starts of a neuron in one tick, and go on: seed %s",
  async (seed) => {
    const s = chain({
      kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } },
      neuron: "lif",
      values: { refractory: 0 },
      synapse: { form: "lumped", nonIdeal: { driver: { timing: 2e-3 } } },
      seed,
      ticks: 200,
    });
    const whole = await runExperiment(s);
    const { written } = await watched(s, 67);
    for (const saved of written.values())
      expect(comparable((await watched(s, 67, saved)).result)).toEqual(comparable(whole));
  },
);

test.each(["ordered", "lumped"] as const)("late starts wait in checkpoints of the %s form", async (form) => {
  const { written } = await watched(chain({ synapse: { form, nonIdeal: { driver: timing } } }), 13);
  for (const part of ["preStarts.tick", "postStarts.tick"])
    expect(Math.max(...[...written.values()].map((s) => waiting(s, part))), part).toBeGreaterThan(0);
});

test("at any tick, of any setting, and again and again, through the bytes of the file", async () => {
  const settings = fc.record({
    neuron: fc.constantFrom(...models),
    winner: fc.constantFrom("all", "one-per-step"),
    synapse: fc.oneof(
      fc.constantFrom("trace-stdp", "fixed"),
      fc.record({
        form: fc.constantFrom("ordered", "lumped"),
        overlap: fc.constantFrom("restart", "hold"),
        pre: fc.constantFrom(-8e-3, 0, 3e-3).map((t) => shift(pre, t)),
        post: fc.constantFrom(-4e-3, 0, 5e-3).map((t) => shift(post, t)),
        nonIdeal: fc.constantFrom({}, { driver: timing }, { driver: { ...amplitude, ...timing } }),
      }),
    ),
    delay: fc.integer({ min: 0, max: 20 }),
    delayMax: fc.option(fc.integer({ min: 20, max: 40 }), { nil: undefined }),
    seed: fc.string({ minLength: 1, maxLength: 3 }),
    ticks: fc.constant(200),
  }) as fc.Arbitrary<Setting>;
  const about = { version: "1", configHash: "0".repeat(64), dataHash: null, done: 0 };
  await fc.assert(
    fc.asyncProperty(settings, fc.integer({ min: 1, max: 199 }), async (setting, every) => {
      const s = chain(setting);
      const whole = comparable(await runExperiment(s));
      let from: Saved | undefined;
      // Every session dies right after its first checkpoint; the last one comes to the end.
      for (let session = 0; session < 5; session++) {
        const { result, written } = await watched(s, every, from);
        expect(comparable(result)).toEqual(whole);
        const [first] = written.values();
        if (!first) return;
        from = readCheckpoint(writeCheckpoint({ about, saved: first }), "x").saved;
      }
    }),
    { seed: 1, numRuns: 10 },
  );
});

test("an interrupted simulation leaves a checkpoint of that tick, and ends from it as if it had not been", async () => {
  const s = chain({ synapse: lumped });
  const whole = await runExperiment(s);
  const controller = new AbortController();
  const written: [Saved, number][] = [];
  const cut = await runExperiment(s, {
    signal: controller.signal,
    progress: ({ done }) => {
      if (done >= 30) controller.abort();
    },
    checkpoint: {
      every: { seconds: 3600 },
      write: async (saved, done) => {
        written.push([saved, done]);
      },
    },
  });
  expect(cut.metrics.interrupted).toBe(true);
  expect(written).toHaveLength(1);
  expect(written[0]![1]).toBe(cut.metrics.ticks);
  const { result } = await watched(s, 1e6, written[0]![0]);
  expect(comparable(result)).toEqual(comparable(whole));
});

test("a simulation that is over before a checkpoint is due writes none", async () => {
  expect((await watched(chain(), 1e6)).written.size).toBe(0);
});

test("a checkpoint of another simulation is refused, naming what does not fit", async () => {
  const { written } = await watched(chain({ neuron: "lif" }), 127);
  const [saved] = written.values();
  await expect(watched(chain({ neuron: "lif-exp" }), 127, saved)).rejects.toThrow(SavedError);
  await expect(watched(chain({ neuron: "lif-exp" }), 127, saved)).rejects.toThrow(
    'array "engine.population.hidden.u" is missing',
  );
  const { "engine.projection.first.lastPre": _, ...arrays } = saved!.arrays;
  await expect(watched(chain({ neuron: "lif" }), 127, { ...saved!, arrays })).rejects.toThrow(
    'array "engine.projection.first.lastPre" is missing',
  );
  const sliced = chain({ kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } }, neuron: "lif" });
  await expect(watched(sliced, 127, saved)).rejects.toThrow(/was not computed by tfjs's backend "cpu"/);
});
