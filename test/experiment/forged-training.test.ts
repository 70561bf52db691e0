import { describe, expect, test } from "vitest";
import { type Saved, SavedError } from "../../src/core/saved.js";
import type { KernelChoice } from "../../src/engine/create.js";
import { evaluate } from "../../src/experiment/kinds/classify/run.js";
import { runExperiment } from "../../src/experiment/run.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { spec } from "./bars.js";
import { limitSteps } from "./step-limit.js";

limitSteps(3_000_000);

const { presentation } = spec();
const few = {
  train: { images: 20, epochs: 1 },
  label: { images: 10 },
  test: { split: "test" as const, images: 10 },
  presentation: { ...presentation, rest: 3e-3, reset: false },
};
const kernels = ["wasm", "reference"] as const;

const run = (kernel: KernelChoice, from?: Saved, write: (saved: Saved) => void = () => {}) =>
  runExperiment(spec({ ...few, kernel }), {
    checkpoint: {
      every: { images: 7 },
      file: "a.checkpoint",
      ...(from ? { from } : {}),
      write: async (saved) => write(saved),
    },
  });

const kept = new Map<KernelChoice, Saved>();

/** What a training has left after seven pictures; each kernel trains once. */
async function left(kernel: KernelChoice): Promise<Saved> {
  if (!kept.has(kernel))
    await run(kernel, undefined, (saved) => {
      if (!kept.has(kernel)) kept.set(kernel, structuredClone(saved));
    });
  return structuredClone(kept.get(kernel)!);
}

describe.each(kernels)("what a training cannot have left is refused by its field, kernel %s", (kernel) => {
  test.each<[string, number, string]>([
    ["totals.images", 21, "totals.images is 21; accepted: a whole number from 0 to 20"],
    ["totals.images", 6.5, "totals.images is 6.5; accepted: a whole number from 0 to 20"],
    ["totals.images", 8, "engine.clock.now is "],
    ["totals.retries", -1, "totals.retries is -1; accepted: "],
    ["totals.seconds", Number.NaN, "totals.seconds is NaN; accepted: a finite number from 0"],
    ["totals.postSpikes", -3, "totals.postSpikes is -3; accepted: a whole number from 0 to "],
    ["monitor.seen", 2000, "monitor.seen is 2000; accepted: 7"],
    ["monitor.right", 1e9, "monitor.right is 1000000000; accepted: a whole number from 0 to 1000"],
    ["engine.clock.now", Number.NaN, "engine.clock.now is NaN; accepted: "],
    ["engine.population.output.next", -1e15, "engine.population.output.next is -1000000000000000; "],
    [
      "engine.population.output.steps",
      1e9,
      "output.steps is 1000000000; accepted: a whole number from 0 to 31",
    ],
    ["engine.projection.feedforward.events", 2 ** 53, "feedforward.events is 9007199254740992; accepted: "],
    ["engine.projection.feedforward.presentations", Number.NaN, "feedforward.presentations is NaN; "],
  ])("%s of %d", async (field, x, message) => {
    const saved = await left(kernel);
    expect(Object.keys(saved.numbers)).toContain(field);
    const wrong = { ...saved, numbers: { ...saved.numbers, [field]: x } };
    const refusal = await run(kernel, wrong).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SavedError);
    expect(String(refusal)).toContain("a.checkpoint: is damaged: ");
    expect(String(refusal)).toContain(message);
  });

  test.each([Number.NaN, 1e3, -1e3])("a threshold of %d V", async (x) => {
    const saved = await left(kernel);
    const name = "engine.population.output.theta";
    const theta = saved.arrays[name]!.slice();
    theta[1] = x;
    await expect(run(kernel, { ...saved, arrays: { ...saved.arrays, [name]: theta } })).rejects.toThrow(
      new RegExp(
        `a\\.checkpoint: is damaged: engine\\.population\\.output\\.theta\\[1\\] is ${x}; accepted: -[.\\d]+ to `,
      ),
    );
  });

  test("a learning curve of windows that were not scored", async () => {
    const saved = await left(kernel);
    const arrays = { ...saved.arrays, "monitor.history.accuracy": new Float64Array(1e6) };
    await expect(run(kernel, { ...saved, arrays })).rejects.toThrow(
      "monitor.history.accuracy.length is 1000000; accepted: 0",
    );
  });

  test("inhibition by a neuron that is not there", async () => {
    const saved = await left(kernel);
    const lane = Object.keys(saved.arrays).find((name) =>
      /^engine\.lane\.(?!feedforward).*\.tick$/.test(name),
    )!;
    const arrays = {
      ...saved.arrays,
      [lane]: Float64Array.of(saved.numbers["engine.clock.now"]!),
      [lane.replace("tick", "index")]: Int32Array.of(9),
    };
    await expect(run(kernel, { ...saved, arrays })).rejects.toThrow(
      "arrivals.index[0] is 9; accepted: a whole number from 0 to 8",
    );
  });
});

describe("weights of ideal synapses are held to what learning and normalisation can give", () => {
  const rule = { nuPre: 1e-3, nuPost: 0.01, tauPre: 0.02, tauPost: 0.02, tauPost2: 0, wMax: 0.5 };
  const synapse = traceStdp({ ...rule, init: { from: 0.1, to: 0.3 }, readGain: 2 });
  const ideal = (columnSum: number, from?: Saved, write: (saved: Saved) => void = () => {}) =>
    runExperiment(spec({ ...few, kernel: "reference", columnSum }, 0, synapse), {
      checkpoint: {
        every: { images: 7 },
        ...(from ? { from } : {}),
        write: async (saved) => write(saved),
      },
    });

  test.each([
    [0, 0.6, "0 to 0.5"],
    [0, -0.1, "0 to 0.5"],
    // A column's sum of weights times readGain: one of them may have all of it.
    [4, 2.1, "0 to 2"],
  ])("sum %d: not %d", async (columnSum, weight, accepted) => {
    const saves: Saved[] = [];
    const whole = await ideal(columnSum, undefined, (saved) => saves.push(structuredClone(saved)));
    const [saved] = saves as [Saved];
    const name = "engine.projection.feedforward.state";
    expect((await ideal(columnSum, saved)).metrics.weightsSha256).toBe(whole.metrics.weightsSha256);
    const state = saved.arrays[name]!.slice();
    state[5] = weight;
    const forged = { ...saved, arrays: { ...saved.arrays, [name]: state } };
    await expect(ideal(columnSum, forged)).rejects.toThrow(`${name}[5] is ${weight}; accepted: ${accepted}`);
    const { conductance, theta } = whole;
    const trained = { conductance: conductance.slice().fill(weight), theta };
    const again = evaluate(spec({ ...few, columnSum }, 0, synapse), trained);
    await expect(again).rejects.toThrow(`accepted: ${accepted}, the range of weights`);
  });
});
