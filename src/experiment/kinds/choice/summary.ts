import { formatQuantity } from "../../../core/units.js";
import { percent } from "../../../core/written.js";
import { cutRows } from "../../cut-waveforms.js";
import { plasticityRows } from "../../plasticity-checks.js";
import type { Row } from "../../text.js";
import type { ChoiceMetrics } from "./result.js";

/** Learning by reward in a few lines for the terminal. */
export function choiceSummary(m: ChoiceMetrics): Row[] {
  const { reversal, conductance } = m;
  const siemens = (g: number) => formatQuantity(g, "S", 3);
  return [
    [
      "trials",
      `${m.trials}${reversal === null ? "" : `, contingency reversed from ${reversal} on`}; chance ${percent(m.chance, 2)}; no answer in ${m.omissions}`,
    ],
    ["signal", `follows ${m.follows}; mean ${m.meanSignal.toFixed(3)} after choices`],
    ...(m.latency === null ? [] : [["time to the first spike", formatQuantity(m.latency, "s", 3)] as const]),
    ...conductance.end.map(
      (row, s): Row => [
        `conductance of stimulus ${s}`,
        row.map((g, c) => `choice ${c}: ${siemens(conductance.start[s]![c]!)} to ${siemens(g)}`).join(", "),
      ],
    ),
    ...cutRows(m.cutWaveforms),
    ...plasticityRows(m.plasticityChecks),
  ];
}
