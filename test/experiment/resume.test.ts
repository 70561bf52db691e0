import { describe, expect, test } from "vitest";
import { arrayOf, type Saved, SavedError } from "../../src/core/saved.js";
import type { EisSpec } from "../../src/crossbar/eis.js";
import type { SynapseModel } from "../../src/crossbar/model.js";
import type { KernelChoice } from "../../src/engine/create.js";
import { runExperiment } from "../../src/experiment/run.js";
import type { ClassifySpec } from "../../src/experiment/spec.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { spec } from "./bars.js";

const train = { images: 60, epochs: 2 };
const short = { train, label: { images: 30 }, test: { split: "test" as const, images: 30 } };

/** All that was written on the way. */
async function watched(s: ClassifySpec, images: number, from?: Saved) {
  const written: Saved[] = [];
  const write = async (saved: Saved) => {
    written.push(structuredClone(saved));
  };
  const result = await runExperiment(s, {
    checkpoint: { every: { images }, write, ...(from ? { from } : {}) },
  });
  return { result, written };
}

/** Without what a clock and the choice of kernel have in it. */
function comparable(result: Awaited<ReturnType<typeof watched>>["result"]) {
  const { trainSeconds, labelSeconds, testSeconds, trainImagesPerSecond, kernel, ...metrics } =
    result.metrics;
  return { ...result, metrics };
}

const ideal = traceStdp({
  nuPre: 1e-3,
  nuPost: 0.02,
  tauPre: 20e-3,
  tauPost: 20e-3,
  tauPost2: 40e-3,
  wMax: 1,
  init: { from: 0.003, to: 0.303 },
  readGain: 0.4,
});

const cases: [string, Partial<ClassifySpec>, number, Partial<EisSpec> | SynapseModel][] = [
  ["wasm kernel", { kernel: "wasm" }, 0, {}],
  ["reference kernel", { kernel: "reference" }, 0, {}],
  ["variable devices, wasm", { kernel: "wasm" }, 0.2, {}],
  ["gain by duty, wasm", { kernel: "wasm", gain: { schedule: "duty", end: 0.3 } }, 0, {}],
  ["ordered form", {}, 0, { form: "ordered" }],
  ["overlap hold", {}, 0, { overlap: "hold" }],
  ["ideal synapses, normalised", { columnSum: 4, gain: { schedule: "ideal", end: 0.5 } }, 0, ideal],
];

describe("a run that goes on from a checkpoint ends in the same bits as one that was never stopped", () => {
  test.each(cases)("%s", async (_, change, d2d, synapse) => {
    const s = spec({ ...short, ...change }, d2d, synapse);
    const whole = await runExperiment(s);
    const { result, written } = await watched(s, 29);
    expect(comparable(result)).toEqual(comparable(whole));
    expect(written).toHaveLength(5); // 29, 58, 87, 116 and the end
    for (const saved of [written[2]!, written[4]!]) {
      const { result: resumed, written: later } = await watched(s, 29, saved);
      expect(comparable(resumed)).toEqual(comparable(whole));
      expect(arrays(later.at(-1)!)).toEqual(arrays(written.at(-1)!));
    }
  });
});

/** Without the wall time. */
function arrays({ numbers, arrays }: Saved) {
  const { "totals.seconds": _, ...counted } = numbers;
  return { numbers: counted, arrays };
}

test("both kernels write the same checkpoint, and each goes on from the other's", async () => {
  const of = (kernel: KernelChoice) => spec({ ...short, kernel }, 0.2);
  const wasm = await watched(of("wasm"), 37);
  const reference = await watched(of("reference"), 37);
  for (const [k, saved] of wasm.written.entries())
    expect(arrays(saved)).toEqual(arrays(reference.written[k]!));
  const crossed = await watched(of("reference"), 37, wasm.written[1]!);
  const back = await watched(of("wasm"), 37, reference.written[1]!);
  expect(comparable(crossed.result)).toEqual(comparable(wasm.result));
  expect(comparable(back.result)).toEqual(comparable(wasm.result));
});

test("an interrupted run leaves a checkpoint from which it ends as if it had not been", async () => {
  const s = spec(short);
  const whole = await runExperiment(s);
  const controller = new AbortController();
  const written: Saved[] = [];
  const cut = await runExperiment(s, {
    signal: controller.signal,
    progress: () => controller.abort(),
    checkpoint: {
      every: { seconds: 3600 },
      write: async (saved) => {
        written.push(saved);
      },
    },
  });
  expect(cut.metrics).toMatchObject({ interrupted: true, trainImages: 50 });
  expect(written).toHaveLength(1);
  const { result } = await watched(s, 1000, written[0]!);
  expect(comparable(result)).toEqual(comparable(whole));
});

test("a checkpoint keeps what waits for its row: nothing is flushed for it", async () => {
  const { written } = await watched(spec(short), 37);
  const waiting = arrayOf(
    written[0]!,
    "engine.projection.feedforward.waitingP",
    new Float64Array(36),
  ) as Float64Array;
  expect(Math.max(...waiting)).toBeGreaterThan(0);
});

test("a checkpoint of another network is refused, naming the array that does not fit", async () => {
  const { written } = await watched(spec(short), 37);
  const { "monitor.gathering.sum": _, ...arrays } = written[0]!.arrays;
  await expect(watched(spec(short), 37, { ...written[0]!, arrays })).rejects.toThrow(SavedError);
  const wrong = {
    numbers: written[0]!.numbers,
    arrays: { ...written[0]!.arrays, "engine.projection.feedforward.state": new Float32Array(3) },
  };
  await expect(watched(spec(short), 37, wrong)).rejects.toThrow(
    'array "state" is Float32Array of 3; Float32Array of 324 is needed',
  );
});

test("where neurons go on from picture to picture no checkpoint is written, and that is said", async () => {
  const said: string[] = [];
  const s = spec({ ...short, presentation: { ...spec().presentation, reset: false } });
  await runExperiment(s, {
    notice: (text) => said.push(text),
    checkpoint: { every: { images: 10 }, write: () => Promise.reject(new Error("written")) },
  });
  expect(said.join()).toMatch(/presentation\.reset is false.*cannot be resumed/);
});
