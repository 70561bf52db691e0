/** Electrochemical ionic synapse with 7 nm of YSZ: the ns device of Huang et al., Adv. Mater. (2025). */
import { eisYsz } from "./eis-ysz.js";
import type { Device } from "./model.js";

export { params } from "./eis-ysz.js";

export const doc = "electrochemical ionic synapse, WO3 / 7 nm YSZ / PdHx, protons (ns waveforms)";

export const rateSource =
  "assumed: the model behind the 14 nm table (field-enhanced hopping in series with two Butler-Volmer interfaces) " +
  "with the field doubled; Huang 2025, sec. 2.6 says only that a thinner electrolyte is faster, and shows ns " +
  "operation at 10 V with 7 nm (fig. 7c). Extraction assumed as fast as insertion. 20 °C";

/** Electrolyte, m. Huang 2025, sec. 2.1 and fig. 7c: 7 nm. */
export const thickness = 7e-9;

/** |r| every 0.5 V from 0.5 V, nS/s. */
// biome-ignore format: four to a row, one row for every 2 V
const RATES = [
  3.826951e-6, 0.0005393031, 0.0755649, 6.522493,
  53.27652, 197.4178, 680.17, 2328.883,
  7969.794, 27272.62, 93326.51, 319361.8,
  1092851, 3739719, 12797260, 43792010,
  149855600, 512803300, 1754805000, 6004913000,
  20548720000, 70317380000, 240624900000, 823414600000,
];

/** @throws RangeError naming the parameter that does not fit */
export function create(values: Readonly<Record<string, number>>): Device {
  return { ...eisYsz("eis-ysz7", RATES, values), electrolyte: thickness };
}
