/**
 * How a rate law stands against the two ratios that the paper states for 14 nm of YSZ, and why one sinh cannot hold
 * both.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.1: about 60x from 2 to 4 V, 1000x to 6 V
 */
import { ln } from "../elementary.js";
import { acosh } from "../hyperbolic.js";
import type { RateLaw } from "./model.js";
import { PROBE_VOLTAGE } from "./probe.js";
import { create as sinhRate } from "./sinh.js";
import { create as sinhSqrtRate } from "./sinh-sqrt.js";

/** r(voltage)/r(2 V), voltages counted from vOc. */
export const ANCHORS = [
  { voltage: 4, ratio: 60 },
  { voltage: 6, ratio: 1000 },
] as const;

export interface AnchorFit {
  /** The law, and what its shape was held to. */
  readonly law: string;
  readonly heldTo: string;
  /** r/r(2 V) at each anchor, insertion side. */
  readonly ratios: readonly number[];
  /** ratio / anchor - 1 at each anchor. */
  readonly deviations: readonly number[];
}

export function anchorFit(law: string, heldTo: string, rate: RateLaw): AnchorFit {
  const at = (x: number): number => rate.rate(rate.vOc + x);
  const ratios = ANCHORS.map(({ voltage }) => at(voltage) / at(PROBE_VOLTAGE));
  return { law, heldTo, ratios, deviations: ratios.map((r, k) => r / ANCHORS[k]!.ratio - 1) };
}

/** v0 (V) of a sinh whose rate grows by `ratio` from 2 to 4 V: sinh 2y = 2 sinh y cosh y. */
export function sinhVoltageFor(ratio: number): number {
  return PROBE_VOLTAGE / acosh(0.5 * ratio);
}

/** v0 (V) of a sinh-sqrt whose rate grows by `ratio` (> 1.5) from 2 to 4 V, by bisection. */
export function sinhSqrtVoltageFor(ratio: number): number {
  // The ratio falls as v0 rises.
  let [low, high] = [1e-4, 100];
  for (let k = 0; k < 200; k++) {
    const middle = Math.sqrt(low * high);
    if (ratioOf(sinhSqrtRate({ voltage: middle }, 0), 0) > ratio) low = middle;
    else high = middle;
  }
  return low;
}

/** Each one-parameter law held to the first anchor, to the second, and as near to both as it comes. */
export function sinhFits(): AnchorFit[] {
  const families = [
    { law: "sinh", create: sinhRate },
    { law: "sinh-sqrt", create: sinhSqrtRate },
  ];
  return families.flatMap(({ law, create }) =>
    [
      { heldTo: "60x at 4 V", weights: [1, 0] },
      { heldTo: "1000x at 6 V", weights: [0, 1] },
      { heldTo: "both, least squares of the logarithm", weights: [1, 1] },
    ].map(({ heldTo, weights }) => {
      const voltage = leastSquares((v0) => {
        const rate = create({ voltage: v0 }, 0);
        return weights.reduce((sum, w, k) => sum + w * ln(ratioOf(rate, k) / ANCHORS[k]!.ratio) ** 2, 0);
      });
      return anchorFit(law, heldTo, create({ voltage }, 0));
    }),
  );
}

function ratioOf(rate: RateLaw, k: number): number {
  return rate.rate(ANCHORS[k]!.voltage) / rate.rate(PROBE_VOLTAGE);
}

/** The v0 of the smallest sum: a coarse look on a logarithmic grid, then golden sections around the best point. */
function leastSquares(sum: (v0: number) => number): number {
  const grid = Array.from({ length: 200 }, (_, k) => 0.01 * 1.03 ** k);
  let best = 0;
  for (const [k, v0] of grid.entries()) if (sum(v0) < sum(grid[best]!)) best = k;
  let low = grid[Math.max(0, best - 1)]!;
  let high = grid[Math.min(grid.length - 1, best + 1)]!;
  const section = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 90; k++) {
    const left = high - section * (high - low);
    const right = low + section * (high - low);
    if (sum(left) < sum(right)) high = right;
    else low = left;
  }
  return 0.5 * (low + high);
}
