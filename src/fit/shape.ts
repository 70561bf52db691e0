/** Which numbers a form of the state factors has, and the factors made from them. */
import { exp, ln } from "../core/elementary.js";
import type { StateFactor } from "./model.js";
import { powerFactor } from "./power-factor.js";

export interface Factors {
  readonly up: StateFactor;
  readonly down: StateFactor;
}

export interface Shape {
  /** Names of the numbers, and which factor each belongs to. */
  readonly names: readonly string[];
  readonly sides: readonly (1 | -1)[];
  factors(values: ArrayLike<number>): Factors;
}

/** Numbers of the power law, in the order of `names`. */
export interface Power {
  readonly betaPlus: number;
  readonly betaMinus: number;
  readonly gMax: number;
  readonly gMin: number;
}

/** The power law; its numbers are ln beta+, ln beta-, ln(gMax - G0), ln(G0 - gMin). @param g0  the gauge: f+(g0) = f-(g0) = 1 */
export function power(g0: number): Shape & {
  values(of: Power): number[];
  numbers(values: ArrayLike<number>): Power;
} {
  const numbers = (v: ArrayLike<number>): Power => ({
    betaPlus: exp(v[0]!),
    betaMinus: exp(v[1]!),
    gMax: g0 + exp(v[2]!),
    gMin: g0 - exp(v[3]!),
  });
  return {
    names: ["betaPlus", "betaMinus", "gMax", "gMin"],
    sides: [1, -1, 1, -1],
    numbers,
    values: ({ betaPlus, betaMinus, gMax, gMin }) => [
      ln(betaPlus),
      ln(betaMinus),
      ln(gMax - g0),
      ln(g0 - gMin),
    ],
    factors(v) {
      const { betaPlus, betaMinus, gMax, gMin } = numbers(v);
      return {
        up: powerFactor(gMax, 1, gMax - g0, betaPlus),
        down: powerFactor(gMin, -1, g0 - gMin, betaMinus),
      };
    },
  };
}
