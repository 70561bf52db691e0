import { describe, expect, test } from "vitest";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { spec } from "./bars.js";

const short: Partial<ClassifySpec> = {
  train: { images: 100, epochs: 1 },
  test: { split: "test", images: 60 },
};
const run = (label: ClassifySpec["label"], more: Partial<ClassifySpec> = {}) =>
  runExperiment(spec({ ...short, ...more, label })) as Promise<ClassifyResult>;

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

  test.each(["wasm", "reference"] as const)(
    "in parts of the presentation the votes are the same (%s)",
    async (kernel) => {
      const parts = await run({ images: 60, fit: ["ridge"], bins: 4 }, { kernel });
      expect(parts.metrics.accuracy).toMatchObject((await plain).metrics.accuracy);
      expect(parts.meanCounts).toEqual((await plain).meanCounts);
    },
  );
});
