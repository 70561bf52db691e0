/**
 * Exact integrals of the rate over piecewise-linear voltages. While V goes linearly from V0 to V1 in a time h,
 *
 *   integral of r dt = h (R(V1) - R(V0)) / (V1 - V0)
 *
 * so nothing is sliced. Every segment is split where it crosses vOc: insertion and extraction are wanted apart,
 * and R is even about vOc, so a difference across it would lose the digits of the smaller part.
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";

/** Potentiation p = integral of r+ dt and depression d = integral of |r-| dt, S; both >= 0. */
export interface SignedIntegral {
  /** P: integral of r+, S. */
  p: number;
  /** D: integral of |r-|, S. */
  d: number;
}

/** Below this change of voltage (V), R(V1) - R(V0) has lost digits and r itself is integrated. */
const SMALL_STEP = 10e-3;
/** Largest error of that, relative. */
const TOLERANCE = 1e-13;
/** Halvings down to 1e-10 V: a kink of r within so small a step is below the tolerance. */
const MAX_DEPTH = 26;

// Gauss-Legendre on -1..1 with three and five points, which share the middle (Abramowitz and Stegun, table 25.4).
const X3 = Math.sqrt(3 / 5);
const X5_INNER = Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3;
const X5_OUTER = Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3;
const W5_INNER = (322 + 13 * Math.sqrt(70)) / 1800;
const W5_OUTER = (322 - 13 * Math.sqrt(70)) / 1800;
const W5_MIDDLE = 64 / 225;

/** Net change while V goes linearly from v0 to v1 (V) in h (s), S, before the state factors. */
export function integrateSegment(rate: RateLaw, v0: number, v1: number, h: number): number {
  const { vOc } = rate;
  if ((v0 - vOc) * (v1 - vOc) >= 0) return h * meanRate(rate, v0, v1);
  const before = (h * (vOc - v0)) / (v1 - v0);
  return before * meanRate(rate, v0, vOc) + (h - before) * meanRate(rate, vOc, v1);
}

/** As `integrateSegment`, adding potentiation and depression to `out` apart. */
export function integrateSigned(rate: RateLaw, v0: number, v1: number, h: number, out: SignedIntegral): void {
  const { vOc } = rate;
  if ((v0 - vOc) * (v1 - vOc) >= 0) {
    add(out, h * meanRate(rate, v0, v1));
    return;
  }
  const before = (h * (vOc - v0)) / (v1 - v0);
  add(out, before * meanRate(rate, v0, vOc));
  add(out, (h - before) * meanRate(rate, vOc, v1));
}

/**
 * Potentiation and depression over a gate voltage, S.
 * @param from  start, s; the first knot unless given
 * @param to  end, s; the last knot unless given. Outside the knots 0 V is applied, which moves a device
 *   whose vOc is not 0
 */
export function integrateWaveform(
  rate: RateLaw,
  { t, v }: Waveform,
  from?: number,
  to?: number,
): SignedIntegral {
  const out = { p: 0, d: 0 };
  const first = t[0]!;
  const last = t[t.length - 1]!;
  const begin = from ?? first;
  const end = to ?? last;
  if (begin < first) integrateSigned(rate, 0, 0, Math.min(first, end) - begin, out);
  for (let k = 1; k < t.length; k++) {
    const t0 = t[k - 1]!;
    const t1 = t[k]!;
    const start = Math.max(t0, begin);
    const stop = Math.min(t1, end);
    if (!(stop > start)) continue;
    const slope = (v[k]! - v[k - 1]!) / (t1 - t0);
    const v0 = start === t0 ? v[k - 1]! : v[k - 1]! + slope * (start - t0);
    const v1 = stop === t1 ? v[k]! : v[k - 1]! + slope * (stop - t0);
    integrateSigned(rate, v0, v1, stop - start, out);
  }
  if (end > last) integrateSigned(rate, 0, 0, end - Math.max(last, begin), out);
  return out;
}

function add(out: SignedIntegral, change: number): void {
  if (change > 0) out.p += change;
  else out.d -= change;
}

/** Mean rate on a way from v0 to v1 that does not cross vOc, S/s. */
function meanRate(rate: RateLaw, v0: number, v1: number): number {
  if (v0 === v1) return rate.rate(v0);
  if (Math.abs(v1 - v0) >= SMALL_STEP) return (rate.antiderivative(v1) - rate.antiderivative(v0)) / (v1 - v0);
  return meanOfSmallStep(rate, v0, v1, 0, 1, 0);
}

/**
 * Gauss-Legendre with five points, halved while three points disagree: smooth laws pass at once, and a kink (a
 * node of a table) is closed in on.
 * @param share  width of this part, relative to the whole step
 * @param whole  mean rate over the whole step, to which the tolerance refers (0: this part is the whole)
 */
function meanOfSmallStep(
  rate: RateLaw,
  v0: number,
  v1: number,
  depth: number,
  share: number,
  whole: number,
): number {
  const centre = 0.5 * (v0 + v1);
  const half = 0.5 * (v1 - v0);
  const middle = rate.rate(centre);
  const three = (4 * middle + 2.5 * (rate.rate(centre - X3 * half) + rate.rate(centre + X3 * half))) / 9;
  const five =
    W5_MIDDLE * middle +
    W5_INNER * (rate.rate(centre - X5_INNER * half) + rate.rate(centre + X5_INNER * half)) +
    W5_OUTER * (rate.rate(centre - X5_OUTER * half) + rate.rate(centre + X5_OUTER * half));
  const scale = depth === 0 ? five : whole;
  // "Not above" rather than "below": infinite rates give NaN here, and end the halving.
  if (!(share * Math.abs(five - three) > TOLERANCE * Math.abs(scale)) || depth === MAX_DEPTH) return five;
  return (
    0.5 *
    (meanOfSmallStep(rate, v0, centre, depth + 1, 0.5 * share, scale) +
      meanOfSmallStep(rate, centre, v1, depth + 1, 0.5 * share, scale))
  );
}
