/** A device that can only be held at a number of equally spaced conductances. */
import type { ParamTable, Values } from "../../core/params.js";
import type { ReadContext } from "./model.js";

export const doc = "finite number of states: the nearest of equally spaced conductances from gMin to gMax";

export const params = {
  count: {
    unit: "1",
    default: 0,
    min: 0,
    doc: "states from gMin to gMax, both included; 0 = a continuum",
    source: "chosen: 0, the ideal. The paper's devices are analogue; no number of states is given",
  },
} as const satisfies ParamTable;

/** Learning itself stays continuous: rounding every event would swallow those below half a step. */
export function read(
  g: Float64Array,
  { count }: Values<typeof params>,
  { gMin, gMax, range }: ReadContext,
): void {
  if (Math.round(count) === 0) return;
  const steps = Math.max(1, Math.round(count) - 1);
  for (let x = 0; x < g.length; x++) {
    const low = range ? range.low[x]! : gMin;
    const step = ((range ? range.high[x]! : gMax) - low) / steps;
    const k = Math.min(steps, Math.max(0, Math.round((g[x]! - low) / step)));
    g[x] = low + k * step;
  }
}
