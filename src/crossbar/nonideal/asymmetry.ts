/** Potentiation that is systematically stronger or weaker than the voltages are balanced for, in all devices alike. */
import type { ParamTable } from "../../core/params.js";

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

/** Factors on potentiation and depression. */
export function asymmetryFactors(ratio: number): readonly [up: number, down: number] {
  const root = Math.sqrt(ratio);
  return [root, 1 / root];
}
