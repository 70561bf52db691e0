/** Numbers and tables of the pulse figure: slopes, speed-ups, and how each law stands against the paper's ratios. */
import { withAspect } from "../../../../core/device/index.js";
import { ANCHORS, anchorFit, sinhFits } from "../../../../core/rate/anchors.js";
import { rates } from "../../../../core/rate/index.js";
import type { RateLaw } from "../../../../core/rate/model.js";
import { PROBE_VOLTAGE } from "../../../../core/rate/probe.js";
import { formatQuantity } from "../../../../core/units.js";
import type { PulsesSpec } from "../spec.js";
import type { FigureNumber, FigureTable } from "./drawing.js";
import { type Measured, physicsLaw } from "./pulses-measured.js";

/** "V" in the name of a number: 2 or -2. */
const at = (voltage: number): string => `${voltage}V`;

export function pulseNumbers(measured: readonly Measured[]): FigureNumber[] {
  const each = measured.flatMap(({ voltage, fit, dynamicFit }): FigureNumber[] => [
    {
      name: `slope(${at(voltage)})`,
      value: fit.slope,
      unit: "1",
      doc: "log-log slope of change against length, quasi-static",
    },
    {
      name: `dynamicSlope(${at(voltage)})`,
      value: dynamicFit.slope,
      unit: "1",
      doc: "the same at the dynamic level",
    },
    {
      name: `rate(${at(voltage)})`,
      value: fit.intercept,
      unit: "S/s",
      doc: "rate from the fit at 1 s",
    },
  ]);
  const slopes = measured.flatMap((m) => [m.fit.slope, m.dynamicFit.slope]);
  const rateAt = (voltage: number) => measured.find((m) => m.voltage === voltage)?.fit.intercept;
  const base = rateAt(PROBE_VOLTAGE);
  const ratios = ANCHORS.flatMap(({ voltage }): FigureNumber[] => {
    const rate = rateAt(voltage);
    if (rate === undefined || base === undefined) return [];
    return [
      {
        name: `speedUp(${at(voltage)})`,
        value: rate / base,
        unit: "1",
        doc: `rate at ${voltage} V over rate at 2 V, from the pulses`,
      },
    ];
  });
  return [
    ...ratios,
    { name: "slopeMin", value: Math.min(...slopes), unit: "1", doc: "smallest log-log slope of both levels" },
    { name: "slopeMax", value: Math.max(...slopes), unit: "1", doc: "largest log-log slope of both levels" },
    ...signNumbers(measured),
    ...each,
  ];
}

/** 1 where every voltage moves the conductance in its own direction. */
function signNumbers(measured: readonly Measured[]): FigureNumber[] {
  const right = measured.every(({ voltage, change }) => change.every((s) => s * voltage > 0));
  return [
    {
      name: "signRule",
      value: right ? 1 : 0,
      unit: "1",
      doc: "1: all pulses above V_oc raise G, all below lower it",
    },
  ];
}

export function lawNumbers({ device, temperatures, thicknesses }: PulsesSpec): FigureNumber[] {
  const fits = Object.entries(rates).map(([name, model]) => anchorFit(name, "", model.create({}, 0)));
  const probe = 4;
  const span = (values: readonly number[], law: (x: number) => RateLaw, low: number, high: number) =>
    law(values.at(high)!).rate(probe) / law(values.at(low)!).rate(probe);
  return [
    ...fits.map(
      ({ law, ratios }): FigureNumber => ({
        name: `speedUp6V(${law})`,
        value: ratios[1]!,
        unit: "1",
        doc: `r(6 V)/r(2 V) of the law ${law} with r(4 V)/r(2 V) = 60`,
      }),
    ),
    {
      name: "warming",
      value: span(temperatures, (temperature) => physicsLaw({ temperature }), 0, -1),
      unit: "1",
      doc: "rate at 4 V of the physics law, hottest over coldest",
    },
    {
      name: "thinning",
      value: span(thicknesses, (thickness) => physicsLaw({ thickness }), -1, 0),
      unit: "1",
      doc: "rate at 4 V of the physics law, thinnest over thickest electrolyte",
    },
    {
      name: "twiceAsWide",
      value: withAspect(device, 2).g0 / device.g0,
      unit: "1",
      doc: "conductance of a channel twice as wide over this one's",
    },
    { name: "vOc", value: device.rate.vOc, unit: "V", doc: "gate voltage of no change" },
  ];
}

export function fitTable(measured: readonly Measured[]): FigureTable {
  return {
    title: "Log-log fits of change against pulse length",
    header: ["V_G", "slope", "rate (fit at 1 s)", "slope, dynamic", "rate, dynamic"],
    rows: measured.map(({ voltage, fit, dynamicFit }) => [
      `${voltage} V`,
      fit.slope.toFixed(4),
      formatQuantity(fit.intercept, "S/s", 4),
      dynamicFit.slope.toFixed(4),
      formatQuantity(dynamicFit.intercept, "S/s", 4),
    ]),
  };
}

/** Why one sinh is not enough. */
export function anchorTable(name: string, device: RateLaw): FigureTable {
  const physics = anchorFit("hopping-butler-volmer", "both (two constants fitted)", physicsLaw({}));
  const fits = [anchorFit(name, "as given", device), physics, ...sinhFits()];
  const deviation = (x: number) =>
    Math.abs(x) < 5e-4 ? "0" : `${x > 0 ? "+" : "−"}${(100 * Math.abs(x)).toFixed(1)} %`;
  return {
    title: "Rate laws against the paper's ratios",
    header: ["law", "held to", "r(4 V)/r(2 V)", "off 60x", "r(6 V)/r(2 V)", "off 1000x"],
    rows: fits.map(({ law, heldTo, ratios, deviations }) => [
      law,
      heldTo,
      ratios[0]!.toFixed(1),
      deviation(deviations[0]!),
      ratios[1]!.toFixed(0),
      deviation(deviations[1]!),
    ]),
  };
}
