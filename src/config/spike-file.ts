/**
 * Spikes of a recording: CSV with columns time_s and index, npz with arrays of these names, or events of a camera (AER .bin as
 * N-MNIST has them, .aedat4), whose pixels are the neurons of a population of two planes, ON and OFF, or of one for both.
 */
import { type CameraEvents, readAedat4 } from "../dataset/readers/aedat4.js";
import { readAerBin } from "../dataset/readers/aer-bin.js";
import type { Files } from "../platform/files.js";
import { type FileReference, fileBytes, readColumns } from "./columns-file.js";
import { ConfigError } from "./errors.js";
import { displayName } from "./locate.js";

/** The neurons that spikes are for. */
export interface Recipients {
  readonly size: number;
  /** Along each axis, where they have places. */
  readonly shape?: readonly number[];
}

/** Times (s) and neurons, in the order of the file. */
export interface Recording {
  readonly time: ArrayLike<number>;
  readonly index: ArrayLike<number>;
}

/** Chosen: 64 million events of a packet. */
const MOST_BYTES = 2 ** 30;

/** Whether a name is that of a camera's events. */
export function isCameraFile(name: string): boolean {
  return /\.(bin|aedat4)$/i.test(name);
}

/** @throws ConfigError with what is wrong with the file, or where it is not for these neurons */
export function readSpikes(files: Files, reference: FileReference, to: Recipients): Recording {
  if (isCameraFile(reference.file)) return fromCamera(files, reference, to);
  const { size } = to;
  const time = { accepted: "a time in s, from 0", fits: (t: number) => t >= 0 };
  const index = {
    accepted: `the index of a neuron, 0 to ${size - 1}`,
    fits: (i: number) => Number.isInteger(i) && i >= 0 && i < size,
  };
  const { name, columns } = readColumns(files, reference, { time_s: time, index }, "others too");
  const { time_s: times, index: neurons } = columns;
  if (times && neurons && times.length === neurons.length) return { time: times, index: neurons };
  return fail(name, 'has no "time_s" and "index" of one length; accepted: both, a row for each spike');
}

function fromCamera(files: Files, reference: FileReference, { size, shape }: Recipients): Recording {
  const name = displayName(files, reference.file);
  const bytes = fileBytes(files, reference);
  const { time, x, y, on } = read(name, bytes);
  const [planes, rows, cols] = shape?.length === 2 ? [1, ...shape] : (shape ?? []);
  if (planes === undefined || rows === undefined || cols === undefined || planes > 2)
    return fail(
      name,
      `has events of pixels, and the population is ${shape ? shape.join(" x ") : `a list of ${size}`}; accepted: size: [2, rows, columns] (ON, OFF), or [rows, columns] for both together`,
    );
  const index = new Int32Array(time.length);
  for (let k = 0; k < time.length; k++) {
    if (!(x[k]! >= 0 && x[k]! < cols && y[k]! >= 0 && y[k]! < rows))
      return fail(
        name,
        `event ${k} is at column ${x[k]}, row ${y[k]}; accepted: 0 to ${cols - 1}, 0 to ${rows - 1}, the places of the population`,
      );
    if (!(time[k]! >= 0)) return fail(name, `event ${k} is before the first one`);
    const plane = planes === 2 && on[k] === 0 ? 1 : 0;
    index[k] = (plane * rows + y[k]!) * cols + x[k]!;
  }
  return { time, index };
}

function read(name: string, bytes: Uint8Array): CameraEvents {
  try {
    return /\.bin$/i.test(name) ? readAerBin(bytes) : readAedat4(bytes, MOST_BYTES);
  } catch (error) {
    if (error instanceof RangeError) return fail(name, error.message);
    throw error;
  }
}

function fail(name: string, problem: string): never {
  throw new ConfigError(name, [{ file: name, path: "", problem }]);
}
