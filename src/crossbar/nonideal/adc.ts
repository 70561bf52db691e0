/** Conductances as a converter of few bits reports them, full scale 0 to gMax; devices whose own gMax is higher clip. */
import type { ParamTable, Values } from "../../core/params.js";
import type { ReadContext } from "./model.js";

export const doc = "quantisation at the read: the nearest of 2^bits levels from 0 to gMax";

export const params = {
  bits: {
    unit: "1",
    default: 0,
    min: 0,
    max: 24,
    doc: "bits of the converter; 0 = none",
    source: "chosen: 0, the ideal",
  },
} as const satisfies ParamTable;

export const needsFullArray = true;

export function read(g: Float64Array, { bits }: Values<typeof params>, { gMax }: ReadContext): void {
  // Fractions of half a bit are none.
  if (Math.round(bits) === 0) return;
  const top = 2 ** Math.round(bits) - 1;
  const step = gMax / top;
  for (let x = 0; x < g.length; x++) g[x] = step * Math.min(top, Math.max(0, Math.round(g[x]! / step)));
}
