import { formatQuantity } from "../../../core/units.js";
import { cutRows } from "../../cut-waveforms.js";
import { plasticityRows } from "../../plasticity-checks.js";
import { type StateUnit, stateName, stateValue } from "../../synapse-state.js";
import type { Row } from "../../text.js";
import { meanOfRows } from "./measures.js";
import type { SimulateMetrics } from "./result.js";

/** A simulation in a few lines for the terminal. */
export function simulateSummary(m: SimulateMetrics): Row[] {
  return [
    ["simulated", `${formatQuantity(m.duration, "s")} in ${m.seconds.toFixed(2)} s, ${m.events} events`],
    ...Object.entries(m.spikes).map(([name, count]): Row => [`spikes of ${name}`, String(count)]),
    ...Object.entries(m.conductance).map(
      ([name, { start, end, unit }]): Row => [
        `${stateName(unit)} of ${name}`,
        `mean ${meanOf(start, unit)} at the start, ${meanOf(end, unit)} at the end${strongest(end)}`,
      ],
    ),
    ...cutRows(m.cutWaveforms),
    ...plasticityRows(m.plasticityChecks),
    ...slowRows(m.inTypeScript),
    ...(m.threads === undefined ? [] : [["threads", threadsOf(m.threads, m.sharedPart)] as Row]),
  ];
}

function threadsOf(threads: number, part = 1): string {
  const percent = Math.round(100 * part);
  return percent === 100
    ? String(threads)
    : `${threads} in ${percent || "less than 1"} % of the ticks, else 1`;
}

/** What has no compiled kernel, and takes longer. */
export function slowRows(names: readonly string[] | undefined): Row[] {
  return names ? [["computed in TypeScript", `${names.join(", ")}: there is no compiled kernel for it`]] : [];
}

function meanOf(values: readonly (number | null)[], unit: StateUnit | undefined): string {
  return stateValue(meanOfRows(values), unit);
}

/** Which source neurons have the strongest synapses. */
function strongest(end: readonly (number | null)[]): string {
  const joined = end.flatMap((g, i) => (g === null ? [] : [{ g, i }]));
  if (joined.length < 2) return "";
  const order = joined.sort((a, b) => b.g - a.g || a.i - b.i);
  const first = order.slice(0, Math.min(10, Math.floor(order.length / 2))).map(({ i }) => i);
  return `; strongest: inputs ${first.sort((a, b) => a - b).join(", ")}`;
}
