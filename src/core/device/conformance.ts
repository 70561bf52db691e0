/**
 * What every device must be for the kernels to be right about it, whoever wrote it: checked by the tests for the
 * presets, and before a run for a user's own.
 */
import type { RateLaw } from "../rate/model.js";
import type { Device } from "./model.js";
import { depress, potentiate, withBounds } from "./state.js";

/** Distances from vOc at which a law is looked at, V. */
const STEPS = Array.from({ length: 60 }, (_, k) => 0.2 * (k + 1));
/** Far outside every table, V: the rate may be infinite there, but must be a number. */
const EXTREME = [30, 100, 1000];
/** Agreement of R(V) with the slow integral of r, relative: kinks of r cost the latter 1e-5. */
const ANTIDERIVATIVE_TOLERANCE = 1e-4;

/** What is wrong with a device, a sentence each; empty if it can be used. */
export function deviceProblems(device: Device): string[] {
  const numbers = numberProblems(device);
  // The state's checks divide by the numbers' differences: nothing to learn from them where those are wrong.
  const state = numbers.length === 0 ? stateProblems(device) : [];
  return [...numbers, ...rateProblems(device.rate), ...state];
}

function numberProblems(device: Device): string[] {
  const problems: string[] = [];
  for (const key of ["gMin", "g0", "gMax", "beta", "d2d", "c2c"] as const)
    if (!Number.isFinite(device[key]) || device[key] < 0)
      problems.push(`${key} is ${device[key]}; it must be finite and not below 0`);
  const { gMin, g0, gMax } = device;
  if (!(gMin < g0 && g0 < gMax))
    problems.push(`gMin < g0 < gMax is needed; they are ${gMin}, ${g0} and ${gMax} S`);
  if (device.bounds !== "soft" && device.bounds !== "hard")
    problems.push(`bounds is "${String(device.bounds)}"; accepted: "soft", "hard"`);
  return problems;
}

function rateProblems(law: RateLaw): string[] {
  const { vOc } = law;
  if (!Number.isFinite(vOc)) return [`vOc is ${vOc}; it must be finite`];
  const problems: string[] = [];
  if (law.rate(vOc) !== 0) problems.push(`r(vOc) is ${law.rate(vOc)} S/s; it must be 0`);
  if (law.antiderivative(vOc) !== 0)
    problems.push(`R(vOc) is ${law.antiderivative(vOc)} S V/s; it must be 0`);
  for (const sign of [1, -1]) problems.push(...branchProblems(law, sign));
  return problems;
}

/** One polarity, outwards from vOc; the first problem of each kind. */
function branchProblems(law: RateLaw, sign: number): string[] {
  const side = sign > 0 ? "above" : "below";
  const problems = new Map<string, string>();
  const report = (kind: string, text: string): void => {
    if (!problems.has(kind)) problems.set(kind, text);
  };
  for (const x of [...STEPS, ...EXTREME]) {
    const v = law.vOc + sign * x;
    if (Number.isNaN(law.rate(v)) || Number.isNaN(law.antiderivative(v)))
      report("number", `r or R is not a number at ${v} V`);
  }
  if (problems.size > 0) return [...problems.values()];

  let before = 0;
  let at = law.vOc;
  for (const x of STEPS) {
    const v = law.vOc + sign * x;
    const r = sign * law.rate(v);
    if (!Number.isFinite(r))
      report("finite", `r is ${law.rate(v)} S/s at ${v} V; it must be finite up to 12 V`);
    if (!(r > 0)) report("sign", `r is ${law.rate(v)} S/s at ${v} V; it must be ${side} 0 ${side} vOc`);
    if (r < before) report("monotone", `|r| falls with |V - vOc| at ${v} V; it must not`);
    if (law.antiderivative(v) < 0) report("negative", `R is below 0 at ${v} V`);
    const exact = law.antiderivative(v) - law.antiderivative(at);
    const slow = midpointIntegral(law, at, v);
    if (!(Math.abs(exact - slow) <= ANTIDERIVATIVE_TOLERANCE * Math.abs(slow)))
      report("integral", `R changes by ${exact} S V/s from ${at} to ${v} V; the integral of r is ${slow}`);
    before = r;
    at = v;
  }
  return [...problems.values()];
}

/** Integral of r from a to b by 1000 midpoints. */
function midpointIntegral(law: RateLaw, a: number, b: number): number {
  const n = 1000;
  let sum = 0;
  for (let k = 0; k < n; k++) sum += law.rate(a + ((b - a) * (k + 0.5)) / n);
  return (sum * (b - a)) / n;
}

function stateProblems(device: Device): string[] {
  const problems = new Set<string>();
  const { gMin, g0, gMax } = device;
  const range = gMax - gMin;
  for (const bounded of [device, withBounds(device, "hard")])
    for (const g of [gMin + 1e-3 * range, g0, gMax - 1e-3 * range])
      for (const amount of [1e-4 * range, 0.3 * range, 1e6 * range]) {
        for (const move of [potentiate, depress]) {
          const whole = move(bounded, g, amount);
          const halves = move(bounded, move(bounded, g, 0.5 * amount), 0.5 * amount);
          const where = `at ${g} S (${bounded.bounds} bounds)`;
          if (!(whole >= gMin && whole <= gMax)) problems.add(`${move.name} leaves the bounds ${where}`);
          // Only at g0: near a bound a high beta rightly leaves too little to see.
          if (g === g0 && (move === potentiate ? whole <= g : whole >= g))
            problems.add(`${move.name} has no effect ${where}`);
          // Rounding of some ten operations, relative to the range.
          if (Math.abs(whole - halves) > 1e-13 * range)
            problems.add(`two halves of a run differ from the whole in ${move.name} ${where}`);
        }
      }
  return [...problems];
}
