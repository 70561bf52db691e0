/**
 * Error of a read, relative to the conductance that is read; one draw for each device. No conductance is read as negative,
 * and the mean of what is read is right at any deviation: see `rectifiedNormal`.
 */
import type { ParamTable, Values } from "../../core/params.js";
import { MOST_DEVIATION, rectified, rectifiedNormal } from "../../core/rectified-normal.js";
import type { ReadContext } from "./model.js";

export const doc =
  "read noise: a relative error of each device's conductance, drawn once for a frozen network";

export const params = {
  sigma: {
    unit: "1",
    default: 0,
    min: 0,
    max: MOST_DEVIATION,
    doc: "relative standard deviation",
    source: "chosen: 0, the ideal; the paper gives no read noise",
  },
} as const satisfies ParamTable;

export function read(g: Float64Array, { sigma }: Values<typeof params>, { random }: ReadContext): void {
  const factors = rectifiedNormal(sigma);
  for (let x = 0; x < g.length; x++) g[x] = g[x]! * rectified(factors, random.normal());
}
