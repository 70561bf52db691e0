import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.js";
import { BinnedSpikes } from "../../src/experiment/kinds/classify/binned-spikes.js";
import { recordRaster } from "../../src/experiment/kinds/classify/raster.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import { openSession } from "../../src/experiment/kinds/classify/session.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { spec } from "./bars.js";

const short: Partial<ClassifySpec> = {
  train: { images: 100, epochs: 1 },
  test: { split: "test", images: 60 },
};
/** Answers of the first test pictures by parts of the presentation, and the same from when each spike came. */
async function answers(bins: number) {
  const of = spec({ ...short, label: { images: 5 } });
  const frozen = () => {
    const session = openSession(of, {});
    session.crossbar.learning = false;
    return session.presenter;
  };
  const presenter = frozen();
  const ticks = presenter.frozenTicks.test;
  const { test } = of.dataset;
  const stream = (k: number) => Random.of(`picture ${k}`);
  const seen = Array.from({ length: 6 }, (_, k) => recordRaster(presenter, true, test, k, stream(k))).map(
    ({ outputTime, outputIndex }) => {
      const counts = new Uint32Array(9 * bins);
      for (const [s, t] of outputTime.entries()) {
        const tick = Math.round(t / of.network.tick);
        counts[Math.min(bins - 1, Math.floor((tick * bins) / ticks)) * 9 + outputIndex[s]!]!++;
      }
      return counts;
    },
  );
  const binned = new BinnedSpikes(frozen(), bins, ticks);
  const counted = Array.from({ length: 6 }, (_, k) => binned.show(test, k, stream(k)).slice());
  binned.stop();
  return { seen, counted };
}

const run = (label: ClassifySpec["label"], more: Partial<ClassifySpec> = {}) =>
  runExperiment(spec({ ...short, ...more, label })) as Promise<ClassifyResult>;

test("each spike counts in the part of the showing in which it came", async () => {
  const { seen, counted } = await answers(3);
  const spikes = (part: number) =>
    counted.reduce((sum, c) => sum + c.subarray(9 * part, 9 * part + 9).reduce((a, b) => a + b, 0), 0);
  for (const part of [0, 1, 2]) expect(spikes(part)).toBeGreaterThan(5);
  expect(counted).toEqual(seen);
});

describe("read-outs that are fitted to the answers to labelling images", () => {
  const plain = run({ images: 60 });
  const fitted = run({ images: 60, fit: ["ridge", "logistic"] });

  test("are scored beside the votes, which stay what they were", async () => {
    const [without, both] = [await plain, await fitted];
    expect(both.metrics.accuracy).toMatchObject(without.metrics.accuracy);
    expect(both.confusion).toEqual(without.confusion);
    const { ridge, logistic } = both.metrics.accuracy as Record<string, number>;
    // Chance is a third.
    expect(ridge).toBeGreaterThan(0.45);
    expect(logistic).toBeGreaterThan(0.45);
    expect(without.metrics.accuracy).not.toHaveProperty("ridge");
  });

  test("may be those whose decisions the confusion matrix shows", async () => {
    const test = { ...short.test!, readout: "ridge" };
    const { metrics, confusion } = await run({ images: 60, fit: ["ridge"] }, { test });
    const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0);
    expect(right / metrics.testImages).toBe((metrics.accuracy as Record<string, number>).ridge);
    expect(metrics.confusionReadout).toBe("ridge");
  });

  test.each(["wasm", "reference"] as const)(
    "in parts of the presentation the votes are the same (%s)",
    async (kernel) => {
      const parts = await run({ images: 60, fit: ["ridge"], bins: 4 }, { kernel });
      expect(parts.metrics.accuracy).toMatchObject((await plain).metrics.accuracy);
      expect(parts.meanCounts).toEqual((await plain).meanCounts);
    },
  );
});
