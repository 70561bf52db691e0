/**
 * Recordings of an event camera as a data set, the layout of N-MNIST: a folder for each class, and in it a file for each
 * recording, AER .bin or .aedat4:
 *
 *   Train/0/00002.bin ... Train/9/60000.bin     Test/0/00004.bin ...
 *
 * or class folders alone, divided by a seeded permutation. Recordings are ordered by their names and then by class: N-MNIST's
 * names are the numbers of MNIST, and equal numbers in each class take turns, so that a part of a set has all classes.
 */
import { Random } from "../../core/random.js";
import type { Files } from "../../platform/files.js";
import { DatasetError } from "../errors.js";
import type { EventFolders } from "../manifest-model.js";
import type { LabelledImages } from "../model.js";
import { type CameraEvents, readAedat4 } from "./aedat4.js";
import { readAerBin } from "./aer-bin.js";
import type { Split } from "./digits-json.js";
import { withFile } from "./files.js";

/** Chosen: a recording of an hour. */
const MOST_FILE = 2 ** 30;
/** Events of a set, chosen: 2 GB of them; N-MNIST has 290 million. */
const MOST_EVENTS = 350e6;

const isRecording = (name: string) => /\.(bin|aedat4)$/i.test(name);

/** One of the files of a set. */
interface Recording {
  /** Below the directory of the set. */
  readonly name: string;
  readonly label: number;
}

/** What a set is made of, before a file is read. */
export interface EventFiles {
  readonly train: readonly Recording[];
  readonly test: readonly Recording[];
  readonly classNames: readonly string[];
}

/**
 * @param split  of the class folders in the directory itself; those of `folders` otherwise
 * @throws DatasetError where there are not as many classes as it says, one has no recordings, or too few are there
 */
export function eventFiles(
  files: Files,
  directory: string,
  classes: number,
  { folders, split }: { readonly folders?: EventFolders; readonly split?: Split },
): EventFiles {
  if (!split) {
    const { train, test } = folders!;
    const [first, second] = [train, test].map((part) => classesIn(files, directory, part, classes)) as [
      Found,
      Found,
    ];
    if (first.names.join("\n") !== second.names.join("\n"))
      throw new DatasetError(
        directory,
        `classes of "${train}" are ${first.names.join(", ")}, of "${test}" ${second.names.join(", ")}`,
        "accepted: the same folders in both",
      );
    return { train: first.recordings, test: second.recordings, classNames: first.names };
  }
  const { names, recordings } = classesIn(files, directory, ".", classes);
  if (split.train + split.test > recordings.length)
    throw new DatasetError(
      directory,
      `${recordings.length} recordings, too few for ${split.train} to train and ${split.test} to test`,
      `accepted: a split of up to ${recordings.length} together`,
    );
  const order = Random.of(split.seed, "dataset", "split").permutation(recordings.length);
  const taken = (from: number, to: number) => Array.from(order.subarray(from, to), (k) => recordings[k]!);
  return {
    train: taken(0, split.train),
    test: taken(split.train, split.train + split.test),
    classNames: names,
  };
}

interface Found {
  readonly names: readonly string[];
  readonly recordings: readonly Recording[];
}

function classesIn(files: Files, directory: string, part: string, classes: number): Found {
  const folder = files.resolve(directory, part);
  const accepted = `accepted: ${classes} folders, one for each class, with .bin or .aedat4 files`;
  if (!files.isFolder(folder)) throw new DatasetError(folder, "no folder that can be read", accepted);
  const names = files.folders(folder).filter((name) => !name.startsWith("."));
  // Numbers by their value: 2 before 10.
  if (names.every((name) => /^\d+$/.test(name))) names.sort((a, b) => Number(a) - Number(b));
  if (names.length !== classes)
    throw new DatasetError(
      folder,
      `${names.length} folders${names.length > 0 ? ` (${names.slice(0, 12).join(", ")}${names.length > 12 ? ", ..." : ""})` : ""}`,
      accepted,
    );
  const recordings = names.flatMap((name, label) => {
    const own = files.list(files.resolve(folder, name)).filter(isRecording);
    if (own.length === 0) throw new DatasetError(files.resolve(folder, name), "no recordings", accepted);
    return own.map((file) => ({
      name: part === "." ? `${name}/${file}` : `${part}/${name}/${file}`,
      file,
      label,
    }));
  });
  recordings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.label - b.label));
  return { names, recordings };
}

/**
 * Recordings with their events, and as pictures: events of either sign at each pixel, 255 where there are most.
 * @throws DatasetError naming a file that is damaged or has events outside of rows x cols
 */
export function readRecordings(
  files: Files,
  path: (name: string) => string,
  recordings: readonly Recording[],
  rows: number,
  cols: number,
): LabelledImages {
  const size = rows * cols;
  const pixels = new Uint8Array(recordings.length * size);
  const [time, place] = [new GrowingInts(), new GrowingInts()];
  const start = new Float64Array(recordings.length);
  const end = new Float64Array(recordings.length);
  for (const [k, { name }] of recordings.entries()) {
    const file = path(name);
    const events = read(files, file);
    const counts = new Float64Array(size);
    start[k] = time.count;
    for (let e = 0; e < events.time.length; e++) {
      const [x, y] = [events.x[e]!, events.y[e]!];
      if (!(x >= 0 && x < cols && y >= 0 && y < rows))
        throw new DatasetError(
          file,
          `event ${e} is at column ${x}, row ${y}`,
          `accepted: 0 to ${cols - 1}, 0 to ${rows - 1}, as the manifest says`,
        );
      const us = Math.round(events.time[e]! * 1e6);
      if (!(us >= 0 && us < 2 ** 31))
        throw new DatasetError(
          file,
          `event ${e} is ${events.time[e]} s after the first`,
          "accepted: 0 to 2147 s",
        );
      counts[y * cols + x]!++;
      time.push(us);
      place.push((events.on[e] === 0 ? size : 0) + y * cols + x);
    }
    end[k] = time.count;
    if (time.count > MOST_EVENTS)
      throw new DatasetError(
        file,
        `with it there are ${time.count} events`,
        `accepted: up to ${MOST_EVENTS} in a set: fewer recordings`,
      );
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    for (let i = 0; i < size; i++) pixels[k * size + i] = Math.round((255 * counts[i]!) / most);
  }
  return {
    count: recordings.length,
    rows,
    cols,
    pixels,
    labels: Uint8Array.from(recordings, ({ label }) => label),
    events: { start, end, time: time.values(), place: place.values() },
  };
}

function read(files: Files, file: string): CameraEvents {
  const bytes = withFile(files, file, ({ size, read: part }) => {
    if (size > MOST_FILE) throw new DatasetError(file, `${size} bytes`, `accepted: up to ${MOST_FILE}`);
    return part(0, size);
  });
  try {
    return /\.bin$/i.test(file) ? readAerBin(bytes) : readAedat4(bytes, MOST_FILE);
  } catch (error) {
    if (error instanceof RangeError)
      throw new DatasetError(file, error.message, "accepted: a whole recording");
    throw error;
  }
}

class GrowingInts {
  count = 0;
  private array = new Int32Array(1 << 16);

  push(x: number): void {
    if (this.count === this.array.length) {
      const grown = new Int32Array(2 * this.count);
      grown.set(this.array);
      this.array = grown;
    }
    this.array[this.count++] = x;
  }

  values(): Int32Array {
    return this.array.slice(0, this.count);
  }
}
