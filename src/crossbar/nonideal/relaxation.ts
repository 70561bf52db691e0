/**
 * Stretched exponential relaxation, exp(-(t/tau)^s), as a sum of exponentials: with those a device can relax while it is
 * written, each change from when it was made.
 */
import { exp, ln } from "../../core/elementary.js";

export interface Relaxation {
  /** Share of each exponential; 1 together. */
  readonly weight: Float64Array;
  /** Its time constant over tau. */
  readonly tau: Float64Array;
}

/** Two time constants a decade, from those that matter after a ten-thousandth of tau to those that do after ten. */
const PER_DECADE = 2;
const DECADES = [-4, 2] as const;
const TIMES = 161;
const ROUNDS = 4000;

const made = new Map<number, Relaxation>();

/** @param stretch  s, above 0, at most 1 */
export function relaxation(stretch: number): Relaxation {
  const known = made.get(stretch) ?? (stretch === 1 ? single : fitted(stretch));
  made.set(stretch, known);
  return known;
}

const single: Relaxation = { weight: Float64Array.of(1), tau: Float64Array.of(1) };

/** What is left at t/tau of what was there at 0. */
export function stretched(stretch: number, t: number): number {
  return t <= 0 ? 1 : exp(-exp(stretch * ln(t)));
}

/** Shares above or at 0 of the smallest squared misses over the logarithm of time, one after the other. */
function fitted(stretch: number): Relaxation {
  const [from, to] = DECADES;
  const tau = Float64Array.from({ length: (to - from) * PER_DECADE + 1 }, (_, k) =>
    exp((from + k / PER_DECADE) * ln(10)),
  );
  const times = Array.from({ length: TIMES }, (_, k) => exp((-4.5 + (6 * k) / (TIMES - 1)) * ln(10)));
  // All that is there at time 0 counts as much as all other times.
  const rows = [0, ...times].map((t, k) => ({
    left: stretched(stretch, t),
    parts: tau.map((own) => exp(-t / own)),
    worth: k === 0 ? TIMES : 1,
  }));
  const n = tau.length;
  const a = new Float64Array(n * n);
  const b = new Float64Array(n);
  for (const { left, parts, worth } of rows)
    for (let i = 0; i < n; i++) {
      b[i]! += worth * parts[i]! * left;
      for (let j = 0; j < n; j++) a[i * n + j]! += worth * parts[i]! * parts[j]!;
    }
  const weight = new Float64Array(n);
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < n; i++) {
      let slope = b[i]!;
      for (let j = 0; j < n; j++) slope -= a[i * n + j]! * weight[j]!;
      weight[i] = Math.max(0, weight[i]! + slope / a[i * n + i]!);
    }
  const all = weight.reduce((x, y) => x + y, 0);
  const kept = [...weight.keys()].filter((k) => weight[k]! > 1e-6);
  return {
    weight: Float64Array.from(kept, (k) => weight[k]! / all),
    tau: Float64Array.from(kept, (k) => tau[k]!),
  };
}
