/** An event set that an encoder has written is one that is read: the same spikes come out of it. */
import { describe, expect, test } from "vitest";
import { eventsEncoder } from "../../src/core/encoder/events.js";
import type { Encoder } from "../../src/core/encoder/model.js";
import * as poisson from "../../src/core/encoder/poisson.js";
import * as saccade from "../../src/core/encoder/saccade.js";
import * as twoPlanes from "../../src/core/front/two-planes.js";
import { defaults } from "../../src/core/params.js";
import { datasetOf } from "../../src/dataset/dataset-of.js";
import { type DatasetManifest, loadDataset } from "../../src/dataset/manifest.js";
import { eventSet } from "../../src/experiment/event-set.js";
import { Pictures } from "../../src/experiment/kinds/classify/pictures.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import { memoryFiles } from "../../src/platform/memory-files.js";
import { masterStream } from "../../src/seed.js";

const [ROWS, COLS, TICKS, TICK] = [5, 6, 200, 0.5e-3];

/** Six bars, of classes 0, 1, 0, ... */
const bars = (count: number) => ({
  count,
  rows: ROWS,
  cols: COLS,
  labels: Uint8Array.from({ length: count }, (_, k) => k % 2),
  pixels: Uint8Array.from({ length: count * ROWS * COLS }, (_, i) =>
    i % COLS === Math.floor(i / (ROWS * COLS)) ? 255 : 0,
  ),
});

const dataset = datasetOf({ name: "bars", classes: 2, train: bars(6), test: bars(4) });
const front = twoPlanes.create({}, { planes: 1, rows: ROWS, cols: COLS });
const encoders: Record<string, readonly [Encoder, Partial<ClassifySpec>]> = {
  saccade: [
    saccade.create({ ...defaults(saccade.params), columns: COLS }),
    { front: { end: front } as unknown as ClassifySpec["front"] & object },
  ],
  poisson: [poisson.create(defaults(poisson.params)), {}],
};

const specOf = (encoder: Encoder, more: Partial<ClassifySpec>) =>
  ({
    seed: "1",
    dataset,
    encoder,
    network: { tick: TICK },
    presentation: { duration: TICKS * TICK },
    ...more,
  }) as unknown as ClassifySpec;

/** Copied, since a train holds until the next one is made. */
const spikesOf = (encoder: Encoder, size: number, values: ArrayLike<number>, stream: string) => {
  const random = masterStream("1", "events", "test", stream);
  const { tick, index, count } = encoder.encode({ size, ticks: TICKS, tick: TICK, boost: 1, random, values });
  const spikes = Array.from({ length: count }, (_, s) => [tick[s]!, index[s]!] as const);
  return spikes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
};

describe.each(Object.entries(encoders))("%s", (_, [encoder, more]) => {
  test("what is written comes back from the files, spike by spike, with its class", () => {
    const set = eventSet(specOf(encoder, more), 4);
    const written = Object.fromEntries([...set.files()].map(({ path, bytes }) => [`/set/${path}`, bytes]));
    expect(Object.keys(written)).toHaveLength(set.count);
    const read = loadDataset(memoryFiles(written), set.manifest as unknown as DatasetManifest, "/set");
    expect([read.train.count, read.test.count]).toEqual([4, 4]);
    expect([...read.test.labels]).toEqual([0, 1, 0, 1]);
    const size = (more.front ? 2 : 1) * ROWS * COLS;
    const shown = new Pictures(more.front?.end);
    const played = new Pictures(undefined, true);
    const again = eventsEncoder(0, ROWS * COLS);
    for (let k = 0; k < 4; k++) {
      const made = spikesOf(encoder, size, shown.of(dataset.test, k), String(k));
      expect(made.length).toBeGreaterThan(5);
      expect(spikesOf(again, size, played.of(read.test, k), "")).toEqual(made);
    }
  });
});

test("what is no set of events is refused in words", () => {
  const [encoder] = encoders.poisson!;
  const refused =
    (more: Partial<ClassifySpec>, most = 4) =>
    () =>
      eventSet(specOf(encoder, more), most);
  expect(refused({}, 1)).toThrow(
    "dataset: the first 1 pictures of its train part have none of 1; accepted: so many that each class has one",
  );
  expect(refused({ encoder: eventsEncoder(0, ROWS * COLS) })).toThrow(
    "encoder: it plays recordings; accepted: one that makes spikes of pictures",
  );
  const end = { ...front, shape: { planes: 4, rows: 5, cols: 6 } };
  expect(refused({ front: { end } as unknown as ClassifySpec["front"] & object })).toThrow(
    "front: values are in 4 planes of 5 x 6; accepted: 1 plane, or 2 (ON, OFF), of up to 240 x 256",
  );
});
