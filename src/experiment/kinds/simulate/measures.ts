import { mean } from "../../../metrics/distribution.js";
import { cutMeasures } from "../../cut-waveforms.js";
import { type Measure, measure } from "../../measure.js";
import { stateName } from "../../synapse-state.js";
import type { SimulateMetrics } from "./result.js";

/** What a simulation measures: spikes of each population, mean conductance of each plastic projection at the end. */
export function simulateMeasures({ events, spikes, conductance, cutWaveforms }: SimulateMetrics): Measure[] {
  return [
    measure("events", "1", events, "ticks with events"),
    ...Object.entries(spikes).map(([name, n]) => measure(`spikes.${name}`, "1", n, `spikes of ${name}`)),
    ...Object.entries(conductance).map(([name, { end, unit = "S" }]) =>
      measure(`conductance.${name}`, unit, meanOfRows(end), `mean ${stateName(unit)} of ${name}`),
    ),
    ...cutMeasures(cutWaveforms),
  ];
}

/** Mean of the source neurons that have synapses; 0 where none has. */
export function meanOfRows(values: readonly (number | null)[]): number {
  const present = values.filter((g) => g !== null);
  return present.length > 0 ? mean(present) : 0;
}
