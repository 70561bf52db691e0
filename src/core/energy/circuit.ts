/**
 * The synapse circuit whose energy is counted, and what has to be assumed for that: the paper gives the result
 * (27-54 fJ per spike event for the 100 ns device) and not its inputs.
 *
 * A 9 um^2 gate like that of the measured devices would alone take 28 pJ to charge to 10 V: the paper's figure must
 * refer to a scaled device, and so does this table.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.6
 */
import { defaults, outOfBounds, type ParamTable, type Values } from "../params.js";

/** Charge of a proton, C (exact, SI 2019). */
export const ELEMENTARY_CHARGE = 1.602176634e-19;
/** Permittivity of vacuum, F/m (CODATA 2018). */
const VACUUM_PERMITTIVITY = 8.8541878128e-12;

export const params = {
  resistance: {
    unit: "ohm",
    default: 175e6,
    min: 0,
    open: true,
    doc: "each of the divider's two resistors",
    source: "assumed: fitted, so that the 100 ns pair takes the paper's 27-54 fJ; the paper states no value",
  },
  gateSide: {
    unit: "m",
    default: 30e-9,
    min: 0,
    open: true,
    doc: "side of the square gate over the electrolyte",
    source: "assumed: 900 nm^2, a scaled device; the measured channels are 3-40 um wide",
  },
  permittivity: {
    unit: "1",
    default: 25,
    min: 1,
    doc: "relative permittivity of the electrolyte",
    source: "assumed: a usual value of YSZ; not in the paper",
  },
  electrolyte: {
    unit: "m",
    default: 7e-9,
    min: 0,
    open: true,
    doc: "thickness of the electrolyte",
    source: "Huang 2025, fig. 7c: 7 nm",
  },
  channelSide: {
    unit: "m",
    default: 30e-9,
    min: 0,
    open: true,
    doc: "side of the square channel",
    source: "assumed: as the gate",
  },
  channelThickness: {
    unit: "m",
    default: 10e-9,
    min: 0,
    open: true,
    doc: "thickness of the channel",
    source: "Huang 2025, sec. 2.1: 10 nm of WO3",
  },
  siteSpacing: {
    unit: "m",
    default: 0.38157e-9,
    min: 0,
    open: true,
    doc: "distance of neighbouring W atoms, one site for a proton each",
    source: "assumed: the cube root of 1/(1.8e28 per m^3), the density of W in WO3",
  },
  sensitivity: {
    unit: "1",
    default: 100,
    min: 0,
    open: true,
    doc: "relative change of conductance per proton and W atom, d ln G / dx",
    source: "assumed: some e-folds per 0.01 H per W; the paper states only more than seven decades in all",
  },
  relativeChange: {
    unit: "1",
    default: 0.03,
    min: 0,
    doc: "change of conductance by one event relative to the conductance, for an estimate without a rate law",
    source: "assumed: 31 nS of 1000 nS, the largest change of the 100 ms curve",
  },
  gateResistance: {
    unit: "ohm",
    default: 10e9,
    min: 0,
    open: true,
    doc: "lower bound of the gate's own resistance",
    source: "Huang 2025, sec. 2.2: above 10 Gohm (submicron device)",
  },
} as const satisfies ParamTable;

/** The table's values, defaults where left out. @throws RangeError naming the parameter that does not fit */
export type Circuit = Values<typeof params>;
export function circuit(values: Partial<Circuit> = {}): Circuit {
  const all = { ...defaults(params), ...values };
  for (const [key, param] of Object.entries(params)) {
    const problem = outOfBounds(param, all[key as keyof Circuit]);
    if (problem) throw new RangeError(`${key} ${problem}`);
  }
  return all;
}

/** Capacitance of the gate, F: a plate capacitor, without the double layers at its interfaces. */
export function gateCapacitance({ permittivity, gateSide, electrolyte }: Circuit): number {
  return (VACUUM_PERMITTIVITY * permittivity * gateSide * gateSide) / electrolyte;
}

/** Time constant R C / 2 with which the two resistors charge the gate, s. */
export function chargingTime(c: Circuit): number {
  return 0.5 * c.resistance * gateCapacitance(c);
}

/** Charge of the protons that change the conductance by a fraction `relativeChange` of itself, C. */
export function insertedCharge(c: Circuit, relativeChange: number): number {
  const site = c.siteSpacing * c.siteSpacing * c.siteSpacing;
  const sites = (c.channelSide * c.channelSide * c.channelThickness) / site;
  return (ELEMENTARY_CHARGE * sites * relativeChange) / c.sensitivity;
}

/**
 * Energy to insert the protons of one event of `relativeChange`, all of them at `volts`, J: the paper's own estimate
 * (below 1 fJ with all charge at 10 V).
 */
export function insertionEstimate(c: Circuit, volts: number): number {
  return insertedCharge(c, c.relativeChange) * volts;
}
