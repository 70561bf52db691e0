import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Saved, type SavedArray, SavedError } from "../../src/core/saved.js";
import { forms } from "../../src/core/waveform/index.js";
import { shift } from "../../src/core/waveform/piecewise-linear.js";
import { NumericalError } from "../../src/experiment/guards.js";
import { runExperiment } from "../../src/experiment/run.js";
import { readCheckpoint, writeCheckpoint } from "../../src/report/formats/checkpoint.js";
import { chain, type Setting } from "./chain.js";
import { limitSteps } from "./step-limit.js";

const anew = limitSteps(3_000_000);

const TICKS = 200;
const CUT = 127;
const FILE = "run/checkpoints/127.checkpoint";
const { pre, post } = forms["box-over-ramp"];
const late = { pre: shift(pre, 6e-3), post: shift(post, 4e-3) };
const driver = { timing: 2e-3, timingSpread: 1e-3, amplitude: 0.02 };
const schedule = { kind: "schedule", at: [0, 0.02, 0.08], value: [1, 0.5, 1.2] } as const;

const settings = {
  "lif, ordered form": { neuron: "lif" },
  "lif-cond, lumped form, delays that differ": { synapse: { form: "lumped" }, delay: 1, delayMax: 20 },
  "fixed weights, delays that differ": { synapse: "fixed", delay: 1, delayMax: 20 },
  "lif-exp, ideal synapses": { neuron: "lif-exp", synapse: "trace-stdp", delay: 9 },
  "late waveforms that hold": { synapse: { ...late, form: "lumped", overlap: "hold" } },
  "drivers that vary": { neuron: "lif-exp", synapse: { nonIdeal: { driver } } },
  "alphas that follow a schedule": { neuron: "lif", synapse: { modulation: { post: schedule } } },
  "devices moved by slices": { kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } }, neuron: "lif" },
} as const satisfies Record<string, Setting>;
type Name = keyof typeof settings;
const names = Object.keys(settings) as Name[];

function run(name: Name, from?: Saved, write: (saved: Saved, done: number) => void = () => {}) {
  const checkpoint = {
    every: { ticks: CUT },
    file: FILE,
    ...(from ? { from } : {}),
    write: async (saved: Saved, done: number) => write(saved, done),
  };
  return runExperiment(chain({ ...settings[name], ticks: TICKS }), { checkpoint });
}

const kept = new Map<Name, Saved>();

/** What a run has left at tick `CUT`; each setting is run once. */
async function left(name: Name): Promise<Saved> {
  if (!kept.has(name))
    await run(name, undefined, (saved) => {
      if (!kept.has(name)) kept.set(name, structuredClone(saved));
    });
  return structuredClone(kept.get(name)!);
}

/** Through the bytes of a file, so with a right checksum. */
function reread(saved: Saved): Saved {
  const about = { version: "1", configHash: "0".repeat(64), dataHash: null, done: CUT };
  return readCheckpoint(writeCheckpoint({ about, saved }), FILE).saved;
}

/** With another number, or another value in an array. */
function forged(saved: Saved, name: string, at: number, x: number): Saved {
  if (Object.hasOwn(saved.numbers, name))
    return { numbers: { ...saved.numbers, [name]: x }, arrays: saved.arrays };
  const array = saved.arrays[name]!.slice();
  array[at] = x;
  return { numbers: saved.numbers, arrays: { ...saved.arrays, [name]: array } };
}

function withArrays(saved: Saved, arrays: Record<string, SavedArray>): Saved {
  return { numbers: saved.numbers, arrays: { ...saved.arrays, ...arrays } };
}

describe("a forged field is refused by its name, with what came and what is accepted", () => {
  const ordered = "engine.projection.first";
  test.each<[Name, string, number, string]>([
    ["lif, ordered form", "totals.done", 1e15, "a whole number from 0 to 200"],
    ["lif, ordered form", "engine.clock.now", Number.NaN, "127"],
    ["lif, ordered form", "tally.sampler0.next", -1e15, "a whole number from 127 to 130"],
    ["lif, ordered form", "tally.sampler0.next", Number.NaN, "a whole number from 127 to 130"],
    ["lif, ordered form", "engine.population.hidden.since", Number.NaN, "a whole number from 0 to 131"],
    ["lif, ordered form", `${ordered}.category`, 256, "a whole number from 0 to 3"],
    ["lif, ordered form", `${ordered}.postLevel`, 1, "0"],
    ["lif, ordered form", `${ordered}.lastPre`, 128, "a whole number from 0 to 127, or -Infinity"],
    ["lif, ordered form", `${ordered}.begin`, -1, "a whole number from 0 to 127"],
    ["lif, ordered form", `${ordered}.events`, 1e9, "a whole number from 0 to 635"],
    ["lif, ordered form", "engine.projection.first.state", Number.NaN, "5e-8 to 0.000004"],
    ["lif-cond, lumped form, delays that differ", "engine.projection.first.state", 1, "5e-8 to 0.000004"],
    ["devices moved by slices", "engine.projection.first.state", 0, "5e-8 to 0.000004"],
    ["lif, ordered form", `${ordered}.alphas`, 0.5, "an alpha of its course that changes at tick Infinity"],
    ["lif-cond, lumped form, delays that differ", "engine.population.hidden.next", -1e15, "127 to 128"],
    ["lif-cond, lumped form, delays that differ", "engine.population.hidden.steps", 32, "0 to 31"],
    ["lif-cond, lumped form, delays that differ", "engine.population.hidden.refractoryLeft", 2e9, "0 to 10"],
    ["fixed weights, delays that differ", "engine.lane.first.ring.filled", 1e6, "0 to 19"],
    ["lif-cond, lumped form, delays that differ", "engine.lane.first.parts.tick", 126, "127 to 146"],
    ["lif-cond, lumped form, delays that differ", "engine.lane.first.parts.part", 1e6, "0 to "],
    ["lif-cond, lumped form, delays that differ", `${ordered}.windows.start`, Number.NaN, "to 127"],
    ["lif-cond, lumped form, delays that differ", `${ordered}.windows.column`, 5, "0 to 4"],
    ["lif-cond, lumped form, delays that differ", `${ordered}.log.row`, 60, "0 to "],
    ["lif-exp, ideal synapses", "engine.lane.first.arrivals.tick", Number.NaN, "127 to 136"],
    ["lif-exp, ideal synapses", "engine.lane.first.arrivals.index", -1, "0 to 11"],
    ["lif-exp, ideal synapses", "engine.population.hidden.foreseen", Number.NEGATIVE_INFINITY, "127 to "],
    ["lif-exp, ideal synapses", "engine.projection.first.active", 7, "0 to 4"],
    ["late waveforms that hold", `${ordered}.preStarts.tick`, Number.NaN, "127 to "],
    ["late waveforms that hold", `${ordered}.preStarts.busyUntil`, 1e15, "or -Infinity"],
    ["devices moved by slices", `${ordered}.windows.start`, -1e9, "to 127"],
    ["devices moved by slices", `${ordered}.columnDone`, 1e9, "a whole number from 0 to 127"],
  ])("%s: %s of %d", async (setting, field, x, accepted) => {
    const saved = await left(setting);
    const wrong = reread(forged(saved, field, 0, x));
    const refusal = await run(setting, wrong).catch((error: unknown) => error as Error);
    expect(refusal).toBeInstanceOf(SavedError);
    const at = Object.hasOwn(saved.numbers, field) ? field : `${field}[0]`;
    const { message } = refusal as Error;
    expect(message.startsWith(`${FILE}: is damaged: ${at} is ${x}; accepted: `), message).toBe(true);
    expect(message.endsWith(accepted) || message.includes(accepted), message).toBe(true);
  });

  test("a scheduled alpha that would change over and over again", async () => {
    const saved = await left("alphas that follow a schedule");
    const wrong = forged(saved, "engine.projection.first.alphas", 1, 3);
    await expect(run("alphas that follow a schedule", wrong)).rejects.toThrow(
      /alphas\[0\] is 1; accepted: an alpha of its course that changes at tick 3$/,
    );
  });

  test("lists of one thing that are not of one length, in order, or each once", async () => {
    const saved = await left("late waveforms that hold");
    const lane = "engine.lane.second.arrivals";
    const starts = "engine.projection.first.preStarts";
    const windows = "engine.projection.first.windows";
    const refused = (arrays: Record<string, SavedArray>) =>
      expect(run("late waveforms that hold", withArrays(saved, arrays))).rejects;
    await refused({
      [`${starts}.tick`]: Float64Array.of(128),
      [`${starts}.index`]: new Int32Array(0),
    }).toThrow("preStarts.index.length is 0; accepted: 1");
    await refused({
      [`${lane}.tick`]: Float64Array.of(130, 128),
      [`${lane}.index`]: new Int32Array(2),
    }).toThrow("arrivals.tick[1] is 128; accepted: times that do not fall, and the one before is 130");
    const many = { [`${lane}.tick`]: new Float64Array(65).fill(128), [`${lane}.index`]: new Int32Array(65) };
    await refused(many).toThrow("number of spikes at tick 128 is 65; accepted: a whole number from 1 to 64");
    await refused({
      [`${windows}.start`]: Float64Array.of(126, 127),
      [`${windows}.event`]: new Float64Array(2),
      [`${windows}.column`]: new Int32Array(2),
    }).toThrow("windows.column[1] is 0; accepted: each once");
  });
});

describe("whatever single numbers of a checkpoint are, it is refused or the run comes to its end", () => {
  const value = fc.oneof(
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 0.5, 1e15, -1e15),
    fc.constantFrom(2 ** 53, 2 ** 31 - 1, -(2 ** 31), 1e300, CUT - 1, CUT, CUT + 1, CUT + 1e6),
    fc.integer(),
    fc.double(),
  );
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(), value), { minLength: 1, maxLength: 3 });

  test.each(names)("%s", async (name) => {
    const saved = await left(name);
    const fields = [
      ...Object.keys(saved.numbers),
      ...Object.keys(saved.arrays).filter((field) => saved.arrays[field]!.length > 0),
    ];
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(edits, async (all) => {
        let wrong = saved;
        for (const [field, at, x] of all) {
          const chosen = fields[field % fields.length]!;
          wrong = forged(wrong, chosen, at % (saved.arrays[chosen]?.length ?? 1), x);
        }
        anew();
        const end = await run(name, reread(wrong)).catch((error: unknown) => error);
        // Finite numbers that no device has may grow beyond all: that is said where it is found.
        if (end instanceof SavedError || end instanceof NumericalError) refused++;
        else expect(end).toMatchObject({ metrics: { ticks: TICKS } });
      }),
      { seed: 1, numRuns: 30 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});
