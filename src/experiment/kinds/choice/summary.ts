import { formatQuantity } from "../../../core/units.js";
import { percent } from "../../../core/written.js";
import { cutRows } from "../../cut-waveforms.js";
import { plasticityRows } from "../../plasticity-checks.js";
import { stateName, stateValue } from "../../synapse-state.js";
import type { Row } from "../../text.js";
import type { ChoiceMetrics } from "./result.js";

/** Learning by reward in a few lines for the terminal. */
export function choiceSummary(m: ChoiceMetrics): Row[] {
  const { reversal, conductance } = m;
  const value = (g: number) => stateValue(g, conductance.unit);
  return [
    [
      "trials",
      `${m.trials}${reversal === null ? "" : `, contingency reversed from ${reversal} on`}; chance ${percent(m.chance, 2)}; no answer in ${m.omissions}`,
    ],
    ["signal", `follows ${m.follows}; mean ${m.meanSignal.toFixed(3)} after choices`],
    ...(m.latency === null ? [] : [["time to the first spike", formatQuantity(m.latency, "s", 3)] as const]),
    ...conductance.end.map(
      (row, s): Row => [
        `${stateName(conductance.unit)} of stimulus ${s}`,
        row.map((g, c) => `choice ${c}: ${value(conductance.start[s]![c]!)} to ${value(g)}`).join(", "),
      ],
    ),
    ...cutRows(m.cutWaveforms),
    ...plasticityRows(m.plasticityChecks),
  ];
}
