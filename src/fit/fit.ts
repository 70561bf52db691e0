/** The fit of a device to its pulses: numbers with 95 % intervals. */
import { exp } from "../core/elementary.js";
import { Z975 } from "../core/normal.js";
import { boundSeen } from "./bound-seen.js";
import { begin, beginTable, type Estimate, estimate } from "./estimate.js";
import { likeliest, type Profiled, profiled, type StateRows, stateRows } from "./form.js";
import type { Prepared } from "./prepare.js";
import { type Limit, profileLimit } from "./profile.js";
import { studentQuantile } from "./quantiles.js";
import { spreadLimits } from "./spread.js";
import type { TableShape } from "./table-shape.js";

/** A number and its 95 % interval, SI; null where the data give none. */
export interface Estimated {
  readonly value: number | null;
  readonly ci95: readonly [low: number | null, high: number | null];
}

export interface DeviceFit {
  readonly betaPlus: Estimated;
  readonly betaMinus: Estimated;
  readonly gMin: Estimated;
  readonly gMax: Estimated;
  readonly c2c: Estimated;
  readonly d2d: Estimated;
  readonly readNoise: Estimated;
  /** Signed rates at G0 and the mean gain, S/s. */
  readonly rates: readonly ({ readonly voltage: number } & Estimated)[];
  readonly g0: number;
  readonly devices: number;
  readonly pulses: number;
  /** Share of reads or changes that are of another kind than the rest. */
  readonly outliers: number;
  /** The numbers of the largest likelihood, also where the data give only a bound: what a device is made from. */
  readonly likeliest: Readonly<
    Record<"betaPlus" | "betaMinus" | "gMin" | "gMax" | "c2c" | "d2d" | "readNoise", number>
  > & { readonly rates: readonly number[] };
  /** Fall of the log likelihood along each number of the state factors. */
  readonly profiles: Readonly<Record<string, readonly { readonly value: number; readonly fall: number }[]>>;
  readonly estimate: Estimate;
  /** State factors by tables, where those were asked for; there are no exponents then. */
  readonly stateFactor?: StateRows;
  readonly table?: TableShape;
  /** What tables are better than the power law: rise of the log likelihood, and how many numbers they have more. */
  readonly overPower?: { readonly rise: number; readonly numbers: number };
}

/** Form of the state factors. */
export type StateChoice = "power" | "table";

/** Deviation of a logarithm above which the data give no more than a bound. */
const LOOSE = 0.7;
/** Deviation of a logarithm below which an interval is as wide on both sides as the curvature says. */
const CLEAR = 0.2;
/** Fall of log likelihood at a bound of 95 % on one side. */
const ONE_SIDED = 1.353;

export function fitDevice(prepared: Prepared, state: StateChoice = "power"): DeviceFit {
  const { rows, levels, devices } = prepared;
  let begun = begin(rows, levels, devices.length);
  let best = estimate(begun);
  const byPower = best;
  let table: TableShape | undefined;
  if (state === "table") {
    const tables = beginTable(best);
    [begun, table] = [tables, tables.shape];
    best = estimate(begun, { x: begun.x, held: best.held });
  }
  let limits = limitsOf(best, profiled(best, table));
  // A profile may find a better place than the search did.
  for (let again = 0; limits.better; again++) {
    best = estimate(begun, { x: limits.better, held: best.held });
    limits = limitsOf(best, profiled(best, table), again > 2);
  }
  const fit = report(prepared, best, limits, table);
  if (!table) return fit;
  const rise = best.best.value - byPower.best.value;
  return { ...fit, overPower: { rise, numbers: best.likelihood.size - byPower.likelihood.size } };
}

interface ShapeLimits {
  readonly limits: ReadonlyMap<string, { low: Limit; high: Limit }>;
  readonly better?: Float64Array;
}

function freedomOf({ likelihood, free }: Estimate): { freedom: number; inflation: number } {
  const { error } = likelihood.first;
  let count = 0;
  for (let k = 0; k < error.length; k++) if (!Number.isNaN(error[k]!)) count++;
  const freedom = Math.max(3, count - free.length);
  return { freedom, inflation: Math.sqrt(count / freedom) };
}

function limitsOf(best: Estimate, numbers: readonly Profiled[], whatever = false): ShapeLimits {
  const t = studentQuantile(freedomOf(best).freedom);
  const threshold = 0.5 * t * t;
  const none: Limit = { x: undefined, course: [] };
  const limits = new Map<string, { low: Limit; high: Limit }>();
  for (const { name, place } of numbers) {
    if (best.absent.has(place)) {
      limits.set(name, { low: none, high: none });
      continue;
    }
    const low = profileLimit(best, place, -1, threshold);
    if (low.better && !whatever) return { limits, better: low.better };
    const high = profileLimit(best, place, 1, threshold);
    if (high.better && !whatever) return { limits, better: high.better };
    limits.set(name, { low, high });
  }
  return { limits };
}

function report(
  prepared: Prepared,
  best: Estimate,
  { limits }: ShapeLimits,
  table: TableShape | undefined,
): DeviceFit {
  const { rows, levels, devices, g0 } = prepared;
  const { likelihood, held, absent } = best;
  const { fixed } = likelihood;
  const { x } = best.best;
  const { freedom, inflation } = freedomOf(best);
  const t = studentQuantile(freedom);
  const numbers = likeliest(best, table);
  const profiles = profiled(best, table);
  const known = (name: string): Profiled | undefined =>
    profiles.find((p) => p.name === name && !absent.has(p.place));
  const si = ({ name, back }: Profiled, y: number): number => (name.startsWith("g") ? g0 : 1) * back(y);
  // An exponent that cannot be told from 0 leaves nothing by which a bound acts from afar.
  const boundKnown = (sign: 1 | -1): boolean => {
    const beta = limits.get(sign > 0 ? "betaPlus" : "betaMinus");
    return table !== undefined || beta?.low.x !== undefined || boundSeen(best, sign);
  };
  const shapeOf = (name: string): Estimated => {
    const number = known(name);
    if (!number) return { value: null, ci95: [null, null] };
    const { low, high } = limits.get(name)!;
    const of = (x: number | undefined): number | null => (x === undefined ? null : si(number, x));
    // gMin falls with its number.
    const seen = !name.startsWith("g") || boundKnown(name === "gMin" ? -1 : 1);
    const ci95: Estimated["ci95"] =
      name === "gMin" ? [seen ? of(high.x) : null, of(low.x)] : [of(low.x), seen ? of(high.x) : null];
    const bounded = name === "gMin" ? ci95[1] !== null : ci95[0] !== null && ci95[1] !== null;
    return { value: bounded ? si(number, x[number.place]!) : null, ci95 };
  };

  const deviation = (at: number): number => {
    const k = best.free.indexOf(at);
    return k < 0 ? Number.POSITIVE_INFINITY : Math.sqrt(best.covariance[k * best.free.length + k]!);
  };
  const scatterOf = (at: number, unit: number): Estimated => {
    const sd = deviation(at);
    const scale = unit * inflation;
    const value = scale * exp(x[at]!);
    if (sd < CLEAR) return { value, ci95: [value * exp(-t * sd), value * exp(t * sd)] };
    // Noise may be too small to be seen: the likelihood then never falls towards 0.
    const { x: low } = profileLimit(best, at, -1, 0.5 * t * t);
    const { x: high } = profileLimit(best, at, 1, low === undefined ? ONE_SIDED : 0.5 * t * t);
    const of = (y: number | undefined): number | null => (y === undefined ? null : scale * exp(y));
    return { value: low === undefined ? null : value, ci95: [of(low), of(high)] };
  };

  const spread = held.spread;
  const relative = (s: number): number => Math.sqrt(exp(s * s) - 1);
  const several = likelihood.devices > 1;
  const ends = several ? spreadLimits(best) : { low: undefined, high: undefined };
  const d2d: Estimated = several
    ? {
        value: relative(spread),
        ci95: [
          ends.low === undefined ? null : relative(ends.low),
          ends.high === undefined ? null : relative(ends.high),
        ],
      }
    : { value: null, ci95: [null, null] };

  // The mean gain is 1; the number in the vector is the median's.
  const toMean = several ? exp(0.5 * spread * spread) : 1;
  const rates = levels.voltages.map((voltage, k) => {
    const sign = levels.signs[k]!;
    const sd = deviation(k);
    const value = g0 * toMean * exp(x[k]!);
    const signed = (low: number | null, high: number | null): Estimated["ci95"] =>
      sign > 0 ? [low, high] : [high === null ? null : -high, low === null ? null : -low];
    if (sd < LOOSE) {
      const tk = rateQuantile(sd, several ? (spread * spread) / devices.length : 0, devices.length, freedom);
      return { voltage, value: sign * value, ci95: signed(value * exp(-tk * sd), value * exp(tk * sd)) };
    }
    const { x: high } = profileLimit(best, k, 1, ONE_SIDED);
    return { voltage, value: null, ci95: signed(null, high === undefined ? null : g0 * toMean * exp(high)) };
  });

  const courses = Object.fromEntries(
    profiles.flatMap((number) => {
      if (absent.has(number.place)) return [];
      const { low, high } = limits.get(number.name)!;
      const course = [...low.course, { x: x[number.place]!, fall: 0 }, ...high.course];
      const points = course.map(({ x: y, fall }) => ({ value: si(number, y), fall }));
      return [[number.name, points.sort((a, b) => a.value - b.value)]];
    }),
  );
  const c2c = scatterOf(fixed - 2, 1);
  const readNoise = scatterOf(fixed - 1, g0);
  return {
    betaPlus: shapeOf("betaPlus"),
    betaMinus: shapeOf("betaMinus"),
    gMin: shapeOf("gMin"),
    gMax: shapeOf("gMax"),
    c2c,
    d2d,
    readNoise,
    rates,
    g0,
    devices: devices.length,
    pulses: rows.width.length,
    outliers: held.outliers.share,
    likeliest: {
      betaPlus: known("betaPlus") ? numbers.betaPlus : 1,
      betaMinus: known("betaMinus") ? numbers.betaMinus : 1,
      gMin: g0 * Math.max(0, numbers.gMin),
      gMax: g0 * numbers.gMax,
      c2c: inflation * exp(x[fixed - 2]!),
      d2d: several ? relative(spread) : 0,
      readNoise: inflation * g0 * exp(x[fixed - 1]!),
      rates: levels.voltages.map((_, k) => levels.signs[k]! * g0 * toMean * exp(x[k]!)),
    },
    profiles: courses,
    estimate: best,
    ...(table ? { stateFactor: stateRows(best, table, g0, t), table } : {}),
  };
}

/**
 * The quantile for a rate: the part of its variance that comes from the choice of devices is known with few degrees of
 * freedom (Welch and Satterthwaite).
 */
function rateQuantile(sd: number, between: number, devices: number, freedom: number): number {
  const within = Math.max(0, sd * sd - between);
  if (devices < 2 || !(between > 0)) return studentQuantile(freedom);
  const all = within + between;
  const effective = (all * all) / ((within * within) / freedom + (between * between) / (devices - 1));
  return Math.max(Z975, studentQuantile(effective));
}

/** The line that a program reads. */
export function fitJson(fit: DeviceFit): string {
  const { betaPlus, betaMinus, gMin, gMax, c2c, d2d, readNoise, rates, devices, pulses, g0, outliers } = fit;
  const { stateFactor, overPower } = fit;
  return JSON.stringify({
    betaPlus,
    betaMinus,
    gMin,
    gMax,
    c2c,
    d2d,
    readNoise,
    rates: rates.map(({ voltage, value, ci95 }) => ({ voltage, value, ci95 })),
    devices,
    pulses,
    g0,
    outliers: outliers < 1.01e-4 ? 0 : outliers,
    ...(stateFactor ? { stateFactor, overPower } : {}),
  });
}
