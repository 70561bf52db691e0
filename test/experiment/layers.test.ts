import { describe, expect, test } from "vitest";
import type { Saved } from "../../src/core/saved.js";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { kindOf } from "../../src/experiment/kinds/index.js";
import { runExperiment } from "../../src/experiment/run.js";
import { readNpz } from "../../src/platform/npz.js";
import { runFiles } from "../../src/report/run-files.js";
import { FIELDS, twoLayers } from "./layers.js";

const run = (spec: ClassifySpec) => runExperiment(spec) as Promise<ClassifyResult>;

/** Without what a clock has in it. */
function comparable({ metrics, ...rest }: ClassifyResult) {
  const { trainSeconds, labelSeconds, testSeconds, trainImagesPerSecond, ...others } = metrics;
  return { ...rest, metrics: others };
}

const whole = run(twoLayers());
const untouched = run(twoLayers({ train: { images: 0, epochs: 1 } }));

describe("two plastic layers, one after the other", () => {
  test("are read in the population that is named, and every population is counted", async () => {
    const { metrics, label, theta, thetas } = await whole;
    expect(metrics.neurons).toBe(9);
    expect(label).toHaveLength(9);
    expect(theta).toHaveLength(9);
    expect(thetas!.fields).toHaveLength(FIELDS);
    expect(Object.keys(metrics.spikesPerImage!)).toEqual(["input", "fields", "output"]);
    for (const n of Object.values(metrics.spikesPerImage!)) expect(n).toBeGreaterThan(1);
    // Chance is a third.
    expect(metrics.accuracy.classMean).toBeGreaterThan(0.6);
    expect(metrics.trainPresentations).toBe(160);
  });

  test("the first learns as it does where the second is not there", async () => {
    const { network, homeostasisOf, train, ...spec } = twoLayers();
    const alone = await run({
      ...spec,
      network: {
        ...network,
        populations: network.populations.slice(0, 2),
        projections: network.projections.slice(0, 2),
      },
      output: "fields",
      plastic: "local",
      homeostasis: homeostasisOf!.fields!,
      train: { images: 40, epochs: 2 },
    });
    const both = await whole;
    expect(both.others!.local).toEqual(alone.conductance);
    expect(both.thetas!.fields).toEqual(alone.theta);
    expect(alone.label).toHaveLength(FIELDS);
  });

  test("while one learns the other stays as it is, and so do its thresholds", async () => {
    const { layers, ...train } = twoLayers().train;
    const first = await run(twoLayers({ train: { ...train, layers: layers!.slice(0, 1) } }));
    const [both, none] = [await whole, await untouched];
    expect(first.others!.local).toEqual(both.others!.local);
    expect(first.others!.local).not.toEqual(none.others!.local);
    expect(first.conductance).toEqual(none.conductance);
    expect(first.theta).toEqual(none.theta);
    expect(both.conductance).not.toEqual(none.conductance);
    expect(first.metrics.unlearnedNeurons).toBeNull();
  });

  test("a population that only fixed synapses reach can be read", async () => {
    const { network } = twoLayers();
    const projections = network.projections.map(({ synapse, ...p }) =>
      p.name === "feedforward" ? { ...p, weight: 2 } : { ...p, ...(synapse ? { synapse } : {}) },
    );
    const read = await run(
      twoLayers({ network: { ...network, projections }, plastic: "local", train: { images: 20, epochs: 1 } }),
    );
    expect(read.metrics.neurons).toBe(9);
    expect(read.sparse!.local!.nPost).toBe(FIELDS);
    expect(read.conductance).toHaveLength(read.sparse!.local!.indices.length);
  });
});

test("all at once, both layers learn with every picture", async () => {
  const result = await run(twoLayers({ train: { images: 20, epochs: 1 } }));
  const before = await untouched;
  expect(result.metrics.trainPresentations).toBe(20);
  expect(result.others!.local).not.toEqual(before.others!.local);
  expect(result.conductance).not.toEqual(before.conductance);
});

describe("a run that is resumed ends in the same bits, wherever it was stopped", () => {
  const { presentation } = twoLayers();
  const carried = { ...presentation, rest: 3e-3, reset: false };
  test.each<[string, ClassifySpec]>([
    ["layer by layer", twoLayers()],
    ["layer by layer, variable devices", twoLayers({}, true, 0.2)],
    ["layer by layer, neurons carried on", twoLayers({ presentation: carried })],
    ["layer by layer, ordered form", twoLayers({}, true, 0, { form: "ordered" })],
    ["all at once", twoLayers({}, false)],
  ])("%s", async (_, long) => {
    const layers = long.train.layers?.map((layer) => ({ ...layer, images: 8 }));
    const spec = {
      ...long,
      train: { images: 16, epochs: 1, ...(layers ? { layers } : {}) },
      label: { images: 10 },
      test: { split: "test" as const, images: 10 },
    };
    const expected = comparable(await run(spec));
    const written: Saved[] = [];
    await runExperiment(spec, {
      checkpoint: {
        every: { images: 8 },
        write: async (saved) => {
          written.push(structuredClone(saved));
        },
      },
    });
    // 16 is where the second layer begins.
    expect(written.length).toBeGreaterThan(1);
    for (const from of written) {
      const resumed = await runExperiment(spec, {
        checkpoint: { every: { images: 1000 }, from, write: async () => {} },
      });
      expect(comparable(resumed as ClassifyResult)).toEqual(expected);
    }
  });
});

describe("what was learned", () => {
  test("is kept by projection and population, sparse ones as scipy takes them", async () => {
    const spec = twoLayers();
    const result = await whole;
    const npz = readNpz(
      runFiles("", result, kindOf("classify").page.facts(spec))["weights.npz"] as Uint8Array,
    );
    expect(Object.keys(npz).sort()).toEqual([
      "conductance",
      "conductance-local",
      "indices-local",
      "indptr-local",
      "label",
      "shape-local",
      "theta",
      "theta-fields",
    ]);
    expect(npz["conductance-local"]!.values).toHaveLength(16 * FIELDS);
    expect([...npz["shape-local"]!.values]).toEqual([36, FIELDS]);
    expect(npz.conductance!.shape).toEqual([FIELDS, 9]);
  });

  test("is tested again to the same answers, and refused where the wiring is another", async () => {
    const spec = twoLayers();
    const result = await whole;
    const { frozen } = kindOf("classify");
    const again = (await frozen!.evaluate(spec, result)) as ClassifyResult;
    expect(again.confusion).toEqual(result.confusion);
    expect(again.metrics.weightsSha256).toBe(result.metrics.weightsSha256);
    expect(frozen!.mismatch(spec, result)).toBeUndefined();
    expect(frozen!.mismatch(twoLayers({ output: "fields", plastic: "local" }), result)).toMatch(
      /was trained/,
    );
  });
});
