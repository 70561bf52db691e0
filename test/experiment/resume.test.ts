import { describe, expect, test } from "vitest";
import { neurons } from "../../src/core/neuron/index.js";
import type { NeuronModel } from "../../src/core/neuron/model.js";
import { arrayOf, type Saved, type SavedArray, SavedError } from "../../src/core/saved.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { SynapseModel } from "../../src/crossbar/model.js";
import type { KernelChoice } from "../../src/engine/create.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { spec } from "./bars.js";

const train = { images: 12, epochs: 2 };
const short = { train, label: { images: 10 }, test: { split: "test" as const, images: 10 } };

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

const { presentation } = spec();
/** Neurons that go on from picture to picture, with times of rest so short that much is still under way. */
const carried = { ...presentation, rest: 3e-3, reset: false };

/** In the manner of Diehl and Cook: inputs that arrive late, each at its own time, and an inhibitory neuron for each. */
const { network } = spec();
const late: ClassifySpec["network"] = {
  ...network,
  populations: [...network.populations, { ...network.populations[1]!, name: "inhibitory" }],
  projections: [
    { ...network.projections[0]!, delayMax: 10e-3 },
    {
      ...network.projections[1]!,
      name: "excite",
      to: "inhibitory",
      rule: "one-to-one",
      receptor: "excitatory",
    },
    { ...network.projections[1]!, name: "inhibit", from: "inhibitory", rule: "lateral", weight: 17 },
  ],
};

const cases: [string, Partial<ClassifySpec>, number, Partial<EisSpec> | SynapseModel][] = [
  ["wasm kernel", { kernel: "wasm" }, 0, {}],
  ["reference kernel", { kernel: "reference" }, 0, {}],
  ["variable devices, wasm", { kernel: "wasm" }, 0.2, {}],
  ["gain by duty, wasm", { kernel: "wasm", gain: { schedule: "duty", end: 0.3 } }, 0, {}],
  [
    "gain from above the written amplitudes, wasm",
    { kernel: "wasm", gain: { schedule: "amplitude", start: 4, end: 0.3 } },
    0,
    {},
  ],
  ["ordered form", {}, 0, { form: "ordered" }],
  ["overlap hold", {}, 0, { overlap: "hold" }],
  ["neurons carried on, wasm", { kernel: "wasm", presentation: carried }, 0.2, {}],
  ["neurons carried on, reference", { kernel: "reference", presentation: carried }, 0.2, {}],
  ["neurons carried on, ordered form", { presentation: carried }, 0, { form: "ordered" }],
  ["neurons carried on, ideal synapses", { presentation: carried, columnSum: 4 }, 0, ideal],
  ["neurons carried on, delays that differ", { presentation: carried, network: late }, 0, {}],
  ["ideal synapses, normalised", { columnSum: 4, gain: { schedule: "ideal", end: 0.5 } }, 0, ideal],
];

describe("a run that goes on from a checkpoint ends in the same bits as one that was never stopped", () => {
  test.each(cases)("%s", async (_, change, d2d, synapse) => {
    const s = spec({ ...short, ...change }, d2d, synapse);
    const whole = await runExperiment(s);
    const { result, written } = await watched(s, 5);
    expect(comparable(result)).toEqual(comparable(whole));
    expect(written).toHaveLength(5); // 5, 10, 15, 20 and the end
    for (const saved of [written[2]!, written[4]!]) {
      const { result: resumed, written: later } = await watched(s, 5, saved);
      expect(comparable(resumed)).toEqual(comparable(whole));
      expect(arrays(later.at(-1)!)).toEqual(arrays(written.at(-1)!));
    }
  });
});

test("devices moved by slices are gone on from as well, on the backend they were begun with", async () => {
  const few = { train: { images: 9, epochs: 1 }, label: { images: 5 }, presentation: carried };
  const s = spec({ ...short, ...few, kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } } }, 0.2);
  const whole = await watched(s, 4);
  expect(whole.result.metrics.kernel).toBe("tfjs");
  for (const saved of whole.written)
    expect(comparable((await watched(s, 4, saved)).result)).toEqual(comparable(whole.result));
});

const bitsOf = (values: SavedArray) =>
  `${values.constructor.name} ${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex")}`;

/** Without the wall time; arrays as their kind and bytes, which are quickly compared. */
function arrays({ numbers, arrays }: Saved) {
  const { "totals.seconds": _, ...counted } = numbers;
  const bytes = Object.entries(arrays).map(([name, values]) => [name, bitsOf(values)]);
  return { numbers: counted, arrays: Object.fromEntries(bytes) };
}

/** All others of the presentation are inhibited by its winner; the last winner's inhibition is on its way at its end. */
const lateral: ClassifySpec["network"] = {
  ...network,
  projections: network.projections.map((p) => (p.synapse ? p : { ...p, rule: "lateral" })),
};

test.each<[string, Partial<ClassifySpec>]>([
  ["at rest between pictures", {}],
  ["not at rest", { presentation: carried }],
  ["not at rest, ending in spikes", { presentation: { ...carried, rest: 0, duration: 41e-3 } }],
  [
    "not at rest, inhibiting others",
    { presentation: { ...carried, rest: 0, duration: 41e-3 }, network: lateral },
  ],
])("both kernels write the same checkpoint, and each goes on from the other's: %s", async (_, change) => {
  // Long enough for spikes to be under way at the end of a picture.
  const long = change.presentation?.rest === 0 ? { train: { images: 36, epochs: 2 } } : {};
  const of = (kernel: KernelChoice) =>
    spec({ ...short, ...long, ...change, kernel }, change.network ? 0 : 0.2);
  const wasm = await watched(of("wasm"), 4);
  const reference = await watched(of("reference"), 4);
  expect(wasm.result.metrics.kernel).toBe("wasm");
  for (const [k, saved] of wasm.written.entries())
    expect(arrays(saved)).toEqual(arrays(reference.written[k]!));
  for (const at of [1, 3, 5]) {
    const crossed = await watched(of("reference"), 19, wasm.written[at]!);
    const back = await watched(of("wasm"), 19, reference.written[at]!);
    expect(comparable(crossed.result)).toEqual(comparable(wasm.result));
    expect(comparable(back.result)).toEqual(comparable(wasm.result));
  }
  if (change.presentation?.rest === 0)
    expect(
      wasm.written.some((saved) => saved.arrays["engine.lane.inhibition.arrivals.tick"]!.length > 0),
    ).toBe(true);
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
  // Progress is told every 50 images, or after 0.2 s on a machine that is busy.
  expect(cut.metrics.interrupted).toBe(true);
  expect(cut.metrics.trainImages).toBeGreaterThan(0);
  expect(cut.metrics.trainImages).toBeLessThanOrEqual(50);
  expect(written).toHaveLength(1);
  const { result } = await watched(s, 1000, written[0]!);
  expect(comparable(result)).toEqual(comparable(whole));
});

test("a checkpoint keeps what waits for its row: nothing is flushed for it", async () => {
  const { written } = await watched(spec(short), 19);
  const waiting = arrayOf(
    written[0]!,
    "engine.projection.feedforward.waitingP",
    new Float64Array(36),
  ) as Float64Array;
  expect(Math.max(...waiting)).toBeGreaterThan(0);
});

test("a checkpoint of another network is refused, naming the array that does not fit", async () => {
  const { written } = await watched(spec(short), 19);
  const { "monitor.gathering.sum": _, ...arrays } = written[0]!.arrays;
  await expect(watched(spec(short), 19, { ...written[0]!, arrays })).rejects.toThrow(SavedError);
  const wrong = {
    numbers: written[0]!.numbers,
    arrays: { ...written[0]!.arrays, "engine.projection.feedforward.state": new Float32Array(3) },
  };
  await expect(watched(spec(short), 19, wrong)).rejects.toThrow(
    'array "engine.projection.feedforward.state" is Float32Array of 3; Float32Array of 324 is needed',
  );
});

test("neurons of one's own that declare no variables are resumed from rest, else that is said and none is written", async () => {
  const bare: NeuronModel = {
    ...neurons["lif-cond"],
    create: (...of) => {
      const whole = neurons["lif-cond"].create(...(of as Parameters<(typeof neurons)["lif-cond"]["create"]>));
      Object.assign(whole, { variables: undefined });
      return whole;
    },
  };
  const own = {
    kernel: "reference" as const,
    network: {
      ...network,
      populations: network.populations.map((p) =>
        p.neuron ? { ...p, neuron: { ...p.neuron, model: bare } } : p,
      ),
    },
  };
  const whole = await watched(spec({ ...short, ...own }), 9);
  const { result } = await watched(spec({ ...short, ...own }), 9, whole.written[1]!);
  expect(comparable(result)).toEqual(comparable(whole.result));

  const said: string[] = [];
  await runExperiment(spec({ ...short, ...own, presentation: carried }), {
    notice: (text) => said.push(text),
    checkpoint: { every: { images: 10 }, write: () => Promise.reject(new Error("written")) },
  });
  expect(said.join()).toMatch(
    /reset is false, and the neurons of "output" declare no variables.*begins anew/,
  );
});
