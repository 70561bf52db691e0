/** What every rate law must be for integrals over it to be right, ours and a user's own. */
import { defaults } from "../params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  paramsExport,
  textExport,
} from "../part.js";
import type { RateLaw, RateModel } from "./model.js";

/** Distances from vOc at which a law is looked at, V. */
const STEPS = Array.from({ length: 60 }, (_, k) => 0.2 * (k + 1));
/** Far outside every table, V: the rate may be infinite there, but must be a number. */
const EXTREME = [30, 100, 1000];
/** Agreement of R(V) with the slow integral of r, relative: kinks of r cost the latter 1e-5. */
const ANTIDERIVATIVE_TOLERANCE = 1e-4;

/** Open-circuit voltages that each law is made for, V. */
const OPEN_CIRCUIT = [0, -0.2];

/** What every law by formula must keep to; see `RateModel`. */
export const rateContract: Contract<RateModel> = {
  exports: [textExport("doc"), textExport("source"), paramsExport, functionExport("create")],
  problems: rateProblems,
};

function rateProblems(model: RateModel): string[] {
  const problems = new Set(descriptionProblems(model));
  for (const vOc of OPEN_CIRCUIT)
    try {
      const law = model.create(defaults(model.params), vOc);
      if (law.vOc !== vOc) problems.add(`vOc is ${law.vOc} where ${vOc} V was asked for`);
      for (const problem of lawProblems(law)) problems.add(problem);
    } catch (error) {
      problems.add(`throws with its defaults: ${messageOf(error)}`);
    }
  return [...problems];
}

/** What is wrong with a law that has its numbers, a sentence each; empty if it can be used. */
export function lawProblems(law: RateLaw): string[] {
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
