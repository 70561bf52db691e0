/** Layers whose places share their weights: one window and one threshold for each feature, from the first picture on. */
import { describe, expect, test } from "vitest";
import { unpack, wholeRows } from "../../src/core/connectivity/index.js";
import type { Saved } from "../../src/core/saved.js";
import { begin } from "../../src/experiment/kinds/classify/learning.js";
import { openSession, type Session } from "../../src/experiment/kinds/classify/session.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { stagesOf } from "../../src/experiment/kinds/classify/stages.js";
import { runExperiment } from "../../src/experiment/run.js";
import { twoLayers } from "./layers.js";

const FEATURES = 3;
const PLACES = 4;
const few = {
  label: { images: 5 },
  test: { split: "test" as const, images: 5 },
  train: {
    images: 20,
    epochs: 1,
    layers: [
      { projections: ["local"], images: 20, epochs: 1 },
      { projections: ["feedforward"], images: 20, epochs: 1 },
    ],
  },
};
const shared: ClassifySpec = { ...twoLayers({}, true, 0.1), ...few, sharing: { local: "places" } };

/** Windows of all neurons of the first layer, feature by feature and place by place. */
function windows(session: Session): number[][] {
  const crossbar = session.others.get("local")!;
  const whole = wholeRows(crossbar.wiring);
  return Array.from({ length: FEATURES * PLACES }, (_, j) =>
    Array.from({ length: whole.inDegree(j) }, (_, k) => crossbar.state[whole.memberPosition(j, k)]!),
  );
}

const totals = () => ({ images: 0, spikes: new Float64Array(0) }) as unknown as Parameters<typeof begin>[2];

describe("places that share", () => {
  test("begin with the mean of what their devices began with; others with their own", () => {
    const [stage] = stagesOf(shared);
    const own = openSession({ ...shared, sharing: {} }, {});
    const before = windows(own);
    begin(own, stage!, totals());
    expect(windows(own)).toEqual(before);

    const session = openSession(shared, {});
    begin(session, stage!, totals());
    const after = windows(session);
    for (let f = 0; f < FEATURES; f++)
      for (let place = 0; place < PLACES; place++) {
        const window = after[f * PLACES + place]!;
        expect(window).toEqual(after[f * PLACES]!);
        for (const [k, g] of window.entries()) {
          const mean = [0, 1, 2, 3].reduce((sum, p) => sum + before[f * PLACES + p]![k]! / PLACES, 0);
          // Conductances are of single precision.
          expect(Math.abs(g / mean - 1)).toBeLessThan(1e-6);
        }
      }
    // Features differ, or nothing was shown.
    expect(after[0]).not.toEqual(after[PLACES]);
  });

  test("end with one window and one threshold for each feature, resumed or not; without sharing they do not", async () => {
    const saved: Saved[] = [];
    const write = async (s: Saved) => {
      saved.push(structuredClone(s));
    };
    const whole = await runExperiment(shared, { checkpoint: { every: { images: 7 }, write } });
    const alike = (spec: ClassifySpec, { others, thetas }: typeof whole) => {
      const session = openSession(spec, {});
      const crossbar = session.others.get("local")!;
      unpack(crossbar.wiring, others!.local!, crossbar.state);
      const all = windows(session);
      const theta = thetas!.fields!;
      return Array.from({ length: FEATURES * PLACES }, (_, j) => {
        const first = j - (j % PLACES);
        // Events that still waited for their row when a stage ended move devices after the last mean, by less than this.
        const near = all[j]!.every((g, k) => Math.abs(g / all[first]![k]! - 1) < 2e-3);
        return near && theta[j] === theta[first];
      });
    };
    expect(alike(shared, whole)).toEqual(Array(FEATURES * PLACES).fill(true));
    const alone = { ...shared, sharing: {} };
    expect(alike(alone, await runExperiment(alone))).toContain(false);
    for (const from of [saved[0]!, saved[3]!]) {
      const resumed = await runExperiment(shared, { checkpoint: { every: { images: 100 }, write, from } });
      expect(resumed.metrics.weightsSha256).toBe(whole.metrics.weightsSha256);
      expect(resumed.others).toEqual(whole.others);
    }
  });
});
