/**
 * Events of a recording, played as they are: the picture is times (s) and neurons, one after the other, as a data set of events has
 * them. Times are rounded to the nearest tick (half a tick up). Events of a neuron that fall on one tick are one spike, and
 * what lies before `from`, or at or after the end of a train, is left out. Places of two planes go to two planes of neurons,
 * ON first, or together to one. A boost changes nothing.
 */
import type { SpikeTrain } from "../spikes.js";
import type { EncodeRequest, Encoder } from "./model.js";

/**
 * @param from    s: where in a recording a presentation begins
 * @param pixels  neurons of one plane
 * @throws RangeError on encoding, where there are no times and places, or of other pixels
 */
export function eventsEncoder(from: number, pixels: number): Encoder {
  return {
    takesEvents: true,
    misfit: ({ size }) =>
      size === pixels || size === 2 * pixels
        ? undefined
        : `${size} neurons for events of ${pixels} pixels; accepted: ${2 * pixels} (ON and OFF), or ${pixels} for both together`,
    encode({ size, ticks, tick, values }: EncodeRequest): SpikeTrain {
      if (!values || values.length % 2 !== 0) throw new RangeError("events are times and places in turn");
      // A whole number for each spike, in the order of the train.
      const keys = new Float64Array(values.length / 2);
      let n = 0;
      for (let k = 0; k < values.length; k += 2) {
        const at = Math.round((values[k]! - from) / tick);
        const place = values[k + 1]!;
        if (!(place >= 0 && place < 2 * pixels)) throw new RangeError(`place ${place} of ${2 * pixels}`);
        if (values[k]! >= from && at < ticks) keys[n++] = at * size + (place % size);
      }
      const sorted = keys.subarray(0, n).sort();
      let count = 0;
      for (let k = 0; k < n; k++) if (k === 0 || sorted[k] !== sorted[k - 1]) sorted[count++] = sorted[k]!;
      const train = { tick: new Float64Array(count), index: new Int32Array(count), count };
      for (let s = 0; s < count; s++) {
        train.tick[s] = Math.floor(sorted[s]! / size);
        train.index[s] = sorted[s]! % size;
      }
      return train;
    },
  };
}
