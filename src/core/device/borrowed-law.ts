/**
 * Technologies that are compared with the ionic synapse. No rate law of theirs is known here, so they borrow that of
 * the 14 nm device, scaled to their own range: one event then moves every technology by the same fraction of its
 * range, and only variability, range, energy and time differ.
 */
import { defaults, outOfBounds, type ParamTable, type Values } from "../params.js";
import { scaledRate } from "../rate/scaled.js";
import { MOST_DEVIATION } from "../rectified-normal.js";
import { params as eisParams } from "./eis-ysz.js";
import * as eisYsz14 from "./eis-ysz14.js";
import type { Device } from "./model.js";
import type { Technology } from "./technologies.js";

export const borrowedRateSource =
  "assumed: the rate law of eis-ysz14, scaled to this range (the paper gives none for other technologies)";

const eis = eisYsz14.create({});
const EIS_RANGE = eis.gMax - eis.gMin;
/** Where g0 lies in the range of the ionic synapse, 0..1: kept, so that its waveforms stay balanced. */
const G0_PLACE = (eis.g0 - eis.gMin) / EIS_RANGE;

interface Spread {
  readonly value: number;
  readonly source: string;
}

/** The numbers of a technology as a table: range and variability are its own, the rest is borrowed. */
export function borrowedParams(
  range: readonly [low: number, high: number],
  rangeSource: string,
  d2d: Spread,
  c2c: Spread,
) {
  const [low, high] = range;
  const { beta, vOc } = eisParams;
  return {
    gMin: { unit: "S", default: low, min: 0, doc: "smallest conductance", source: rangeSource },
    g0: {
      unit: "S",
      default: Number((low + G0_PLACE * (high - low)).toPrecision(6)),
      min: 0,
      open: true,
      doc: "conductance at which the rate table holds: f+(g0) = f-(g0) = 1",
      source: "assumed: at the same place of the range as in eis-ysz14",
    },
    gMax: { unit: "S", default: high, min: 0, open: true, doc: "largest conductance", source: rangeSource },
    beta,
    vOc,
    d2d: {
      unit: "1",
      default: d2d.value,
      min: 0,
      max: MOST_DEVIATION,
      doc: "relative standard deviation of the rate between devices (lognormal)",
      source: d2d.source,
    },
    c2c: {
      unit: "1",
      default: c2c.value,
      min: 0,
      max: MOST_DEVIATION,
      doc: "relative standard deviation of each event's change",
      source: c2c.source,
    },
  } as const satisfies ParamTable;
}

/** The same for a technology of the paper's comparison, with its marks. */
export function technologyParams({ d2d, c2c, conductance }: Technology) {
  const { low, high, source } = conductance;
  return borrowedParams(
    [low, high],
    source,
    { value: d2d.high, source: d2d.source },
    { value: c2c.high, source: c2c.source },
  );
}

/** @throws RangeError naming the parameter that does not fit */
export function borrowedDevice(
  name: string,
  table: ReturnType<typeof borrowedParams>,
  values: Readonly<Record<string, number>>,
  stated?: Technology,
): Device {
  const v: Values<typeof table> = { ...defaults(table), ...values };
  for (const [key, param] of Object.entries<ParamTable[string]>(table)) {
    const problem = outOfBounds(param, v[key as keyof typeof table]);
    if (problem) throw new RangeError(`${key} ${problem}`);
  }
  const { gMin, g0, gMax, beta, d2d, c2c, vOc } = v;
  if (!(gMin < g0 && g0 < gMax))
    throw new RangeError(`gMin < g0 < gMax is needed; they are ${gMin}, ${g0} and ${gMax} S`);
  const rate = scaledRate(eisYsz14.create({ vOc }).rate, (gMax - gMin) / EIS_RANGE);
  return { name, rate, gMin, g0, gMax, bounds: "soft", beta, d2d, c2c, ...(stated ? { stated } : {}) };
}
