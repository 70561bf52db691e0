/**
 * Events of an AER file as N-MNIST and N-Caltech101 have them, 40 bits each, most significant first:
 *
 *   x (8 bits), y (8), polarity (1: ON), time in us (23)
 *
 * An event at y = 240 is none: it says that the clock has gone on by 2^13 us for all that follow.
 *
 * @see Orchard et al., Front. Neurosci. 9:437 (2015), and the functions in Matlab that come with its files
 */
import type { CameraEvents } from "./aedat4.js";

const BYTES = 5;
const OVERFLOW_ROW = 240;
const OVERFLOW = 2 ** 13; // us

/** @throws RangeError where the file has another length than whole events have */
export function readAerBin(bytes: Uint8Array): CameraEvents {
  const n = bytes.length / BYTES;
  if (!Number.isInteger(n))
    throw new RangeError(`has ${bytes.length} bytes; accepted: 5 for each event, as in N-MNIST`);
  const time: number[] = [];
  const [x, y, on]: [number[], number[], number[]] = [[], [], []];
  let later = 0;
  for (let at = 0; at < bytes.length; at += BYTES) {
    if (bytes[at + 1] === OVERFLOW_ROW) {
      later += OVERFLOW;
      continue;
    }
    x.push(bytes[at]!);
    y.push(bytes[at + 1]!);
    on.push(bytes[at + 2]! >> 7);
    time.push((((bytes[at + 2]! & 0x7f) << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!) + later);
  }
  return {
    time: Float64Array.from(time, (us) => us / 1e6),
    x: Int32Array.from(x),
    y: Int32Array.from(y),
    on: Uint8Array.from(on),
  };
}

/** Latest time that 23 bits tell, us; what is later comes after events that say that the clock went on. */
const MOST_TIME = 2 ** 23;

/**
 * Events as such a file; times are rounded to us.
 * @param events  in the order of their times
 * @throws RangeError where a pixel or a time has no place in it
 */
export function writeAerBin({ time, x, y, on }: CameraEvents): Uint8Array {
  const bytes: number[] = [];
  let later = 0;
  for (let e = 0; e < time.length; e++) {
    const us = Math.round(time[e]! * 1e6);
    if (!(us >= later && x[e]! >= 0 && x[e]! < 256 && y[e]! >= 0 && y[e]! < 256 && y[e] !== OVERFLOW_ROW))
      throw new RangeError(`event ${e} at ${x[e]}, ${y[e]}, ${time[e]} s has no place in an AER file`);
    for (; us - later >= MOST_TIME; later += OVERFLOW) bytes.push(0, OVERFLOW_ROW, 0, 0, 0);
    const own = us - later;
    bytes.push(x[e]!, y[e]!, (on[e]! << 7) | (own >> 16), (own >> 8) & 0xff, own & 0xff);
  }
  return Uint8Array.from(bytes);
}
