import { describe, expect, test } from "vitest";
import { packedSingle } from "../../../src/core/connectivity/index.js";
import { devices } from "../../../src/core/device/index.js";
import { encoders } from "../../../src/core/encoder/index.js";
import type { Encoder } from "../../../src/core/encoder/model.js";
import { conclude } from "../../../src/experiment/kinds/classify/conclude.js";
import {
  frozenPass,
  trainingPool,
  VALIDATION_IMAGES,
} from "../../../src/experiment/kinds/classify/frozen.js";
import { runningMonitor } from "../../../src/experiment/kinds/classify/monitor.js";
import { ProtocolGuard } from "../../../src/experiment/kinds/classify/protocol-guard.js";
import { freeze, openSession } from "../../../src/experiment/kinds/classify/session.js";
import type { ClassifySpec } from "../../../src/experiment/kinds/classify/spec.js";
import { train } from "../../../src/experiment/kinds/classify/train.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { bars, dataset, spec } from "../bars.js";

/** Neurons hear nothing: only what does not depend on spikes moves the synapses. */
const silence: Encoder = {
  encode: () => ({ tick: new Float64Array(0), index: new Int32Array(0), count: 0 }),
};

/** Silent neurons stay silent: their thresholds do not move. */
const still = { ...spec().homeostasis, thetaPlus: 0, servoGain: 0 };

/** Network and result of a run, after `images` training pictures. */
async function trained(change: Partial<ClassifySpec>, synapse: Parameters<typeof spec>[2] = {}) {
  const of = spec(change, 0, synapse);
  const session = openSession(of, {}, new ProtocolGuard(of));
  const monitor = runningMonitor(9, of.dataset.classes);
  const before = packedSingle(session.crossbar.wiring, session.crossbar.state);
  const totals = await train(session, monitor);
  return { session, before, result: await conclude(session, totals, monitor) };
}

describe("retention", () => {
  test("conductances fall towards gMin for as long as pictures last, each time one is shown", async () => {
    const tau = 50;
    const images = 6;
    const { session, before } = await trained(
      { encoder: silence, homeostasis: still, train: { images, epochs: 1 } },
      { nonIdeal: { retention: { tau, hold: 0 } } },
    );
    const { presentation } = session.spec;
    // No picture is answered, so that each is shown again as often as it may.
    const seconds = images * (1 + presentation.retryMax) * presentation.duration;
    const { gMin } = devices["eis-ysz14"].create({});
    const left = Math.exp(-seconds / tau);
    const after = packedSingle(session.crossbar.wiring, session.crossbar.state);
    // Single precision, rounded once for each showing.
    for (const [x, g] of before.entries())
      expect(Math.abs(after[x]! - (gMin + (g - gMin) * left)) / g).toBeLessThan(1e-5);
    expect(left).toBeLessThan(0.9);
  });

  test("losses that single precision would round away add up, in either kernel", async () => {
    const tau = 1e7;
    for (const kernel of ["reference", "wasm"] as const) {
      const images = 4;
      const { session, before } = await trained(
        { encoder: silence, homeostasis: still, train: { images, epochs: 1 }, kernel },
        { nonIdeal: { retention: { tau, hold: 0 } } },
      );
      const { presentation } = session.spec;
      const lost = (images * (1 + presentation.retryMax) * presentation.duration) / tau;
      const { gMin } = devices["eis-ysz14"].create({});
      const after = packedSingle(session.crossbar.wiring, session.crossbar.state);
      let [sum, wanted] = [0, 0];
      for (const [x, g] of before.entries()) {
        sum += g - after[x]!;
        wanted += lost * (g - gMin);
      }
      expect(lost).toBeGreaterThan(1e-7);
      // Each is rounded once, by up to 6e-8 of it to either side: over all, what is lost on average is right.
      expect(sum / wanted).toBeGreaterThan(0.8);
      expect(sum / wanted).toBeLessThan(1.2);
    }
  });

  test("devices that hold keep what they have through silent pictures", async () => {
    const { session, before } = await trained({
      encoder: silence,
      homeostasis: still,
      train: { images: 6, epochs: 1 },
    });
    expect(packedSingle(session.crossbar.wiring, session.crossbar.state)).toEqual(before);
  });
});

describe("weight normalisation", () => {
  /** Sum of each column's weights over what is asked for. */
  const sums = ({ session, columnSum }: { session: ReturnType<typeof openSession>; columnSum: number }) => {
    const { readGain } = session.crossbar;
    const { nPre, nPost } = session.crossbar.wiring;
    const g = packedSingle(session.crossbar.wiring, session.crossbar.state);
    return Array.from({ length: nPost }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < nPre; i++) sum += g[i * nPost + j]! * readGain;
      return sum / columnSum;
    });
  };

  test("is there before the first picture: the network learns from normalised weights on", async () => {
    const columnSum = 3;
    const of = spec({ columnSum, train: { images: 0, epochs: 1 } });
    const session = openSession(of, {}, new ProtocolGuard(of));
    for (const share of sums({ session, columnSum })) expect(Math.abs(share - 1)).toBeGreaterThan(0.05);
    await train(session, runningMonitor(9, 3));
    // Single precision.
    for (const share of sums({ session, columnSum })) expect(share).toBeCloseTo(1, 5);
  });

  test("is there after every picture", async () => {
    const columnSum = 3;
    const { session } = await trained({ columnSum, train: { images: 5, epochs: 1 } });
    // What pre spikes alone did to the devices is booked after the last one, at the end of training: 1e-4 of the sum.
    for (const share of sums({ session, columnSum })) expect(share).toBeCloseTo(1, 3);
  });
});

test("every spike is one event of each of its synapses, alone or in a pair: nPost for a pre spike, nPre for a post spike", async () => {
  const { metrics, nPre, nPost } = await runExperiment(spec({ train: { images: 40, epochs: 1 } }));
  const { lonePre, lonePost, paired } = metrics.events!;
  expect(nPre).not.toBe(nPost);
  expect(lonePre + paired).toBeCloseTo(metrics.inputSpikesPerImage! * nPost, 6);
  expect(lonePost + paired).toBeCloseTo(metrics.postSpikesPerImage! * nPre, 6);
  expect(Math.min(lonePre, lonePost, paired)).toBeGreaterThan(0);
});

test("what was moved is told by its cause: pairs raise and posts alone lower more than pre spikes alone do", async () => {
  const { disturb } = (await runExperiment(spec({ train: { images: 40, epochs: 1 } }))).metrics;
  const { lonePre, lonePost, paired } = disturb!;
  // V_pre alone stays below 1.5 V at the gate; V_post does not.
  expect(lonePre).toBeGreaterThan(0);
  expect(lonePre).toBeLessThan(0.1 * lonePost);
  expect(lonePre).toBeLessThan(0.1 * paired);
});

describe("with a validation split", () => {
  const large = { ...dataset, train: bars(VALIDATION_IMAGES + 80, "validated") };
  const of = (split: "test" | "validation") =>
    spec({ dataset: large, label: { images: 80 }, test: { split, images: VALIDATION_IMAGES } });

  test("no image of it labels a neuron, and all of it is tested", () => {
    const label = frozenPass(of("validation"), "label");
    const tested = frozenPass(of("validation"), "test");
    expect(trainingPool(of("validation"))).toBe(80);
    expect([...label.index].sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, k) => k));
    expect(tested.index[0]).toBe(80);
    expect(tested.index.length).toBe(VALIDATION_IMAGES);
    expect([label.images, tested.images]).toEqual([large.train, large.train]);
  });

  test("a test split labels with any training image, and tests the others", () => {
    const label = frozenPass(of("test"), "label");
    expect(trainingPool(of("test"))).toBe(VALIDATION_IMAGES + 80);
    expect(Math.max(...label.index)).toBeGreaterThan(80);
    expect(frozenPass(of("test"), "test").images).toBe(large.test);
  });
});

test.each(["validation", "test"] as const)("no more of %s is tested than there is", (split) => {
  const large = { ...dataset, train: { ...dataset.train, count: VALIDATION_IMAGES + 80 } };
  const asked = (images: number) =>
    frozenPass(spec({ dataset: large, test: { split, images } }), "test").index;
  const [first, count] = split === "test" ? [0, dataset.test.count] : [80, VALIDATION_IMAGES];
  expect([...asked(3)]).toEqual([first, first + 1, first + 2]);
  expect(asked(1e6)).toHaveLength(count);
  expect(asked(1e6).at(-1)).toBe(first + count - 1);
});

test.each(["presentation", "label", "test"] as const)(
  "a time of 0 s for the %s is refused with its path",
  (part) => {
    const whole = spec();
    const none = { ...whole, [part]: { ...whole[part], duration: 0 } };
    expect(() => openSession(none, {})).toThrow(`${part}.duration`);
  },
);

describe("the running accuracy", () => {
  /** Neuron 0 answers class 0 and neuron 1 class 1, `wrong` of every ten pictures the other way round. */
  const see = (monitor: ReturnType<typeof runningMonitor>, pictures: number, wrong: number) => {
    for (let k = 0; k < pictures; k++) {
      const label = k % 2;
      const answer = k % 10 < wrong ? 1 - label : label;
      monitor.see(
        Int32Array.from([0, 1], (n) => (n === answer ? 3 : 0)),
        label,
        3,
        () => 2e-3,
      );
    }
  };

  test("is that of the last window alone, with the classes of the window before", () => {
    const monitor = runningMonitor(2, 2);
    see(monitor, 1000, 0);
    expect(monitor.accuracy).toBeUndefined();
    see(monitor, 1000, 2);
    see(monitor, 1000, 1);
    see(monitor, 1000, 0);
    expect(monitor.history.accuracy).toEqual([0.8, 0.9, 1]);
    expect(monitor.accuracy).toBe(1);
    expect(monitor.history.images).toEqual([2000, 3000, 4000]);
    expect(monitor.history.postSpikes).toEqual([3, 3, 3]);
  });
});

describe("a frozen network whose read is not ideal", () => {
  const nonIdeal = { states: { count: 3 }, noise: { sigma: 0.3 } } as const;

  test("reads values of its own; the trained network keeps what its devices hold", async () => {
    const ideal = await trained({ train: { images: 200, epochs: 1 } });
    const real = await trained({ train: { images: 200, epochs: 1 } }, { nonIdeal });
    expect(real.result.conductance).toEqual(ideal.result.conductance);
    expect(real.result.metrics.weightsSha256).toBe(ideal.result.metrics.weightsSha256);
    expect(real.result.meanCounts).not.toEqual(ideal.result.meanCounts);
    expect(packedSingle(real.session.crossbar.wiring, real.session.crossbar.state)).toEqual(
      real.result.conductance,
    );
    expect(real.result.metrics.protocol?.frozen).toBe(true);
  });

  test("is tested again from what its devices hold to the same answers", async () => {
    const of = spec({ train: { images: 100, epochs: 1 } }, 0, { nonIdeal });
    const first = await runExperiment(of);
    const session = openSession(of, {}, new ProtocolGuard(of));
    freeze(session, first);
    const none = {
      images: 0,
      seconds: 0,
      inputSpikes: 0,
      postSpikes: 0,
      retries: 0,
      spikes: new Float64Array(0),
    };
    const again = await conclude(session, none, runningMonitor(9, 3));
    expect(again.meanCounts).toEqual(first.meanCounts);
    expect(again.metrics.weightsSha256).toBe(first.metrics.weightsSha256);
  });
});

test("the gain falls to its end in the course of training", async () => {
  const of = (end: number) =>
    trained({
      encoder: encoders["poisson-total"].create({ totalRate: 10e3 }),
      gain: { schedule: "amplitude", end },
    });
  const [constant, falling] = [await of(1), await of(0.1)];
  const moved = (r: Awaited<ReturnType<typeof trained>>) => r.result.metrics.disturb!.lonePost;
  expect(moved(falling)).toBeLessThan(0.8 * moved(constant));
});

test("what half-selected and paired events have moved is told per synapse and training picture", async () => {
  const images = 20;
  const { session, result } = await trained({ train: { images, epochs: 1 } });
  const { wiring, disturb } = session.crossbar;
  const share = wiring.nPre * wiring.nPost * images;
  for (const cause of ["lonePre", "lonePost", "paired"] as const) {
    expect(disturb![cause], cause).toBeGreaterThan(0);
    expect((result.metrics.disturb![cause] * share) / disturb![cause]).toBeCloseTo(1, 9);
  }
});

test("speeds are pictures over seconds, of trainings of less than a second too", async () => {
  const { result } = await trained({ train: { images: 20, epochs: 1 } });
  const { trainImagesPerSecond, trainSeconds, trainPresentations } = result.metrics;
  expect(trainPresentations).toBe(20);
  expect(trainSeconds).toBeGreaterThan(0);
  expect(trainImagesPerSecond * trainSeconds).toBeCloseTo(trainPresentations, 6);
});
