/** How well a fitted device describes its pulses: what is drawn of it. All SI. */
import { exp } from "../core/elementary.js";
import { cumulative } from "../core/normal.js";
import type { DeviceFit } from "./fit.js";
import type { Prepared } from "./prepare.js";
import { binned, correlation, spaced } from "./statistics.js";

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Diagnostics {
  /** Of each voltage: what pulses of one length change at G0, state factors divided out, S, over that length, s. */
  readonly lengths: readonly {
    readonly voltage: number;
    readonly points: readonly ({ readonly width: number } & Interval)[];
    /** Fitted change per second at G0, S/s. */
    readonly rate: number;
  }[];
  /** Measured over predicted change along G, medians with their 95 % intervals, of each polarity. */
  readonly ratios: Readonly<Record<"up" | "down", readonly ({ readonly g: number } & Interval)[]>>;
  /** State factors along G. */
  readonly factors: {
    readonly g: Float64Array;
    readonly up: Float64Array;
    readonly down: Float64Array;
  };
  /** Of some devices: reads after each pulse, and the model from the first read on, without further ones. */
  readonly courses: readonly {
    readonly device: string;
    readonly pulse: Float64Array;
    readonly read: Float64Array;
    readonly model: Float64Array;
  }[];
  /** Quantiles of innovations in units of their deviations, beside those of a normal. */
  readonly quantiles: { readonly normal: Float64Array; readonly measured: Float64Array };
  /** Correlation of residuals that are 1, 2, ... pulses apart: of changes from read to read, and of innovations. */
  readonly lags: { readonly changes: readonly number[]; readonly innovations: readonly number[] };
  readonly gains: readonly ({ readonly device: string } & Interval)[];
}

const MOST_COURSES = 3;
const MOST_PULSES = 400;
const LAGS = 8;
const BINS = 14;
const POINTS = 250;
const Z95 = 1.96;

export function diagnostics({ rows, levels, devices, g0 }: Prepared, fit: DeviceFit): Diagnostics {
  const { likelihood, best, held } = fit.estimate;
  const seen = likelihood.at(best.x, held);
  const n = rows.width.length;
  const noise = exp(best.x[likelihood.fixed - 1]!);
  const { up, down } = likelihood.factorsAt(best.x);
  const sign = (i: number): 1 | -1 => levels.signs[rows.level[i]!]!;

  // A change as it was measured, from where the device was believed to be: one read's noise instead of two.
  const measured = Float64Array.from({ length: n }, (_, i) => seen.change[i]! + seen.error[2 * i + 1]!);
  const ratio = measured.map((m, i) => m / seen.change[i]!);
  const clear = (i: number): boolean => Math.abs(seen.change[i]!) > 3 * noise;
  const all = [...rows.level.keys()];
  const ratiosOf = (side: 1 | -1) =>
    binned(
      all.filter((i) => sign(i) === side && clear(i)),
      (i) => seen.state[i]! * g0,
      (i) => ratio[i]!,
      BINS,
    ).map(({ x, ...rest }) => ({ g: x, ...rest }));

  const lengths = levels.voltages.map((voltage, level) => {
    const own = all.filter((i) => rows.level[i] === level);
    const rate = Math.abs(fit.likeliest.rates[level]!);
    // The change at G0 is rate x length; what was measured beside what was expected scales it.
    const points = binned(
      own.filter((i) => Math.abs(seen.change[i]!) > 0.5 * noise),
      (i) => rows.width[i]!,
      (i) => ratio[i]! * rate * rows.width[i]!,
      8,
    ).map(({ x, ...rest }) => ({ width: x, ...rest }));
    return { voltage, points, rate };
  });

  const g = Float64Array.from({ length: 200 }, (_, k) => {
    const { gMin, gMax } = fit.likeliest;
    return gMin + ((gMax - gMin) * k) / 199;
  });
  return {
    lengths,
    ratios: { up: ratiosOf(1), down: ratiosOf(-1) },
    factors: { g, up: g.map((x) => up.value(x / g0)), down: g.map((x) => down.value(x / g0)) },
    courses: courses({ rows, levels, devices, g0 }, fit),
    quantiles: quantilesOf(seen.error, seen.variance),
    lags: lagsOf({ rows, levels, devices, g0 }, seen),
    gains: gainsOf(devices, fit),
  };
}

function courses({ rows, levels, devices, g0 }: Prepared, { estimate }: DeviceFit): Diagnostics["courses"] {
  const { likelihood, best } = estimate;
  const { up, down } = likelihood.factorsAt(best.x);
  const shown = spaced([...devices.keys()], MOST_COURSES);
  return shown.map((d) => {
    const own = [...rows.device.keys()].filter((i) => rows.device[i] === d).slice(0, MOST_PULSES);
    const gain = likelihood.devices > 0 ? exp(best.x[likelihood.fixed + d]!) : 1;
    let state = 0;
    const model = own.map((i) => {
      if (rows.fresh[i] === 1) state = rows.before[i]!;
      const level = rows.level[i]!;
      const q = exp(best.x[level]!) * gain * rows.width[i]!;
      state = (levels.signs[level]! > 0 ? up : down).move(state, q);
      return state * g0;
    });
    return {
      device: devices[d]!,
      pulse: Float64Array.from(own, (_, k) => k + 1),
      read: Float64Array.from(own, (i) => rows.after[i]! * g0),
      model: Float64Array.from(model),
    };
  });
}

function quantilesOf(error: Float64Array, variance: Float64Array): Diagnostics["quantiles"] {
  const z = error.map((e, k) => e / Math.sqrt(variance[k]!)).filter((x) => !Number.isNaN(x));
  z.sort();
  const at = spaced([...z.keys()], POINTS);
  return {
    normal: Float64Array.from(at, (k) => normalQuantile((k + 0.5) / z.length)),
    measured: Float64Array.from(at, (k) => z[k]!),
  };
}

/** By halving: exact, and fast enough for a picture. */
function normalQuantile(p: number): number {
  let [low, high] = [-8, 8];
  for (let k = 0; k < 50; k++) {
    const middle = 0.5 * (low + high);
    if (cumulative(middle) < p) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

function lagsOf(
  { rows }: Prepared,
  seen: { readonly error: Float64Array; readonly variance: Float64Array; readonly change: Float64Array },
): Diagnostics["lags"] {
  const n = rows.width.length;
  const linked = (i: number): boolean => i > 0 && rows.fresh[i] !== 1;
  // From read to read: a read that is too high makes one change too large and the next too small.
  const changes = Float64Array.from({ length: n }, (_, i) =>
    linked(i)
      ? (rows.after[i]! - rows.after[i - 1]! - seen.change[i]!) / Math.sqrt(seen.variance[2 * i + 1]!)
      : Number.NaN,
  );
  const innovations = Float64Array.from(
    { length: n },
    (_, i) => seen.error[2 * i + 1]! / Math.sqrt(seen.variance[2 * i + 1]!),
  );
  // Residuals of one chain only: no pair goes from one device, or one start, to another.
  const chain = new Int32Array(n);
  for (let i = 1; i < n; i++) chain[i] = chain[i - 1]! + (linked(i) ? 0 : 1);
  const lags = Array.from({ length: LAGS }, (_, k) => k + 1);
  return {
    changes: lags.map((lag) => correlation(changes, lag, chain)),
    innovations: lags.map((lag) => correlation(innovations, lag, chain)),
  };
}

function gainsOf(devices: readonly string[], { estimate }: DeviceFit): Diagnostics["gains"] {
  const { likelihood, best, free, covariance } = estimate;
  if (likelihood.devices === 0) return [];
  return devices.map((device, d) => {
    const place = likelihood.fixed + d;
    const k = free.indexOf(place);
    const sd = k < 0 ? 0 : Math.sqrt(covariance[k * free.length + k]!);
    const x = best.x[place]!;
    return { device, value: exp(x), low: exp(x - Z95 * sd), high: exp(x + Z95 * sd) };
  });
}
