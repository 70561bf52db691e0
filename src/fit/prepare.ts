/** From pulses as they were measured to rows of the likelihood: voltages, signs, chains, the gauge. */
import type { Levels, PulseRows } from "./model.js";
import { median } from "./robust.js";
import { readScale } from "./start.js";

/** One pulse, SI. */
export interface MeasuredPulse {
  readonly device: string;
  readonly voltage: number;
  readonly width: number;
  /** Undefined where it is the read after the pulse before. */
  readonly before: number | undefined;
  readonly after: number;
}

export interface Prepared {
  readonly rows: PulseRows;
  readonly levels: Levels;
  readonly devices: readonly string[];
  /** The gauge, S: f+(G0) = f-(G0) = 1. Rows are in units of it. */
  readonly g0: number;
}

/** Data that no device can be fitted to, in words. */
export class FitError extends Error {
  override readonly name = "FitError";
}

/** Voltages this near count as one, V. */
const SAME_VOLTAGE = 5e-4;
const MOST_LEVELS = 60;
/** Where reads often fall on it: the G0 of the presets, S. */
const USUAL_G0 = 1000e-9;
/** Reads of one state differ by less than this many deviations. */
const FAR = 6;

/** @throws FitError */
export function prepare(pulses: readonly MeasuredPulse[], givenG0?: number): Prepared {
  if (pulses.length < 8)
    throw new FitError(
      `${pulses.length} pulses are too few for a fit; accepted: 8 or more (a hundred or more are useful)`,
    );
  const devices = [...new Set(pulses.map((p) => p.device))];
  // Device after device, each in its own order.
  const sorted = devices.flatMap((name) => pulses.filter((p) => p.device === name));
  const before = sorted.map((p, i) => p.before ?? sorted[i - 1]!.after);
  const after = sorted.map((p) => p.after);
  const g0 = gauge([...before, ...after], givenG0);
  const voltages = distinct(sorted.map((p) => p.voltage));
  if (voltages.length > MOST_LEVELS)
    throw new FitError(
      `${voltages.length} different voltages; accepted: at most ${MOST_LEVELS}, each with several pulses (round them)`,
    );
  const level = Int32Array.from(sorted, ({ voltage }) => nearest(voltages, voltage));
  const signs = signsOf(voltages, level, before, after);
  const index = new Map(devices.map((name, k) => [name, k]));
  const device = Int32Array.from(sorted, (p) => index.get(p.device)!);
  const rows = {
    device,
    level,
    width: Float64Array.from(sorted, (p) => p.width),
    before: Float64Array.from(before, (g) => g / g0),
    after: Float64Array.from(after, (g) => g / g0),
    fresh: new Uint8Array(sorted.length),
  };
  chain(rows, sorted);
  return { rows, levels: { voltages, signs }, devices, g0 };
}

/** Which rows go on from the one before, and which of their reads are its read. */
function chain(rows: PulseRows, sorted: readonly MeasuredPulse[]): void {
  const { before, after, device, fresh } = rows;
  const n = before.length;
  let [links, shared] = [0, 0];
  for (let i = 1; i < n; i++) {
    if (device[i] !== device[i - 1]) continue;
    links++;
    if (before[i] === after[i - 1]) shared++;
  }
  const oneRead = shared > 0.5 * links;
  const gate = FAR * Math.SQRT2 * Math.max(1e-7, readScale({ ...rows }));
  for (let i = n - 1; i >= 0; i--) {
    if (i === 0 || device[i] !== device[i - 1]) fresh[i] = 1;
    else if (sorted[i]!.before === undefined || before[i] === after[i - 1]) before[i] = Number.NaN;
    else if (oneRead || Math.abs(before[i]! - after[i - 1]!) > gate) fresh[i] = 1;
  }
}

function distinct(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const v of sorted) {
    const last = groups.at(-1);
    if (last && v - last[0]! < SAME_VOLTAGE && v < 0 === last[0]! < 0) last.push(v);
    else groups.push([v]);
  }
  return groups.map((g) => median(g));
}

function nearest(voltages: readonly number[], v: number): number {
  let best = 0;
  for (const [k, other] of voltages.entries())
    if (Math.abs(other - v) < Math.abs(voltages[best]! - v)) best = k;
  return best;
}

/** @throws FitError where most voltages change the conductance against their sign */
function signsOf(
  voltages: readonly number[],
  level: Int32Array,
  before: readonly number[],
  after: readonly number[],
): (1 | -1)[] {
  let [along, against] = [0, 0];
  const signs = voltages.map((v, k): 1 | -1 => {
    const changes = [...level.keys()].filter((i) => level[i] === k).map((i) => after[i]! - before[i]!);
    const usual = v > 0 ? 1 : -1;
    const middle = median(changes);
    const scatter = median(changes.map((c) => Math.abs(c - middle))) / 0.67;
    const sure = Math.abs(middle) > (4 * scatter) / Math.sqrt(changes.length) && changes.length > 2;
    if (!sure) return usual;
    if (middle > 0 === v > 0) along++;
    else against++;
    return middle > 0 ? 1 : -1;
  });
  if (against > along)
    throw new FitError(
      `voltages above 0 lower the conductance and voltages below 0 raise it (${against} of ${along + against} voltages); accepted: the sign of the gate voltage that raises it as +, so change the signs of the voltages`,
    );
  return signs;
}

/** @throws FitError for a gauge outside the reads */
function gauge(reads: readonly number[], given: number | undefined): number {
  const sorted = Float64Array.from(reads).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [low, high] = [at(0.05), at(0.95)];
  if (!(high > low)) throw new FitError("all conductances are equal; accepted: pulses that change it");
  if (given !== undefined) {
    if (given > low && given < high) return given;
    throw new FitError(
      `G0 of ${given} S is outside of what was measured; accepted: ${low} S to ${high} S (5 to 95 % of the reads)`,
    );
  }
  if (USUAL_G0 > low + 0.1 * (high - low) && USUAL_G0 < high - 0.1 * (high - low)) return USUAL_G0;
  return Number((0.5 * (low + high)).toPrecision(2));
}
