/** Potentiation that is systematically stronger or weaker than the voltages are balanced for, in all devices alike. */
import type { ParamTable, Values } from "../../core/params.js";
import type { Departure } from "./model.js";

export const doc = "asymmetry: potentiation times sqrt(ratio), depression divided by it, in all devices";

export const params = {
  ratio: {
    unit: "1",
    default: 1,
    min: 0,
    open: true,
    doc: "potentiation over depression, relative to the balanced device",
    source: "chosen: 1, the ideal: waveforms are balanced for their device",
  },
} as const satisfies ParamTable;

export function write({ ratio }: Values<typeof params>): () => Departure {
  const root = Math.sqrt(ratio);
  const departure = { up: root, down: 1 / root };
  return () => departure;
}
