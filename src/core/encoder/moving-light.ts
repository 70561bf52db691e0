/** The light at the pixels of a camera whose gaze goes over a picture along a triangle. */
import { ln } from "../elementary.js";

/** What of the encoder `saccade` it takes: its parameters of these names. */
export interface Gaze {
  readonly amplitude: number;
  readonly saccade: number;
  readonly dark: number;
}

/** Corners of the gaze's path, in units of the amplitude: [down, right]. */
const CORNERS = [
  [0, 0],
  [1, 0.5],
  [0, 1],
] as const;

/** Where the gaze is at each tick: pixels down and right, and shares of the four that are around it. */
export interface Path {
  readonly ticks: number;
  readonly tick: number;
  readonly down: Int32Array;
  readonly right: Int32Array;
  readonly weights: Float64Array;
  /** Pixels in a tick. */
  readonly speedDown: Float64Array;
  readonly speedRight: Float64Array;
  /** The first later tick on another side, or among four other pixels; `ticks` where there is none. */
  readonly stretchEnd: Int32Array;
}

export function pathOf({ amplitude, saccade }: Gaze, ticks: number, tick: number): Path {
  const [down, right, stretchEnd] = [new Int32Array(ticks), new Int32Array(ticks), new Int32Array(ticks)];
  const [speedDown, speedRight] = [new Float64Array(ticks), new Float64Array(ticks)];
  const weights = new Float64Array(4 * ticks);
  for (let k = 0; k < ticks; k++) {
    const t = k * tick;
    const side = Math.floor(t / saccade);
    const share = t / saccade - side;
    const [from, to] = [CORNERS[side % 3]!, CORNERS[(side + 1) % 3]!];
    const [y, x] = [0, 1].map((a) => amplitude * (from[a]! + share * (to[a]! - from[a]!))) as [
      number,
      number,
    ];
    const [dy, dx] = [Math.floor(y), Math.floor(x)];
    const [fy, fx] = [y - dy, x - dx];
    down[k] = dy;
    right[k] = dx;
    weights.set([(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx], 4 * k);
    speedDown[k] = (amplitude * tick * Math.abs(to[0] - from[0])) / saccade;
    speedRight[k] = (amplitude * tick * Math.abs(to[1] - from[1])) / saccade;
    // The number of the side for now.
    stretchEnd[k] = side % 3;
  }
  let end = ticks;
  for (let k = ticks - 1, side = stretchEnd[k]; k >= 0; k--) {
    const other = stretchEnd[k] !== side || down[k] !== down[k + 1] || right[k] !== right[k + 1];
    if (k + 1 < ticks && other) end = k + 1;
    side = stretchEnd[k];
    stretchEnd[k] = end;
  }
  return { ticks, tick, down, right, weights, speedDown, speedRight, stretchEnd };
}

/** The logarithm of the light at each pixel, as the gaze moves. */
export function lightOf(
  values: ArrayLike<number>,
  rows: number,
  cols: number,
  { dark, amplitude }: Gaze,
  { down, right, weights, speedDown, speedRight }: Path,
) {
  const margin = Math.ceil(amplitude) + 1;
  const width = cols + margin;
  // Beyond the picture's right and lower edge it is dark.
  const log = new Float64Array((rows + margin) * width).fill(ln(dark));
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) log[y * width + x] = ln(Math.min(255, values[y * cols + x]!) / 255 + dark);
  const places = Int32Array.from(
    { length: rows * cols },
    (_, i) => Math.floor(i / cols) * width + (i % cols),
  );
  return {
    /** @param t  tick */
    at(t: number, pixel: number): number {
      const at = places[pixel]! + down[t]! * width + right[t]!;
      return (
        weights[4 * t]! * log[at]! +
        weights[4 * t + 1]! * log[at + 1]! +
        weights[4 * t + 2]! * log[at + width]! +
        weights[4 * t + 3]! * log[at + width + 1]!
      );
    },
    /**
     * By how much a pixel's changes in a tick at most, as long as the gaze is on this side and among these four; 0 where it
     * stays within `most` of `seen` anyway.
     */
    steepest(t: number, pixel: number, seen: number, most: number): number {
      const at = places[pixel]! + down[t]! * width + right[t]!;
      const a = log[at]!;
      const b = log[at + 1]!;
      const c = log[at + width]!;
      const d = log[at + width + 1]!;
      const inside = (x: number) => x - seen < most && seen - x < most;
      if (inside(a) && inside(b) && inside(c) && inside(d)) return 0;
      return (
        speedDown[t]! * Math.max(Math.abs(c - a), Math.abs(d - b)) +
        speedRight[t]! * Math.max(Math.abs(b - a), Math.abs(d - c))
      );
    },
  };
}
