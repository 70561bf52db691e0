/** Error of a read, relative to the conductance that is read; one draw for each device. */
import type { ParamTable, Values } from "../../core/params.js";
import type { ReadContext } from "./model.js";

export const doc =
  "read noise: a relative error of each device's conductance, drawn once for a frozen network";

export const params = {
  sigma: {
    unit: "1",
    default: 0,
    min: 0,
    doc: "relative standard deviation",
    source: "chosen: 0, the ideal; the paper gives no read noise",
  },
} as const satisfies ParamTable;

export function read(g: Float64Array, { sigma }: Values<typeof params>, { random }: ReadContext): void {
  for (let x = 0; x < g.length; x++) g[x] = Math.max(0, g[x]! * (1 + sigma * random.normal()));
}
