/** Named STDP curves to design voltages for. Add yours here: one entry. */
import { exp } from "../elementary.js";
import type { ParamTable } from "../params.js";
import type { Target } from "./target.js";

/** On which side of delta_t = 0 a curve lies that has one only. */
export type Side = "post-after-pre" | "pre-after-post";

export interface Shape {
  readonly doc: string;
  readonly params: ParamTable;
  /** Whether it lies on one side of delta_t = 0 only, which is then to be said. */
  readonly sided?: true;
  make(values: Readonly<Record<string, number>>, side: Side): Curve;
}

/** A curve around 0, before it is shifted and raised to what lone spikes leave. */
export interface Curve {
  /** S at x, s. */
  value(x: number): number;
  /** Largest |value|, S. */
  readonly peak: number;
  /** Where it is asked for, s. */
  readonly from: number;
  readonly to: number;
  readonly corners: readonly number[];
  readonly steps: readonly number[];
  /** Shortest time in which it changes, s: a twentieth of it on either side of a step is left open. */
  readonly scale: number;
}

const chosen = "chosen: of the size of what the named forms do";
const peak = {
  unit: "S",
  default: 30e-9,
  doc: "largest change; below 0 turns the curve over",
  source: chosen,
} as const;
const magnitude = { ...peak, min: 0, open: true, doc: "largest change, its size" } as const;
const tau = (which: string) =>
  ({ unit: "s", default: 20e-3, min: 0, open: true, doc: `decay time ${which}`, source: chosen }) as const;
const width = (doc: string) =>
  ({ unit: "s", default: 20e-3, min: 0, open: true, doc, source: chosen }) as const;

/** Decay times and standard deviations that a curve is asked for: exp(-5) and exp(-4.5^2/2) are below 1 %. */
const DECAYS = 5;
const DEVIATIONS = 4.5;

const exponential = {
  doc: "post after pre potentiates, pre after post depresses, each decaying exponentially",
  params: {
    peak,
    tauPlus: tau("where post comes after pre"),
    tauMinus: tau("where pre comes after post"),
    ratio: {
      unit: "1",
      default: 1,
      min: 0,
      doc: "largest depression over largest potentiation",
      source: chosen,
    },
  },
  make: ({ peak, tauPlus, tauMinus, ratio }) => ({
    value: (x) => (x >= 0 ? peak! * exp(-x / tauPlus!) : -ratio! * peak! * exp(x / tauMinus!)),
    peak: Math.abs(peak!) * Math.max(1, ratio!),
    from: -DECAYS * tauMinus!,
    to: DECAYS * tauPlus!,
    corners: [0],
    steps: [0],
    scale: Math.min(tauPlus!, tauMinus!),
  }),
} satisfies Shape as Shape;

const oneSided = {
  doc: "a change that decays exponentially, on one side of delta_t = 0 only",
  params: { peak, tau: tau("on that side") },
  sided: true,
  make: ({ peak, tau }, side) => {
    const sign = side === "post-after-pre" ? 1 : -1;
    const reach = DECAYS * tau!;
    return {
      value: (x) => (sign * x >= 0 ? peak! * exp((-sign * x) / tau!) : 0),
      peak: Math.abs(peak!),
      from: sign > 0 ? -reach / 2 : -reach,
      to: sign > 0 ? reach : reach / 2,
      corners: [0],
      steps: [0],
      scale: tau!,
    };
  },
} satisfies Shape as Shape;

const symmetric = {
  doc: "the same change in either order, decaying exponentially",
  params: { peak, tau: tau("in either order") },
  make: ({ peak, tau }) => ({
    value: (x) => peak! * exp(-Math.abs(x) / tau!),
    peak: Math.abs(peak!),
    from: -DECAYS * tau!,
    to: DECAYS * tau!,
    corners: [0],
    steps: [],
    scale: tau!,
  }),
} satisfies Shape as Shape;

const deadZone = {
  doc: "the exponential curve's two arms without any change near delta_t = 0, from which they rise smoothly",
  params: {
    peak,
    dead: width("nothing is wanted so near to delta_t = 0"),
    rise: width("further out by so much an arm is at its peak"),
    tau: tau("beyond the peak, on either side"),
  },
  make: ({ peak, dead, rise, tau }) => {
    const top = dead! + rise!;
    const arm = (x: number) => {
      if (x <= dead!) return 0;
      const s = (x - dead!) / rise!;
      // A polynomial without a corner at either end, which voltages follow better.
      if (x < top) return s * s * (3 - 2 * s);
      return exp((top - x) / tau!);
    };
    const reach = top + DECAYS * tau!;
    return {
      value: (x) => (x < 0 ? -1 : 1) * peak! * arm(Math.abs(x)),
      peak: Math.abs(peak!),
      from: -reach,
      to: reach,
      corners: [-top, -dead!, 0, dead!, top],
      steps: [],
      scale: rise!,
    };
  },
} satisfies Shape as Shape;

/** Depth of the Ricker wavelet's troughs, relative to its peak: 2 exp(-3/2). */
const RICKER = 0.44626032029685964;

const mexicanHat = {
  doc: "potentiation near delta_t = 0 with depression on either side (Ricker's wavelet)",
  params: {
    peak,
    width: width("delta_t at which it goes through 0"),
    depth: {
      unit: "1",
      default: RICKER,
      min: 0,
      doc: "troughs relative to the peak",
      source: "Ricker's wavelet: 2 exp(-3/2)",
    },
  },
  make: ({ peak, width, depth }) => ({
    value: (x) => {
      const square = (x / width!) * (x / width!);
      const ricker = (1 - square) * exp(-square / 2);
      return peak! * (ricker < 0 ? (ricker * depth!) / RICKER : ricker);
    },
    peak: Math.abs(peak!) * Math.max(1, depth!),
    from: -(DEVIATIONS + 0.5) * width!,
    to: (DEVIATIONS + 0.5) * width!,
    corners: [-width!, 0, width!],
    steps: [],
    scale: width!,
  }),
} satisfies Shape as Shape;

function bell(sign: 1 | -1): Shape["make"] {
  return ({ peak, width }) => ({
    value: (x) => sign * peak! * exp(-0.5 * (x / width!) * (x / width!)),
    peak: peak!,
    from: -DEVIATIONS * width!,
    to: DEVIATIONS * width!,
    corners: [0],
    steps: [],
    scale: width!,
  });
}

const bellParams = { peak: magnitude, width: width("standard deviation of the bell") };

const ltpOnly: Shape = { doc: "potentiation in either order, a bell", params: bellParams, make: bell(1) };
const ltdOnly: Shape = { doc: "depression in either order, a bell", params: bellParams, make: bell(-1) };

export const shapes = {
  exponential,
  oneSided,
  deadZone,
  symmetric,
  mexicanHat,
  ltpOnly,
  ltdOnly,
} as const satisfies Record<string, Shape>;
export type ShapeName = keyof typeof shapes;

export interface Placing {
  /** delta_t of the curve's own 0, s. */
  readonly centre: number;
  /** Half width around the centre that is asked for, s; the shape's own where left out. */
  readonly span?: number;
  /** Half of what is left open around a step, s; the shape's own where left out. */
  readonly gap?: number;
  readonly lone: Target["lone"];
}

/** Left open on either side of a step, of the shortest time in which a curve changes. */
const GAP = 1 / 20;

/** A named curve at its place, with what lone spikes leave beneath it. */
export function shapeTarget(name: string, curve: Curve, { centre, span, gap, lone }: Placing): Target {
  const rest = lone.pre + lone.post;
  return {
    name,
    value: (deltaT) => rest + curve.value(deltaT - centre),
    peak: Math.max(curve.peak, Math.abs(rest)),
    from: centre + (span === undefined ? curve.from : -span),
    to: centre + (span ?? curve.to),
    corners: curve.corners.map((x) => centre + x),
    steps: curve.steps.map((x) => centre + x),
    gap: gap ?? GAP * curve.scale,
    lone,
  };
}
