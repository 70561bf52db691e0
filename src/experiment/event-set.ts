/**
 * What an encoder makes of pictures, as recordings of an event camera in the layout of N-MNIST: a folder for each class, in it a
 * file for each picture. The data set that they are (`reader: events`) gives the encoder `events` the same spikes.
 */
import type { SpikeTrain } from "../core/spikes.js";
import type { LabelledImages } from "../dataset/model.js";
import { writeAerBin } from "../dataset/readers/aer-bin.js";
import { NetworkError } from "../network/errors.js";
import { ticksAt } from "../network/ticks.js";
import { masterStream } from "../seed.js";
import { checkEncoder, checkedTrain } from "./encoding.js";
import { Pictures } from "./kinds/classify/pictures.js";
import type { ClassifySpec } from "./kinds/classify/spec.js";

/** Folders of both parts, as N-MNIST calls them. */
const FOLDERS = { train: "Train", test: "Test" } as const;

/** Pixels that an AER file can tell; a row 240 says that the clock went on. */
const MOST = { rows: 240, cols: 256 };

export interface EventFile {
  /** Below the folder of the set. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A set of recordings that is written one after the other. */
export interface EventSet {
  /** Recordings in all. */
  readonly count: number;
  /** Its manifest, with which it is read again: keys of a data set, ready to be written as YAML. */
  readonly manifest: Readonly<Record<string, unknown>>;
  files(): Generator<EventFile>;
}

/**
 * Every picture is encoded once, for as long as a training presentation has input, from a stream of its own.
 * @param most  pictures of each part, the first ones
 * @throws NetworkError naming what is no set of events: values in other than one or two planes, or too many; a class without
 *   pictures, since a folder for each is expected
 */
export function eventSet(spec: ClassifySpec, most: number): EventSet {
  const { encoder, front, dataset, network, presentation } = spec;
  if (encoder.takesEvents)
    throw new NetworkError("encoder", "it plays recordings; accepted: one that makes spikes of pictures");
  const { planes, rows, cols } = front?.end.shape ?? { planes: 1, ...sizeOf(dataset.train) };
  const fits = planes <= 2 && rows <= MOST.rows && cols <= MOST.cols;
  if (!fits)
    throw new NetworkError(
      front ? "front" : "dataset",
      `values are in ${planes} planes of ${rows} x ${cols}; accepted: 1 plane, or 2 (ON, OFF), of up to ${MOST.rows} x ${MOST.cols}`,
    );
  const size = planes * rows * cols;
  const ticks = ticksAt(presentation.duration, network.tick, "presentation.duration", 1);
  checkEncoder(encoder, size, network.tick, "encoder");
  const parts = (["train", "test"] as const).map((name) => {
    const images = dataset[name];
    const count = Math.min(most, images.count);
    const labels = new Set(images.labels.subarray(0, count));
    const absent = dataset.classNames.filter((_, label) => !labels.has(label));
    if (absent.length > 0)
      throw new NetworkError(
        "dataset",
        `the first ${count} pictures of its ${name} part have none of ${absent.join(", ")}; accepted: so many that each class has one`,
      );
    return { name, images, count };
  });
  const pictures = new Pictures(front?.end);
  return {
    count: parts.reduce((n, { count }) => n + count, 0),
    manifest: {
      name: `${dataset.name}-events`,
      reader: "events",
      directory: ".",
      classes: dataset.classes,
      classNames: dataset.classNames,
      folders: FOLDERS,
      rows,
      cols,
      licence: `that of ${dataset.name}`,
      source: `${dataset.name}, encoded by spikion`,
    },
    *files() {
      for (const { name, images, count } of parts)
        for (let k = 0; k < count; k++) {
          const random = masterStream(spec.seed, "events", name, String(k));
          const request = {
            size,
            ticks,
            tick: network.tick,
            boost: 1,
            random,
            values: pictures.of(images, k),
          };
          const train = checkedTrain(encoder.encode(request), size, ticks, "encoder");
          const path = `${FOLDERS[name]}/${images.labels[k]}/${String(k + 1).padStart(5, "0")}.bin`;
          yield { path, bytes: recordingOf(train, network.tick, rows, cols) };
        }
    },
  };
}

function sizeOf({ rows, cols }: LabelledImages) {
  return { rows, cols };
}

/** Spikes of one plane, or of the first of two, are ON events. */
function recordingOf(
  { tick, index, count }: SpikeTrain,
  seconds: number,
  rows: number,
  cols: number,
): Uint8Array {
  const pixels = rows * cols;
  const at = Int32Array.from({ length: count }, (_, s) => index[s]! % pixels);
  return writeAerBin({
    time: Float64Array.from({ length: count }, (_, s) => tick[s]! * seconds),
    x: at.map((p) => p % cols),
    y: at.map((p) => Math.floor(p / cols)),
    on: Uint8Array.from({ length: count }, (_, s) => (index[s]! < pixels ? 1 : 0)),
  });
}
