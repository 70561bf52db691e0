/** What a fit of a device to its pulses looks like, panel by panel. */
import type { Panel, Series } from "../../experiment/panel.js";
import type { Diagnostics, Interval } from "../../fit/diagnostics.js";
import type { DeviceFit } from "../../fit/fit.js";
import type { FittedLaw } from "../../fit/rate-law.js";
import { profilePanels } from "./fit-profiles.js";

export interface DrawnFit {
  readonly title: string;
  readonly fit: DeviceFit;
  readonly law: FittedLaw;
  readonly diagnostics: Diagnostics;
}

const [BLUE, VERMILION, INK] = [0, 1, 6];
/** Voltages that one panel of lengths shows. */
const MOST_VOLTAGES = 6;

const of = (values: Iterable<number>): Float64Array => Float64Array.from(values);
const bars = <T extends Interval>(points: readonly T[]) => ({
  y: of(points.map((p) => p.value)),
  low: of(points.map((p) => p.low)),
  high: of(points.map((p) => p.high)),
});

export function fitPanels(drawn: DrawnFit): Panel[] {
  const { diagnostics } = drawn;
  return [
    ...([1, -1] as const).flatMap((sign) => lengthsPanel(diagnostics, sign)),
    ratesPanel(drawn),
    factorsPanel(diagnostics),
    coursesPanel(diagnostics),
    ratiosPanel(diagnostics),
    quantilesPanel(diagnostics),
    lagsPanel(diagnostics),
    ...gainsPanel(diagnostics),
    ...profilePanels(drawn.fit),
  ];
}

function lengthsPanel({ lengths }: Diagnostics, sign: 1 | -1): Panel[] {
  const own = lengths.filter(({ voltage, points }) => voltage > 0 === sign > 0 && points.length > 0);
  if (own.length === 0) return [];
  const step = Math.max(1, (own.length - 1) / (MOST_VOLTAGES - 1));
  const shown = own.filter((_, k) => Math.round(Math.round(k / step) * step) === k);
  const series = shown.flatMap(({ voltage, points, rate }, colour): Series[] => {
    const x = of(points.map((p) => p.width));
    const ends = of([0.7 * x[0]!, 1.4 * x.at(-1)!]);
    return [
      { name: `${Number(voltage.toPrecision(3))} V`, x, ...bars(points), mark: "dots", colour },
      { name: "fit", x: ends, y: ends.map((t) => rate * t), mark: "line", colour, silent: true },
    ];
  });
  return [
    {
      id: sign > 0 ? "lengths-up" : "lengths-down",
      title: `Change by pulses ${sign > 0 ? "above" : "below"} 0 V, at G_0, and the fit (lines)`,
      x: { label: "length of the pulse", unit: "s", scale: "log" },
      y: { label: "|ΔG| / f(G)", unit: "S", scale: "log" },
      series,
    },
  ];
}

function ratesPanel({ fit, law }: DrawnFit): Panel {
  const series = ([1, -1] as const).flatMap((sign): Series[] => {
    const known = fit.rates.flatMap(({ voltage, value, ci95: [low, high] }) =>
      value === null || value > 0 !== sign > 0
        ? []
        : [{ voltage, value, low: low ?? value, high: high ?? value }],
    );
    const bounded = fit.rates.flatMap(({ voltage, value, ci95 }) => {
      const most = sign > 0 ? ci95[1] : ci95[0];
      return value === null && most !== null && most > 0 === sign > 0 ? [{ voltage, most }] : [];
    });
    const rows = [...law.voltage.keys()].filter((k) => law.rate[k]! > 0 === sign > 0);
    const colour = sign > 0 ? BLUE : VERMILION;
    const points = known.map((p) => ({
      value: Math.abs(p.value),
      low: Math.min(Math.abs(p.low), Math.abs(p.high)),
      high: Math.max(Math.abs(p.low), Math.abs(p.high)),
    }));
    return [
      {
        name: sign > 0 ? "raising" : "lowering",
        x: of(known.map((p) => p.voltage)),
        ...bars(points),
        mark: "dots",
        colour,
      },
      {
        name: "law",
        x: of(rows.map((k) => law.voltage[k]!)),
        y: of(rows.map((k) => Math.abs(law.rate[k]!))),
        mark: law.assumed === undefined ? "line" : "dashed",
        colour,
        silent: true,
      },
      ...(bounded.length === 0
        ? []
        : [
            {
              name: "at most",
              x: of(bounded.map((p) => p.voltage)),
              y: of(bounded.map((p) => Math.abs(p.most))),
              mark: "outline",
              colour,
            } as const,
          ]),
    ];
  });
  return {
    id: "rates",
    title: `Rates at G_0 with 95 % intervals${law.assumed === undefined ? "" : " (dashed: assumed)"}`,
    x: { label: "gate voltage", unit: "V" },
    y: { label: "|dG/dt|", unit: "S/s", scale: "log" },
    series,
  };
}

function factorsPanel({ factors: { g, up, down } }: Diagnostics): Panel {
  return {
    id: "factors",
    title: "State factors",
    x: { label: "G", unit: "S" },
    y: { label: "f±(G)", unit: "1" },
    series: [
      { name: "f+", x: g, y: up, mark: "line", colour: BLUE },
      { name: "f−", x: g, y: down, mark: "line", colour: VERMILION },
    ],
  };
}

function ratiosPanel({ ratios }: Diagnostics): Panel {
  const series = (["up", "down"] as const).map((side, colour): Series => {
    const less = ratios[side].map(({ g, value, low, high }) => ({
      g,
      value: value - 1,
      low: low - 1,
      high: high - 1,
    }));
    const name = side === "up" ? "raising" : "lowering";
    return { name, x: of(less.map((p) => p.g)), ...bars(less), mark: "dots", colour };
  });
  return {
    id: "ratios",
    title: "Measured over fitted change, less 1: medians along G",
    x: { label: "G", unit: "S" },
    y: { label: "ΔG / fitted − 1", unit: "1" },
    series,
  };
}

function coursesPanel({ courses }: Diagnostics): Panel {
  return {
    id: "courses",
    title: "Reads, and the fit from the first read on (lines)",
    x: { label: "pulse", unit: "1" },
    y: { label: "G", unit: "S" },
    series: courses.flatMap(({ device, pulse, read, model }, colour): Series[] => [
      { name: device, x: pulse, y: read, mark: "dots", colour },
      { name: "fit", x: pulse, y: model, mark: "line", colour, silent: true },
    ]),
    columns: 6,
  };
}

function quantilesPanel({ quantiles: { normal, measured } }: Diagnostics): Panel {
  const ends = of([normal[0] ?? -3, normal.at(-1) ?? 3]);
  return {
    id: "quantiles",
    title: "Residuals against a normal distribution",
    x: { label: "quantile of a normal", unit: "1" },
    y: { label: "residual / its deviation", unit: "1" },
    series: [
      { name: "residuals", x: normal, y: measured, mark: "dots", colour: BLUE, silent: true },
      { name: "equal", x: ends, y: ends, mark: "dashed", colour: INK, silent: true },
    ],
  };
}

function lagsPanel({ lags: { changes, innovations } }: Diagnostics): Panel {
  const known = (values: readonly number[]) => [...values.keys()].filter((k) => Number.isFinite(values[k]!));
  const series = [
    { name: "changes from read to read", values: changes },
    { name: "residuals of the fit", values: innovations },
  ].map(({ name, values }, colour): Series => {
    const at = known(values);
    return {
      name,
      x: of(at.map((k) => k + 1)),
      y: of(at.map((k) => values[k]!)),
      mark: colour === 0 ? "dots" : "outline",
      colour,
    };
  });
  return {
    id: "lags",
    title: "Correlation of pulses apart (−0.5 at 1: read noise)",
    x: { label: "pulses apart", unit: "1" },
    y: { label: "correlation", unit: "1", domain: [-1, 1] },
    series,
  };
}

function gainsPanel({ gains }: Diagnostics): Panel[] {
  if (gains.length === 0) return [];
  return [
    {
      id: "gains",
      title: "Gain of each device with 95 % intervals",
      x: { label: "device, in the order of the data", unit: "1", domain: [0, gains.length + 1] },
      y: { label: "gain", unit: "1" },
      series: [
        {
          name: "gain",
          x: of(gains.map((_, k) => k + 1)),
          ...bars(gains),
          mark: "dots",
          colour: BLUE,
          silent: true,
        },
      ],
    },
  ];
}
