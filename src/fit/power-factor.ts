/**
 * The power law of the soft bounds: f = u^beta with u = distance to the bound / reference distance, so that
 *
 *   u' = u (1 - (1 - beta) (q / reference) u^(beta - 1))^(1/(1 - beta))
 *
 * as in `core/device/state.ts`, here with slopes and for any state that noise may lead to.
 */
import { exp, ln, lnOnePlus } from "../core/elementary.js";
import type { StateFactor } from "./model.js";

/** A state nearer to its bound (or beyond) counts as this near: reads scatter around the bound. */
const NEAREST = 1e-7;

/**
 * @param bound  gMax for potentiation, gMin for depression
 * @param side  1 where states lie below the bound, -1 where above
 * @param reference  distance of G0 from the bound, above 0
 */
export function powerFactor(bound: number, side: 1 | -1, reference: number, beta: number): StateFactor {
  const distance = (g: number): number => Math.max(NEAREST, (side * (bound - g)) / reference);
  return {
    bound,
    side,
    move(g, q) {
      const room = side * (bound - g);
      if (room <= NEAREST * reference) return g;
      const lnU = ln(room / reference);
      const x = q / reference;
      if (Math.abs(1 - beta) < 1e-9) return bound - side * room * exp(-x);
      const y = -(1 - beta) * x * exp((beta - 1) * lnU);
      if (y <= -1) return bound;
      return bound - side * room * exp(lnOnePlus(y) / (1 - beta));
    },
    value: (g) => exp(beta * ln(distance(g))),
    slope: (g) => (-side * beta * exp((beta - 1) * ln(distance(g)))) / reference,
  };
}
