/** Pulses at the gate: change against length and voltage, the rates read from them, and the laws that fit them. */
import { withAspect } from "../../core/device/index.js";
import { ANCHORS, anchorFit, sinhFits } from "../../core/rate/anchors.js";
import { rates } from "../../core/rate/index.js";
import type { RateLaw } from "../../core/rate/model.js";
import { PROBE_VOLTAGE } from "../../core/rate/probe.js";
import { evenly } from "../../core/stdp/curve-figures.js";
import { type PowerFit, powerFit, pulseChange } from "../../core/stdp/pulses.js";
import { formatQuantity } from "../../core/units.js";
import type { Drawing, FigureNumber, FigureTable } from "./drawing.js";
import type { Panel, Series } from "./panel.js";
import type { PulsesSpec } from "./spec.js";

interface Measured {
  readonly voltage: number;
  readonly change: Float64Array;
  readonly dynamic: Float64Array;
  readonly fit: PowerFit;
  readonly dynamicFit: PowerFit;
}

export function drawPulses(spec: PulsesSpec): Drawing {
  const { device, lengths, level } = spec;
  const measured = spec.voltages.map((voltage): Measured => {
    const change = lengths.map((t) => pulseChange(device.rate, voltage, t));
    const dynamic = lengths.map((t) => pulseChange(device.rate, voltage, t, level));
    return {
      voltage,
      change,
      dynamic,
      fit: powerFit(lengths, change),
      dynamicFit: powerFit(lengths, dynamic),
    };
  });
  const both = [1, -1] as const;
  return {
    panels: [
      ...both.flatMap((sign) => changePanel(measured, lengths, sign)),
      ratePanel(device.rate, measured),
      lawsPanel(device.rate),
      temperaturePanel(spec),
      thicknessPanel(spec),
    ],
    numbers: [...pulseNumbers(measured), ...lawNumbers(spec)],
    tables: [fitTable(measured), anchorTable(device.name, device.rate)],
    notes: [
      "The rates are the log-log fits at 1 s: the paper says intersect and no time, so the unit of time is assumed.",
      `Dashed: dynamic level with g0 = ${level.g0}, gInf = ${level.gInf}, tau = ${formatQuantity(level.tau, "s")} (assumed).`,
      "Absolute rates are assumed (5 nS/s at 2 V): the paper's text gives ratios only, and none for negative voltages.",
    ],
  };
}

function changePanel(measured: readonly Measured[], lengths: Float64Array, sign: 1 | -1): Panel[] {
  const shown = measured.filter((m) => m.voltage * sign > 0);
  if (shown.length === 0) return [];
  // One colour per size of the voltage, in both panels.
  const sizes = [...new Set(measured.map((m) => Math.abs(m.voltage)))].sort((a, b) => a - b);
  const lines = shown.flatMap(({ voltage, change, dynamic }): Series[] => {
    const k = sizes.indexOf(Math.abs(voltage));
    return [
      {
        name: `${String(voltage).replace("-", "−")} V`,
        x: lengths,
        y: change.map(Math.abs),
        mark: "dots",
        colour: k,
      },
      { name: "", x: lengths, y: change.map(Math.abs), mark: "line", colour: k, silent: true },
      { name: "", x: lengths, y: dynamic.map(Math.abs), mark: "dashed", colour: k, silent: true },
    ];
  });
  const nothing = new Float64Array(0);
  const series: Series[] = [
    ...lines,
    { name: "dynamic level", x: nothing, y: nothing, mark: "dashed", colour: 6 },
  ];
  return [
    {
      id: sign > 0 ? "insertion" : "extraction",
      title: sign > 0 ? "Insertion: change by one pulse" : "Extraction: change by one pulse",
      x: { label: "pulse length", unit: "s", scale: "log" },
      y: { label: sign > 0 ? "ΔG" : "−ΔG", unit: "S", scale: "log" },
      series,
    },
  ];
}

function ratePanel(law: RateLaw, measured: readonly Measured[]): Panel {
  const reach = Math.max(...measured.map((m) => Math.abs(m.voltage)));
  const branch = (sign: 1 | -1): Series[] => {
    const x = evenly(0.3 * sign, 1.05 * reach * sign, 200);
    const points = measured.filter((m) => m.voltage * sign > 0);
    const colour = sign > 0 ? 0 : 1;
    const name = sign > 0 ? "insertion" : "extraction";
    return [
      { name: `${name}, law`, x, y: x.map((v) => sign * law.rate(law.vOc + v)), mark: "line", colour },
      {
        name: `${name}, from pulses`,
        x: Float64Array.from(points, (m) => m.voltage),
        y: Float64Array.from(points, (m) => m.fit.intercept),
        mark: "dots",
        colour,
      },
    ];
  };
  return {
    id: "rate",
    title: "Rate against gate voltage",
    x: { label: "V_G", unit: "V" },
    y: { label: "|dG/dt|", unit: "S/s", scale: "log" },
    series: [...branch(-1), ...branch(1)],
  };
}

/** r/r(2 V): what the two ratios of the paper ask of a law. */
function lawsPanel(device: RateLaw): Panel {
  const x = evenly(1.6, 6.5, 120);
  const relative = (law: RateLaw) => x.map((v) => law.rate(law.vOc + v) / law.rate(law.vOc + PROBE_VOLTAGE));
  const laws = Object.entries(rates).map(
    ([name, model], k): Series => ({
      name,
      x,
      y: relative(model.create({}, 0)),
      mark: name === "hopping-butler-volmer" ? "dashed" : "line",
      colour: k + 1,
    }),
  );
  return {
    id: "laws",
    title: "Rate laws held to 60x at 4 V",
    x: { label: "V_G − V_oc", unit: "V" },
    y: { label: "r / r(2 V)", unit: "1", scale: "log" },
    series: [
      { name: "device", x, y: relative(device), mark: "line", colour: 0 },
      ...laws,
      {
        name: "paper",
        x: Float64Array.of(PROBE_VOLTAGE, ...ANCHORS.map((a) => a.voltage)),
        y: Float64Array.of(1, ...ANCHORS.map((a) => a.ratio)),
        mark: "dots",
        colour: 6,
      },
    ],
  };
}

function physicsLaw(values: Readonly<Record<string, number>>): RateLaw {
  return rates["hopping-butler-volmer"].create(values, 0);
}

function temperaturePanel({ temperatures }: PulsesSpec): Panel {
  const x = evenly(1.5, 6.5, 120);
  return {
    id: "temperature",
    title: "Physics law: temperature (14 nm)",
    x: { label: "V_G", unit: "V" },
    y: { label: "dG/dt", unit: "S/s", scale: "log" },
    series: temperatures.map((temperature) => {
      const law = physicsLaw({ temperature });
      return {
        name: `${(temperature - 273.15).toFixed(0)} °C`,
        x,
        y: x.map((v) => law.rate(v)),
        mark: "line",
      };
    }),
  };
}

function thicknessPanel({ thicknesses }: PulsesSpec): Panel {
  const x = evenly(1.5, 6.5, 120);
  return {
    id: "thickness",
    title: "Physics law: electrolyte (20 °C)",
    x: { label: "V_G", unit: "V" },
    y: { label: "dG/dt", unit: "S/s", scale: "log" },
    series: thicknesses.map((thickness) => {
      const law = physicsLaw({ thickness });
      return { name: formatQuantity(thickness, "m"), x, y: x.map((v) => law.rate(v)), mark: "line" };
    }),
  };
}

/** "V" in the name of a number: 2 or -2. */
const at = (voltage: number): string => `${voltage}V`;

function pulseNumbers(measured: readonly Measured[]): FigureNumber[] {
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

function lawNumbers({ device, temperatures, thicknesses }: PulsesSpec): FigureNumber[] {
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

function fitTable(measured: readonly Measured[]): FigureTable {
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
function anchorTable(name: string, device: RateLaw): FigureTable {
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
