/**
 * A picture as an event camera sees it that moves over it: neurons 0 .. n - 1 are ON events of the n pixels, n .. 2n - 1 OFF.
 *
 * The gaze goes along a triangle, `amplitude` pixels wide and high, one side in each `saccade`, over and over. A pixel follows
 * the logarithm of the light, ln(value / 255 + dark), and gives an event, ON or OFF, where it has changed by `threshold`
 * since its last event; after one it gives none for `refractory` (at least a tick), and what has changed meanwhile counts
 * afterwards. Between pixels the logarithm is interpolated; outside the picture it is dark. `noise` are events of either sign at
 * random, which leave the pixel's memory as it is. A boost divides the threshold.
 *
 * The values are the picture twice, a plane for ON and one for OFF (front: two-planes); the first of them is looked at. Pixels lie
 * on as square a grid as their number allows, unless `columns` says otherwise. The train is valid until the next `encode`.
 *
 * @see Orchard et al., Front. Neurosci. 9:437 (2015), for pictures seen in three saccades; Lichtsteiner, Posch and Delbruck,
 *   IEEE J. Solid-State Circuits 43:566 (2008), for the camera
 */
import { ln } from "../elementary.js";
import type { ParamTable, Values } from "../params.js";
import { pictureOf, SpikeCollector } from "./gap-sampling.js";
import type { Encoder } from "./model.js";

export const doc = "ON and OFF events of a camera that moves over the picture";

const camera = "Lichtsteiner, Posch and Delbruck 2008";
const film = "Orchard et al. 2015";
export const params = {
  threshold: {
    unit: "1",
    default: 0.4,
    min: 0.01,
    doc: "change of the logarithm of the light at an event",
    source: "assumed: twice what the camera can do, for some thousand events of a digit",
  },
  dark: {
    unit: "1",
    default: 0.1,
    min: 1e-3,
    doc: "light of a black pixel, as a share of a white one's",
    source: "assumed: paper and ink differ ten times",
  },
  refractory: {
    unit: "s",
    default: 1e-3,
    min: 0,
    doc: "time after an event without another",
    source: camera,
  },
  noise: {
    unit: "Hz",
    default: 0,
    min: 0,
    doc: "rate of events without a cause, of each pixel",
    source: "assumed: none; of the camera some 0.1 Hz",
  },
  amplitude: {
    unit: "1",
    default: 3,
    min: 0,
    max: 100,
    doc: "width of the gaze's path, pixels",
    source: film,
  },
  saccade: { unit: "s", default: 100e-3, min: 0, open: true, doc: "time along one side", source: film },
  columns: {
    unit: "1",
    default: 0,
    min: 0,
    whole: true,
    doc: "pixels in a row; 0: as square as can be",
    source: "assumed: square pictures",
  },
} as const satisfies ParamTable;

export const needsValues = true;

type P = Values<typeof params>;

/** Corners of the gaze's path, in units of the amplitude: [down, right]. */
const CORNERS = [
  [0, 0],
  [1, 0.5],
  [0, 1],
] as const;

export function create(p: P): Encoder {
  const spikes = new SpikeCollector();
  return {
    misfit: ({ size }) => problemOf(p, size),
    encode(request) {
      const problem = problemOf(p, request.size);
      if (problem !== undefined) throw new RangeError(problem);
      const n = request.size / 2;
      const cols = columnsOf(p, n);
      const light = lightOf(pictureOf(request), n / cols, cols, p);
      const { ticks, tick, random } = request;
      const threshold = p.threshold / request.boost;
      const rest = Math.max(1, Math.round(p.refractory / tick));
      const noise = p.noise * tick;
      const seen = light.seenAt(0).slice();
      const free = new Float64Array(n);
      const events: [number, number][] = [];
      // Noise by gaps over all pixels of all ticks, one after another.
      const perGap = noise > 0 && noise < 1 ? 1 / ln(1 - noise) : 0;
      const gap = () => (noise > 0 ? Math.floor(ln(random.uniform()) * perGap) : Number.POSITIVE_INFINITY);
      let next = gap();
      spikes.start(ticks);
      for (let t = 0; t < ticks; t++) {
        const now = light.seenAt(t * tick);
        for (let i = 0; i < n; i++) {
          const change = now[i]! - seen[i]!;
          const event = (change >= threshold || change <= -threshold) && t >= free[i]!;
          if (event) seen[i] = seen[i]! + (change > 0 ? threshold : -threshold);
          let sign = event ? change : 0;
          if (next === t * n + i) {
            next += 1 + gap();
            if (!event && t >= free[i]!) sign = random.uniform() < 0.5 ? 1 : -1;
          }
          if (sign === 0) continue;
          free[i] = t + rest;
          events.push([t, sign > 0 ? i : n + i]);
        }
      }
      for (const [t, index] of events.sort((a, b) => a[1] - b[1])) spikes.add(t, index);
      return spikes.sorted();
    },
  };
}

function problemOf({ columns, noise }: P, size: number): string | undefined {
  const n = size / 2;
  if (!Number.isInteger(n))
    return `${size} neurons are no two planes; accepted: one for ON and one for OFF of each pixel (front: two-planes)`;
  if (columns > 0 && n % columns !== 0)
    return `${n} pixels are no rows of ${columns}; accepted: a divisor of ${n}`;
  return noise < 1e4 ? undefined : `noise of ${noise} Hz; accepted: below 10 kHz`;
}

/** Pixels in a row. */
function columnsOf({ columns }: P, n: number): number {
  if (columns > 0) return columns;
  let rows = Math.floor(Math.sqrt(n));
  while (n % rows !== 0) rows--;
  return n / rows;
}

/** The logarithm of the light at each pixel, as the gaze moves. */
function lightOf(values: ArrayLike<number>, rows: number, cols: number, { dark, amplitude, saccade }: P) {
  const margin = Math.ceil(amplitude) + 1;
  const width = cols + margin;
  // Beyond the picture's right and lower edge it is dark.
  const log = new Float64Array((rows + margin) * width).fill(ln(dark));
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) log[y * width + x] = ln(Math.min(255, values[y * cols + x]!) / 255 + dark);
  const now = new Float64Array(rows * cols);
  return {
    /** @param t  s @returns  valid until the next call */
    seenAt(t: number): Float64Array {
      const side = Math.floor(t / saccade);
      const share = t / saccade - side;
      const [from, to] = [CORNERS[side % 3]!, CORNERS[(side + 1) % 3]!];
      const [down, right] = [0, 1].map((a) => amplitude * (from[a]! + share * (to[a]! - from[a]!))) as [
        number,
        number,
      ];
      const [dy, dx] = [Math.floor(down), Math.floor(right)];
      const [fy, fx] = [down - dy, right - dx];
      const weights = [(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx] as const;
      for (let y = 0; y < rows; y++) {
        const row = (y + dy) * width + dx;
        for (let x = 0; x < cols; x++) {
          const at = row + x;
          now[y * cols + x] =
            weights[0] * log[at]! +
            weights[1] * log[at + 1]! +
            weights[2] * log[at + width]! +
            weights[3] * log[at + width + 1]!;
        }
      }
      return now;
    },
  };
}
