/** A training that is looked at, held up and asked ends in the same weights as one that is left alone. */
import { expect, test } from "vitest";
import { parseYaml } from "../../src/config/yaml.js";
import { DIGITS_MANIFEST, digitPaths, idxFiles } from "../../src/explore/digits.js";
import { parseYaml as parseJson } from "../../src/explore/json-documents.js";
import type { FromTraining, Snapshot } from "../../src/explore/messages.js";
import { type ExploreState, startOf } from "../../src/explore/state.js";
import { Training } from "../../src/explore/training.js";
import { contentsFor, PACKAGE_FILES } from "../../src/explore/worker-files.js";
import { experimentDocument, experimentText } from "../../src/explore/written.js";
import { loadExperimentText, openDataset } from "../../src/node/config.js";
import { disk, packageRoot } from "../../src/node/disk.js";
import { runExperiment } from "../../src/node/run.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const dataset = openDataset("mnist-10k");
const texts = Object.fromEntries(
  PACKAGE_FILES.map((path) => [path, disk.text(`${packageRoot}/${path}`, 1e6)]),
);
const digits = idxFiles(dataset);
const files = memoryFiles(contentsFor(texts, digits));
const small = (state: ExploreState): ExploreState => ({
  ...state,
  train: { ...state.train, neurons: 25, images: 120 },
});
const start = small(startOf("box-over-ramp"));

/** As `spikion run` reads the exported file in a folder of the user's own. */
async function inNode(text: string): Promise<string> {
  const { spec } = await loadExperimentText(text, "/tmp/explored.yaml", { dataset });
  return ((await runExperiment(spec)).metrics as { weightsSha256: string }).weightsSha256;
}

test("the page's digits are the data set mnist-10k, to its hash", async () => {
  expect(JSON.parse(DIGITS_MANIFEST)).toMatchObject({ name: "mnist-10k", classes: 10 });
  expect(Object.keys(digitPaths(digits))).toHaveLength(4);
  const { openDataset: opened } = await import("../../src/browser.js");
  expect(opened(files, "mnist-10k").hash).toBe(dataset.hash);
});

test("held up, stepped, slowed down and shown a drawn digit: the weights are those of spikion run", async () => {
  const said: FromTraining[] = [];
  const digit = dataset.test.pixels.slice(0, 784);
  const training = new Training((message) => {
    said.push(message);
    const first = said.filter(({ kind }) => kind === "snapshot").length;
    if (message.kind !== "snapshot") return;
    if (first === 1) training.pause();
    if (first === 1) setTimeout(() => training.draw(digit), 5);
    if (first === 1) for (const ms of [15, 25, 35]) setTimeout(() => training.step(), ms);
    if (first === 1) setTimeout(() => training.speed(500), 45);
    if (first === 1) setTimeout(() => training.resume(), 60);
  });
  const { metrics } = await training.run(files, experimentText(start));
  training.draw(digit);
  expect(metrics.weightsSha256).toBe(await inNode(experimentText(start)));
  expect(said.filter(({ kind }) => kind === "failed")).toEqual([]);
  const drawn = said.filter((message) => message.kind === "drawn");
  expect(drawn.length).toBeGreaterThanOrEqual(1);
  const last = said.filter((message): message is Snapshot => message.kind === "snapshot").at(-1)!;
  expect(last).toMatchObject({ done: 120, total: 120 });
  expect(last.fields).toHaveLength(25 * 784);
  expect(last.histogram.reduce((sum, count) => sum + count, 0)).toBe(25 * 784);
  // Scored from the 51st image on.
  expect(last.accuracy).toBeGreaterThan(0);
  const { label, pixels } = last.shown;
  const at = [...dataset.train.labels.keys()].find((k) =>
    dataset.train.pixels.subarray(784 * k, 784 * (k + 1)).every((value, x) => value === pixels[x]),
  );
  expect(dataset.train.labels[at!]).toBe(label);
  expect(said.at(-1)).toMatchObject({ kind: "drawn" });
});

const own = {
  name: "mine.yaml",
  text: JSON.stringify({ preset: "eis-ysz14", params: { gMin: "20 nS", g0: "1 uS", gMax: "5 uS" } }),
};
test.each<[string, ExploreState]>([
  ["microseconds", startOf("box-over-ramp-us")],
  ["nanoseconds on the thin device", startOf("box-over-ramp-ns")],
  ["another technology", { ...start, device: { preset: "rram", params: {}, lawParams: {} } }],
  [
    "a law by formula",
    { ...start, device: { ...start.device, law: "hopping-butler-volmer", lawParams: { temperature: 300 } } },
  ],
  ["a device file", { ...start, device: { ...start.device, own } }],
  [
    "own numbers and varied devices",
    {
      ...start,
      device: { ...start.device, params: { gMax: 5e-6, vOc: -0.01 } },
      train: { ...start.train, varied: true },
    },
  ],
  [
    "own voltages",
    {
      ...start,
      pre: [
        [0, 2.9],
        [20e-3, 0],
      ],
      alphaPre: 0.9,
    },
  ],
])("an exported experiment loads: %s", async (_, state) => {
  const text = experimentText(small(state));
  const { spec } = await loadExperimentText(text, "/tmp/explored.yaml", { dataset });
  expect(spec).toMatchObject({ kind: "classify", train: { images: 120 } });
  const { physics } = spec as { physics: { device: { gMax: number; name: string } } };
  if (state.device.own) expect(physics.device.gMax).toBe(5e-6);
  if (state.device.preset === "rram") expect(physics.device.gMax).toBe(100e-6);
  if (state.device.params.gMax) expect(physics.device.gMax).toBe(5e-6);
});

test("what the worker is handed says what the exported file says, as JSON", () => {
  for (const state of [start, { ...start, alphaPre: 0.9, device: { ...start.device, own } }]) {
    const { value } = parseYaml(experimentText(state), "explored.yaml");
    expect(value).toEqual(experimentDocument(state));
    expect(parseJson(JSON.stringify(value), "explored.json").value).toEqual(value);
  }
  expect(() => parseJson("kind: classify", "explored.json")).toThrow("explored.json: is not JSON");
});

test("a second device is asked for with the first one's voltages and its own numbers", async () => {
  const text = experimentText(start, "pcm");
  const { spec } = await loadExperimentText(text, "/tmp/explored.yaml", { dataset });
  expect((spec as { physics: { device: { gMax: number } } }).physics.device.gMax).toBe(25e-6);
});

test("the page's first training is experiments/quickstart-pixels.yaml on fewer digits", async () => {
  const quickstart = disk.text(`${packageRoot}/experiments/quickstart-pixels.yaml`, 1e6);
  const sizes = [
    "network.populations.output.size=25",
    "train.images=120",
    "label.images=500",
    "test.images=500",
  ];
  const { spec } = await loadExperimentText(quickstart, `${packageRoot}/experiments/quickstart-pixels.yaml`, {
    dataset,
    set: sizes,
  });
  const ours = await loadExperimentText(experimentText(start), "/tmp/explored.yaml", { dataset });
  const plain = (spec: object) => JSON.stringify({ ...spec, dataset: undefined });
  expect(plain(ours.spec)).toBe(plain(spec));
});
