/** What the YSZ presets share: an electrochemical ionic synapse of WO3 / YSZ / PdHx, working ion H+. */
import { defaults, outOfBounds, type ParamTable } from "../params.js";
import { tableRate } from "../rate/table.js";
import { MOST_DEVIATION } from "../rectified-normal.js";
import { withAspect } from "./geometry.js";
import type { Device } from "./model.js";

export const params = {
  gMin: {
    unit: "S",
    default: 50e-9,
    min: 0,
    doc: "smallest conductance at width = length",
    source: "assumed: the paper gives no range for its STDP devices (10-100 nS in its d2d test)",
  },
  g0: {
    unit: "S",
    default: 1000e-9,
    min: 0,
    open: true,
    doc: "conductance at which the rate table was taken: f+(g0) = f-(g0) = 1 (at width = length)",
    source: "Huang 2025, experimental section: about 1000 nS before each STDP measurement",
  },
  gMax: {
    unit: "S",
    default: 4000e-9,
    min: 0,
    open: true,
    doc: "largest conductance at width = length",
    source:
      "assumed: trains of spikes then cycle over 12x; Huang 2025, sec. 2.5 and fig. 6 states more than 10x",
  },
  beta: {
    unit: "1",
    default: 1,
    min: 0,
    doc: "exponent of the soft bounds",
    source: "assumed: linear, the simplest; the paper shows saturation in fig. 6 but gives no law",
  },
  vOc: {
    unit: "V",
    default: 0,
    min: -0.3,
    max: 0,
    doc: "open-circuit voltage: gate voltage of no net ion flow",
    source: "Huang 2025, sec. 2.1: -0.3 to 0 V, depending on the proton content of WO3; 0 V assumed",
  },
  d2d: {
    unit: "1",
    default: 0.06,
    min: 0,
    max: MOST_DEVIATION,
    doc: "relative standard deviation of the rate between devices (lognormal)",
    source: "Huang 2025, sec. 2.6 and Table 1: about 6 % (at 10-100 nS)",
  },
  c2c: {
    unit: "1",
    default: 0.05,
    min: 0,
    max: MOST_DEVIATION,
    doc: "relative standard deviation of each event's change",
    source:
      "Huang 2025, sec. 2.6 and fig. 7d: mean |dG - fit| below 5 % at all time scales; taken as the standard " +
      "deviation, of which that mean is 0.8 times",
  },
  readVoltage: {
    unit: "V",
    default: 0.1,
    min: 0,
    open: true,
    doc: "bias of the channel while it is read",
    source: "Huang 2025, experimental section: 0.1 V",
  },
  width: {
    unit: "m",
    default: 3e-6,
    min: 0,
    open: true,
    doc: "channel width; conductances and rates go with width over length",
    source: "Huang 2025, sec. 2.1 and fig. 1b: 3 to 40 um, for example 3 um x 3 um",
  },
  length: {
    unit: "m",
    default: 3e-6,
    min: 0,
    open: true,
    doc: "channel length",
    source: "Huang 2025, sec. 2.1 and fig. 1b: 3 to 40 um, for example 3 um x 3 um",
  },
} as const satisfies ParamTable;

/** Gate voltages (relative to vOc) of both presets' tables, V. */
export const NODES: readonly number[] = Array.from({ length: 24 }, (_, k) => 0.5 * (k + 1));

/** Gate voltage (relative to vOc) up to which the paper measured rates, V. Huang 2025, fig. 2. */
const MEASURED = 6;

/** Temperature that the tables hold for, K: 20 °C, at which the paper gives its PdHx composition. */
export const TEMPERATURE = 293.15;

/**
 * @param ratesNanosiemens  |r| at `NODES`, nS/s, both polarities
 * @param values  of `params`; a default where left out
 * @throws RangeError naming the parameter that does not fit
 */
export function eisYsz(
  name: string,
  ratesNanosiemens: readonly number[],
  values: Readonly<Record<string, number>>,
): Device {
  const v = { ...defaults(params), ...values };
  for (const [key, param] of Object.entries(params)) {
    const problem = outOfBounds(param, v[key as keyof typeof params]);
    if (problem) throw new RangeError(`${key} ${problem}`);
  }
  if (!(v.gMin < v.g0 && v.g0 < v.gMax))
    throw new RangeError(`gMin < g0 < gMax is needed; they are ${v.gMin}, ${v.g0} and ${v.gMax} S`);
  const rates = ratesNanosiemens.map((r) => r * 1e-9);
  const rate = {
    ...tableRate({ voltage: NODES, positive: rates, negative: rates, vOc: v.vOc }),
    measured: { from: v.vOc - MEASURED, to: v.vOc + MEASURED },
  };
  const { gMin, g0, gMax, beta, d2d, c2c } = v;
  const square: Device = { name, rate, gMin, g0, gMax, bounds: "soft", beta, d2d, c2c };
  return withAspect(square, v.width / v.length);
}
