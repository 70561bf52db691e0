/** Data sets of recordings: the layout of N-MNIST, from events that the saccade encoder makes of pictures. */
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { loadExperimentText } from "../../src/config/load.js";
import { eventsEncoder } from "../../src/core/encoder/events.js";
import * as saccade from "../../src/core/encoder/saccade.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { slice } from "../../src/dataset/images.js";
import { type DatasetManifest, loadDataset } from "../../src/dataset/manifest.js";
import { readAerBin, writeAerBin } from "../../src/dataset/readers/aer-bin.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const SIDE = 8;
const N = SIDE * SIDE;
const TICK = 0.5e-3;

/** A bar, upright (class 0) or lying (class 1), as a camera sees it that moves: AER bytes. */
function recording(label: number, place: number): Uint8Array {
  const picture = Float64Array.from({ length: N }, (_, i) =>
    (label === 0 ? i % SIDE : Math.floor(i / SIDE)) === place ? 255 : 0,
  );
  const values = Float64Array.from([...picture, ...picture]);
  const { tick, index, count } = saccade
    .create(defaults(saccade.params))
    .encode({ size: 2 * N, ticks: 400, tick: TICK, boost: 1, random: Random.of("events"), values });
  const own = Array.from({ length: count }, (_, s) => [tick[s]! * TICK, index[s]!] as const);
  return writeAerBin({
    time: Float64Array.from(own, ([t]) => t),
    x: Int32Array.from(own, ([, i]) => i % SIDE),
    y: Int32Array.from(own, ([, i]) => Math.floor((i % N) / SIDE)),
    on: Uint8Array.from(own, ([, i]) => (i < N ? 1 : 0)),
  });
}

/** Recordings by their places in the folder; names are the same in both classes, as numbers. */
const parts = (folder: string, places: readonly number[]) =>
  Object.fromEntries(
    [0, 1].flatMap((label) =>
      places.map((place) => [`${folder}/${label}/${place}.bin`, recording(label, place)] as const),
    ),
  );
const contents: Record<string, string | Uint8Array> = {
  ...parts("/set/Train", [1, 2, 3, 4]),
  ...parts("/set/Test", [5, 6]),
  "/set/Train/0/notes.txt": "x",
};
const manifest: DatasetManifest = {
  name: "bars",
  reader: "events",
  directory: "set",
  folders: { train: "Train", test: "Test" },
  rows: SIDE,
  cols: SIDE,
  classes: 2,
  licence: "none",
  source: "made here",
};
const load = (of: Partial<DatasetManifest> = {}, files: Record<string, string | Uint8Array> = contents) =>
  loadDataset(memoryFiles(files), { ...manifest, ...of } as DatasetManifest, "/");

test("events come back from an AER file, beyond the 8 s that its clock tells too", () => {
  const events = {
    time: Float64Array.of(0, 1e-6, 8.388607, 8.388608, 21),
    x: Int32Array.of(0, 255, 3, 4, 5),
    y: Int32Array.of(0, 239, 3, 4, 5),
    on: Uint8Array.of(1, 0, 1, 0, 1),
  };
  expect(readAerBin(writeAerBin(events))).toEqual(events);
  expect(() => writeAerBin({ ...events, y: Int32Array.of(240, 0, 0, 0, 0) })).toThrow(
    "has no place in an AER file",
  );
});

describe("a folder of recordings", () => {
  test("has classes by its folders, which take turns, and pictures that count events", () => {
    const { train, test: tested, classNames, classes } = load();
    expect([train.count, tested.count, classes, classNames]).toEqual([8, 4, 2, ["0", "1"]]);
    expect([...train.labels]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    const { start, end, place } = train.events!;
    expect(end[7]).toBe(place.length);
    expect([...start.subarray(1)]).toEqual([...end.subarray(0, 7)]);
    const counts = new Float64Array(N);
    for (const p of place.subarray(0, end[0]!)) counts[p % N]!++;
    const most = Math.max(...counts);
    expect([...train.pixels.subarray(0, N)]).toEqual([...counts].map((n) => Math.round((255 * n) / most)));
  });

  test("may be divided by a seed instead: other recordings in each part, the same everywhere", () => {
    const flat = parts("/set", [1, 2, 3, 4, 5]);
    const { folders: _, ...rest } = manifest;
    const split = { train: 7, test: 3, seed: "a" };
    const sets = ["a", "a", "b"].map((seed) =>
      loadDataset(memoryFiles(flat), { ...rest, split: { ...split, seed } }, "/"),
    );
    expect(sets[0]!.train.count + sets[0]!.test.count).toBe(10);
    expect(sets[1]!.hash).toBe(sets[0]!.hash);
    expect(sets[2]!.hash).not.toBe(sets[0]!.hash);
  });

  test("has a hash of every event, and parts of it keep theirs", () => {
    const moved = { ...contents, "/set/Test/1/6.bin": (contents["/set/Test/1/6.bin"] as Uint8Array).slice() };
    moved["/set/Test/1/6.bin"][4]! ^= 1; // 1 us
    expect(load({}, moved).hash).not.toBe(load().hash);
    const { train } = load();
    expect(slice(train, 2, 4).events!.start[0]).toBe(train.events!.start[2]);
  });

  test.each<[string, Partial<DatasetManifest>, Record<string, string | Uint8Array>, RegExp]>([
    [
      "another number of classes",
      { classes: 3 },
      contents,
      /\/set\/Train: 2 folders \(0, 1\); accepted: 3 folders/,
    ],
    ["no such folder", { folders: { train: "Train", test: "Teste" } }, contents, /\/set\/Teste: no folder/],
    [
      "a class without recordings",
      {},
      { ...contents, "/set/Test/1/5.bin": "", "/set/Test/2/x.txt": "" },
      /3 folders/,
    ],
    [
      "a pixel outside",
      { rows: 4 },
      contents,
      /event \d+ is at column \d, row [4-7]; accepted: 0 to 7, 0 to 3/,
    ],
    [
      "half an event",
      {},
      { ...contents, "/set/Test/1/7.bin": new Uint8Array(7) },
      /7\.bin: has 7 bytes; accepted: 5 for each event/,
    ],
    [
      "both divisions",
      { split: { train: 1, test: 1, seed: "1" } },
      contents,
      /accepted: folders \(train, test\), or split/,
    ],
    [
      "too large a split",
      { folders: undefined as never, split: { train: 90, test: 1, seed: "1" } },
      parts("/set", [1]),
      /2 recordings, too few for 90 to train/,
    ],
  ])("is refused: %s", (_, of, files, message) => {
    expect(() => load(of, files)).toThrow(message);
  });
});

test("events are played on ticks: twice on one is once, before the beginning and after the end is not at all", () => {
  const encoder = eventsEncoder(1e-3, 2);
  const values = Float64Array.of(0.9e-3, 0, 1e-3, 3, 1.1e-3, 3, 1.6e-3, 0, 2.4e-3, 1, 9, 1);
  const ask = { ticks: 4, tick: TICK, boost: 1, random: Random.of("none"), values };
  const pairs = (size: number) => {
    const { tick, index } = encoder.encode({ ...ask, size });
    return Array.from(tick, (t, s) => [t, index[s]]);
  };
  expect(pairs(4)).toEqual([
    [0, 3],
    [1, 0],
    [3, 1],
  ]);
  // ON and OFF together.
  expect(pairs(2)).toEqual([
    [0, 1],
    [1, 0],
    [3, 1],
  ]);
  expect(encoder.misfit!({ size: 3, tick: TICK })).toMatch(
    /accepted: 4 \(ON and OFF\), or 2 for both together/,
  );
});

const yaml = (more = "", size = "[2, 8, 8]") => `kind: classify
dataset: {name: bars, reader: events, directory: /set, folders: {train: Train, test: Test}, rows: 8, cols: 8, classes: 2, licence: none, source: made here}
network:
  tick: 0.5 ms
  populations:
    input: {size: ${size}}
    output: {size: 4, neuron: lif-cond}
  projections:
    feedforward: {from: input, to: output, rule: all-to-all, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 1}}}
encoder: {model: events}
presentation: {duration: 200 ms}
train: {images: 8}
label: {images: 8}
test: {images: 4}
${more}`;
const spec = async (text: string) =>
  (await loadExperimentText(memoryFiles(contents), text, "/x.yaml")).spec as ClassifySpec;

test("a network learns from recordings, and the same ones as counts from pictures", async () => {
  const { metrics } = await runExperiment(await spec(yaml()));
  expect([metrics.trainImages, metrics.testImages]).toEqual([8, 4]);
  expect(metrics.inputSpikesPerImage).toBeGreaterThan(0);
  await runExperiment(await spec(yaml("", "[8, 8]").replace("model: events", "model: poisson-total")));
});

test.each([
  [
    "size",
    yaml("", "63"),
    /network\.populations\.input\.size: 63 is not the size of the pictures of bars; accepted: 128 \(ON and OFF\), or 64/,
  ],
  ["a front end", yaml("front: [{model: two-planes}]"), /front: "events" are no pictures/],
])("what does not fit recordings is refused: %s", async (_, text, message) => {
  const error = await spec(text).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as Error).message).toMatch(message);
});
