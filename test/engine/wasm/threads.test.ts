/** Threads that share the columns of a layer: the same bits for any number, in every form that the kernel serves. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shift } from "../../../src/core/waveform/piecewise-linear.js";
import { createEngine } from "../../../src/engine/create.js";
import { LayerEngine } from "../../../src/engine/wasm/layer-engine.js";
import {
  allowThreads,
  threadMeans,
  threadsFor,
  threadsForNetwork,
} from "../../../src/engine/wasm/threads.js";
import { type Case, course, layerOf, post, tilted } from "../../conformance/course.js";
import { testThreads } from "./thread-means.js";

const before = threadMeans();
beforeAll(() => allowThreads(testThreads()));
afterAll(() => allowThreads(before));

const varied = { d2d: 0.2, c2c: 0.2, independentPolarity: true };
const own = { range: { gMin: 0.3, gMax: 0.2 } };

// Sizes that threads cannot share evenly. Longer than 64 presentations, after which every row gets a pass.
const cases: [name: string, c: Case, threads: readonly number[]][] = [
  ["devices that vary in both ways", { nPre: 64, nPost: 133, images: 66, synapse: varied }, [2, 5]],
  ["pairs of tiles", { nPre: 64, nPost: 133, images: 20, synapse: varied, tiles: 2 }, [2, 3]],
  ["strips of tiles", { nPre: 24, nPost: 600, images: 8, synapse: varied, tiles: 2 }, [2]],
  ["single tiles", { nPre: 64, nPost: 133, images: 20, synapse: varied, tiles: 1 }, [2, 5]],
  ["fewer tiles than threads", { nPre: 51, nPost: 37, images: 20, synapse: varied }, [5]],
  ["a single neuron", { nPre: 1, nPost: 1, images: 20, rate: 2e3 }, [2]],
  ["devices alike, and events that are many", { nPre: 64, nPost: 60, images: 100, rate: 20e3 }, [3]],
  ["inhibition of all others", { nPre: 64, nPost: 90, images: 20, rule: "lateral" }, [2, 3]],
  [
    "no return to rest, with inhibition of all others",
    { nPre: 64, nPost: 90, images: 20, rest: 37, reset: false, rule: "lateral" },
    [3],
  ],
  [
    "excitation towards a reversal potential of 10 mV",
    { nPre: 64, nPost: 90, images: 15, neuron: { eExc: 10e-3 } },
    [2],
  ],
  [
    "devices that drift at rest, at falling gain",
    { nPre: 64, nPost: 90, images: 20, schedule: "amplitude", synapse: { device: tilted, ...varied } },
    [3],
  ],
  [
    "a post waveform that begins 3 ms after its spike",
    { nPre: 64, nPost: 90, images: 15, synapse: { post: shift(post, 3e-3), ...varied } },
    [2],
  ],
  [
    "bounds of their own in every device",
    { nPre: 51, nPost: 75, images: 20, synapse: { ...varied, nonIdeal: own } },
    [2, 3],
  ],
  [
    "drivers whose amplitudes vary",
    {
      nPre: 64,
      nPost: 90,
      images: 15,
      synapse: { ...varied, nonIdeal: { driver: { amplitude: 0.02, amplitudeSpread: 0.01 } } },
    },
    [3],
  ],
  [
    "waveforms that start late",
    { nPre: 64, nPost: 90, images: 15, synapse: { ...varied, nonIdeal: { driver: { timing: 1.5e-3 } } } },
    [2, 3],
  ],
  [
    "presentations of any length, among which the host changes thresholds and state",
    { nPre: 64, nPost: 90, images: 24, uneven: true, synapse: varied },
    [2, 3],
  ],
  [
    "more passes over rows than are listed at once",
    { nPre: 300, nPost: 40, images: 10, ticks: 400, rate: 60e3 },
    [2],
  ],
];

describe.each(cases)("%s", (_, c, counts) => {
  test("spikes, conductances, thresholds, ledger and shadow check are those of one thread", () => {
    const alone = course("wasm", { ...c, threads: 1 });
    expect(alone.spikes.length).toBeGreaterThan(0);
    for (const threads of counts)
      expect(course("wasm", { ...c, threads }), `${threads} threads`).toEqual(alone);
  });
});

// Of 300 rows an event has eleven pieces: few at a time, and it ends half prepared; all at once, and it is always ready.
describe.each([
  ["devices that vary in both ways", { synapse: varied }],
  ["devices alike", {}],
  [
    "bounds of their own, and synapses that go far",
    { synapse: { ...varied, nonIdeal: own, alphaPre: 1.5, alphaPost: 1.5 } },
  ],
  [
    "drivers whose amplitudes vary",
    { synapse: { ...varied, nonIdeal: { driver: { amplitude: 0.02, amplitudeSpread: 0.01 } } } },
  ],
  ["waveforms that start late", { synapse: { ...varied, nonIdeal: { driver: { timing: 1.5e-3 } } } }],
  ["falling gain, no return to rest", { synapse: varied, schedule: "amplitude", reset: false, rest: 37 }],
  ["presentations of any length", { synapse: varied, uneven: true }],
] as const)("post events that are prepared by any thread: %s", (_, own) => {
  test("spikes, conductances, thresholds and ledger are those of one thread", () => {
    const c: Case = { nPre: 300, nPost: 40, images: 8, rate: 20e3, ...own };
    const alone = course("wasm", { ...c, threads: 1 });
    for (const [threads, prepared] of [
      [2, 4],
      [3, 100],
    ] as const)
      expect(course("wasm", { ...c, threads, prepared }), `${prepared} pieces at a time`).toEqual(alone);
  });
});

test("threads take part once they have come, as many as are wanted", () => {
  const { engine } = createEngine(layerOf({ nPre: 4, nPost: 50 }), "wasm", 10, undefined, 3);
  if (!(engine instanceof LayerEngine)) throw new Error("no layer");
  expect(engine.assembled(20_000)).toBe(true);
  const { kernels } = engine;
  expect(kernels.meetOften(100)).toBe(3);
  engine.useThreads(2);
  expect(kernels.meetOften(100)).toBe(2);
  engine.release();
  expect(kernels.meetOften(100)).toBe(1);
});

test("where memory cannot be shared one thread computes, and says why", () => {
  const { SharedArrayBuffer: shared } = globalThis;
  try {
    Object.assign(globalThis, { SharedArrayBuffer: undefined });
    const { oneThread } = createEngine(layerOf({ nPre: 4, nPost: 50 }), "wasm", 10, undefined, 3);
    expect(oneThread).toMatch(/SharedArrayBuffer/);
  } finally {
    Object.assign(globalThis, { SharedArrayBuffer: shared });
  }
});

test("threads share what is compiled, 64 neurons at a time: where that is nothing one computes, and says why", () => {
  const network = (nPost = 65) => layerOf({ nPre: 4, nPost, synapse: { overlap: "hold" } });
  expect(createEngine(network(), "reference", 10, undefined, 2).oneThread).toMatch(/compiled kernels/);
  expect(createEngine(network(), "reference", 10).oneThread).toBe(undefined);
  expect(createEngine(network(), "auto", 10, undefined, 2).oneThread).toBe(undefined);
  expect(createEngine(network(64), "auto", 10, undefined, 2).oneThread).toMatch(/by 64/);
});

test("threads share layers of 1,600 neurons and more unless told otherwise", () => {
  expect([threadsFor(100), threadsFor(1599), threadsFor(100, 3), threadsFor(6400, 1)]).toEqual([1, 1, 3, 1]);
  expect(threadsFor(1600)).toBe(threadMeans()!.cores);
});

test("other networks have a thread for every 1,000 neurons unless told otherwise", () => {
  const { cores } = threadMeans()!;
  const threads = [0, 1999, 2000, 1e6].map((neurons) => threadsForNetwork(neurons));
  expect(threads).toEqual([1, 1, Math.min(2, cores), cores]);
  expect([threadsForNetwork(9, 3), threadsForNetwork(1e6, 1)]).toEqual([3, 1]);
});

test("threads that come and go between pictures change nothing", () => {
  const c: Case = { nPre: 64, nPost: 133, images: 30, synapse: varied, rest: 20 };
  const threadsAt = (image: number) => [3, 1, 2, 3, 1][image % 5]!;
  expect(course("wasm", { ...c, threads: 3, threadsAt })).toEqual(course("wasm", { ...c, threads: 1 }));
});

test("it counts the presentations that threads shared, those in which synapses learn", () => {
  const { engine } = createEngine(layerOf({ nPre: 4, nPost: 50 }), "wasm", 10, undefined, 3);
  if (!(engine instanceof LayerEngine)) throw new Error("no layer");
  expect(engine.assembled(20_000)).toBe(true);
  for (const threads of [3, 1, 2]) {
    engine.useThreads(threads);
    engine.run(10, new Map());
    engine.finish(true);
  }
  expect(engine.sharing).toEqual({ presentations: 3, shared: 2, most: 3 });
  engine.release();
});

test("a thread that cannot be started is named, and the others do its part", () => {
  const mine = threadMeans();
  const refuse = () => {
    throw new Error("spawn EAGAIN");
  };
  try {
    allowThreads({ cores: 2, start: refuse });
    const { engine } = createEngine(layerOf({ nPre: 4, nPost: 50 }), "wasm", 10, undefined, 2);
    engine.run(10, new Map());
    engine.finish(true);
    expect(engine.sharing).toEqual({ presentations: 1, shared: 0, most: 1, failed: "spawn EAGAIN" });
    engine.release?.();
  } finally {
    allowThreads(mine);
  }
});
