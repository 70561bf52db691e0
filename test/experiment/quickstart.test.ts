import { join } from "node:path";
import { expect, test } from "vitest";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { quickstart } from "../../src/experiment/quickstart.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";

test.each([
  ["quickstart", false],
  ["quickstart-pixels", true],
])("quickstart is experiments/%s.yaml, to the last bit", async (name, pixels) => {
  const few = { images: 40, labelImages: 20, testImages: 20 };
  const set = ["train.images=40", "label.images=20", "test.images=20"];
  const file = join(packageRoot, "experiments", `${name}.yaml`);
  const written = (await loadExperiment(file, { set })).spec as ClassifySpec;
  const spec = quickstart({ dataset: written.dataset, pixels, ...few });
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
    cols: 3,
    pixels: new Uint8Array(3 * count),
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
  const { train, label, test, network } = quickstart({ dataset, neurons: 4, pixels: true });
  expect([train.images, label.images, test.images]).toEqual([7, 7, 3]);
  expect(() => quickstart({ dataset, images: 8, pixels: true })).toThrow("images is 8; accepted: 1 to 7");
  expect(() => quickstart({ dataset, testImages: 0, pixels: true })).toThrow(
    "testImages is 0; accepted: 1 to 3",
  );
  expect(network.populations.map((p) => p.size)).toEqual([3, 4]);
  expect(() => quickstart({ dataset })).toThrow("squares of 2 x 2 do not fill 1 x 3");
});
