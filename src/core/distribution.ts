/** Numbers that differ from one synapse or neuron to the next: drawn by a law. */
import { exp, ln } from "./elementary.js";
import { cumulative } from "./normal.js";
import type { Random } from "./random.js";

/** Mean and standard deviation are those before `min` and `max`: what is drawn beyond them is drawn again. */
export type Distribution =
  | {
      /** The law. */
      readonly kind: "uniform";
      /** Lowest value. */
      readonly from: number;
      /** Highest value. */
      readonly to: number;
    }
  | {
      /** The law. */
      readonly kind: "normal" | "lognormal";
      /** Mean before anything is drawn again. */
      readonly mean: number;
      /** Standard deviation before anything is drawn again. */
      readonly sd: number;
      /** Lowest value that is kept; -Infinity: any. */
      readonly min: number;
      /** Highest value that is kept; Infinity: any. */
      readonly max: number;
    };

/** Share of the draws that must be kept: a hundred draws for one are affordable. */
const LEAST_KEPT = 0.01;

/** Largest deviation of lognormal numbers, in means: chosen, far beyond anything measured. */
const WIDEST = 1e6;

/** Why numbers cannot be drawn so, in words; undefined where they can. */
export function distributionProblem(d: Distribution): string | undefined {
  if (d.kind === "uniform") return d.from <= d.to ? undefined : `from ${d.from} is above to ${d.to}`;
  if (d.min > d.max) return `min ${d.min} is above max ${d.max}`;
  if (d.kind === "lognormal" && !(d.mean > 0)) return "lognormal numbers have a mean above 0";
  if (d.kind === "lognormal" && !(d.sd / d.mean <= WIDEST))
    return `sd is ${(d.sd / d.mean).toPrecision(3)} times the mean; accepted: at most ${WIDEST} times`;
  const kept = keptShare(d);
  if (kept >= LEAST_KEPT) return undefined;
  return `only ${(100 * kept).toPrecision(2)} % of the draws lie from ${d.min} to ${d.max}; accepted: at least ${100 * LEAST_KEPT} %`;
}

/** @returns  what draws the next number */
export function drawer(d: Distribution): (random: Random) => number {
  if (d.kind === "uniform") return (random) => d.from + (d.to - d.from) * random.uniform();
  const { min, max } = d;
  const one = unbounded(d);
  return (random) => {
    for (;;) {
      const x = one(random);
      if (x >= min && x <= max) return x;
    }
  };
}

/** Of `n` neurons, or synapses row after row, each its number. */
export function valuesOf(d: Distribution, n: number, random: Random): Float64Array {
  const draw = drawer(d);
  return Float64Array.from({ length: n }, () => draw(random));
}

type Bell = Exclude<Distribution, { kind: "uniform" }>;

function unbounded({ kind, mean, sd }: Bell): (random: Random) => number {
  if (kind === "normal") return (random) => mean + sd * random.normal();
  const { mu, sigma } = logarithmic(mean, sd);
  return (random) => exp(mu + sigma * random.normal());
}

/** Mean and deviation of the logarithm. */
function logarithmic(mean: number, sd: number): { readonly mu: number; readonly sigma: number } {
  const variance = ln(1 + (sd / mean) ** 2);
  return { mu: ln(mean) - variance / 2, sigma: Math.sqrt(variance) };
}

function keptShare({ kind, mean, sd, min, max }: Bell): number {
  if (sd === 0) return mean >= min && mean <= max ? 1 : 0;
  const { mu, sigma } = kind === "normal" ? { mu: mean, sigma: sd } : logarithmic(mean, sd);
  const below = (x: number): number => {
    const y = kind === "normal" ? x : x > 0 ? ln(x) : Number.NEGATIVE_INFINITY;
    if (!Number.isFinite(y)) return y > 0 ? 1 : 0;
    return cumulative((y - mu) / sigma);
  };
  return below(max) - below(min);
}
