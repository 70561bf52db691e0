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
import { lightOf, type Path, pathOf } from "./moving-light.js";
import { Due, Events } from "./pixel-events.js";

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

export function create(p: P): Encoder {
  const spikes = new SpikeCollector();
  const events = new Events();
  let path: Path | undefined;
  let due = new Due(0, 0);
  return {
    misfit: ({ size }) => problemOf(p, size),
    encode(request) {
      const problem = problemOf(p, request.size);
      if (problem !== undefined) throw new RangeError(problem);
      const n = request.size / 2;
      const cols = columnsOf(p, n);
      const { ticks, tick, random } = request;
      if (path?.ticks !== ticks || path.tick !== tick) path = pathOf(p, ticks, tick);
      const light = lightOf(pictureOf(request), n / cols, cols, p, path);
      const threshold = p.threshold / request.boost;
      const rest = Math.max(1, Math.round(p.refractory / tick));
      const noise = p.noise * tick;
      const seen = Float64Array.from({ length: n }, (_, i) => light.at(0, i));
      const free = new Float64Array(n);
      events.start();
      // Noise by gaps over all pixels of all ticks, one after another.
      const perGap = noise > 0 && noise < 1 ? 1 / ln(1 - noise) : 0;
      const gap = () => (noise > 0 ? Math.floor(ln(random.uniform()) * perGap) : Number.POSITIVE_INFINITY);
      let next = gap();
      // A pixel is looked at again when it may have changed enough: not before, however fast its light changes.
      if (due.size !== n || due.ticks !== ticks) due = new Due(n, ticks);
      const { stretchEnd } = path;
      const again = (t: number, i: number, missing: number) =>
        Math.min(
          stretchEnd[t]!,
          t + Math.max(1, Math.floor((missing - SLACK) / light.steepest(t, i, seen[i]!, threshold - SLACK))),
        );
      for (let i = 0; i < n; i++) due.put(i, again(0, i, threshold));
      spikes.start(ticks);
      for (let t = 0; t < ticks; t++) {
        for (let i = due.take(t); i >= 0; i = due.take(t)) {
          if (t < free[i]!) {
            due.put(i, free[i]!);
            continue;
          }
          const change = light.at(t, i) - seen[i]!;
          if (change >= threshold || change <= -threshold) {
            seen[i] = seen[i]! + (change > 0 ? threshold : -threshold);
            free[i] = t + rest;
            events.add(t, change > 0 ? i : n + i);
            due.put(i, t + rest);
          } else due.put(i, again(t, i, threshold - Math.abs(change)));
        }
        while (next < (t + 1) * n) {
          const i = next - t * n;
          next += 1 + gap();
          if (t < free[i]!) continue;
          free[i] = t + rest;
          events.add(t, random.uniform() < 0.5 ? i : n + i);
        }
      }
      events.eachByNeuron(request.size, (t, index) => spikes.add(t, index));
      return spikes.sorted();
    },
  };
}

/** More than the rounding of a logarithm of light that is interpolated. */
const SLACK = 1e-9;

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
