/** Electrochemical ionic synapse with 14 nm of YSZ: the ms and us devices of Huang et al., Adv. Mater. (2025). */
import { eisYsz } from "./eis-ysz.js";
import type { Device } from "./model.js";

export { params } from "./eis-ysz.js";

export const doc = "electrochemical ionic synapse, WO3 / 14 nm YSZ / PdHx, protons (ms and us waveforms)";

export const rateSource =
  "Huang 2025, sec. 2.1: r(4 V)/r(2 V) about 60 and r(6 V)/r(2 V) about 1000. Assumed: 5 nS/s at 2 V (the paper " +
  "prints no rates), the other nodes (field-enhanced hopping in series with two Butler-Volmer interfaces, fitted " +
  "to those ratios), and extraction as fast as insertion (no rates for V < 0 in the text). 20 °C";

/** Electrolyte, m. Huang 2025, sec. 2.1: 7 or 14 nm. */
export const thickness = 14e-9;

/** |r| every 0.5 V from 0.5 V, nS/s. */
// biome-ignore format: four to a row, one row for every 2 V
const RATES = [
  3.82695e-6, 0.0005392809, 0.07513496, 5,
  28.02805, 69.4191, 146.9231, 300,
  607.2922, 1226.752, 2476.8, 5000,
  10093.35, 20375, 41130.03, 83027.16,
  167602.8, 338331.5, 682973, 1378684,
  2783080, 5618066, 11340910, 22893330,
];

/** @throws RangeError naming the parameter that does not fit */
export function create(values: Readonly<Record<string, number>>): Device {
  return { ...eisYsz("eis-ysz14", RATES, values), electrolyte: thickness };
}
