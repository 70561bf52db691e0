import { join } from "node:path";
import { expect, test } from "vitest";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { quickstart } from "../../src/experiment/quickstart.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";

test("quickstart is experiments/quickstart.yaml, to the last bit", async () => {
  const few = { images: 40, labelImages: 20, testImages: 20 };
  const set = ["train.images=40", "label.images=20", "test.images=20"];
  const file = join(packageRoot, "experiments", "quickstart.yaml");
  const written = (await loadExperiment(file, { set })).spec as ClassifySpec;
  const spec = quickstart({ dataset: written.dataset, ...few });
  // What is made by functions has no equality: the run below speaks for it.
  const plain = ({ network, encoder, checkpoint, ...rest }: ClassifySpec) =>
    JSON.parse(JSON.stringify({ kernel: "auto", ...rest, dataset: rest.dataset.hash }));
  expect(plain({ ...spec, test: { readout: "class-mean", ...spec.test } })).toEqual(plain(written));
  const { weightsSha256, accuracy } = (await runExperiment(written)).metrics;
  expect((await runExperiment(spec)).metrics).toMatchObject({ weightsSha256, accuracy });
});

test("quickstart asks for no more pictures than there are", () => {
  const images = (count: number) => ({
    count,
    rows: 1,
    cols: 2,
    pixels: new Uint8Array(2 * count),
    labels: new Uint8Array(count),
  });
  const dataset = {
    name: "few",
    classes: 2,
    classNames: ["0", "1"],
    train: images(7),
    test: images(3),
    hash: "",
  };
  const { train, label, test, network } = quickstart({ dataset, neurons: 4 });
  expect([train.images, label.images, test.images]).toEqual([7, 7, 3]);
  expect(() => quickstart({ dataset, images: 8 })).toThrow("images is 8; accepted: 1 to 7");
  expect(() => quickstart({ dataset, testImages: 0 })).toThrow("testImages is 0; accepted: 1 to 3");
  expect(network.populations.map((p) => p.size)).toEqual([2, 4]);
});
