/** What a fit of a device to its pulses looks like: panels, and a page that stands alone. */
import type { Panel, Series } from "../experiment/panel.js";
import type { Diagnostics, Interval } from "../fit/diagnostics.js";
import type { DeviceFit } from "../fit/fit.js";
import type { FittedLaw } from "../fit/rate-law.js";
import { html, trusted } from "./markup.js";
import { panelsSvg } from "./plots/panels.js";
import { STYLE } from "./style.js";

export interface DrawnFit {
  readonly title: string;
  readonly fit: DeviceFit;
  readonly law: FittedLaw;
  readonly diagnostics: Diagnostics;
}

const [BLUE, VERMILION, INK] = [0, 1, 6];
/** Voltages that one panel of lengths shows. */
const MOST_VOLTAGES = 6;
/** Fall of the log likelihood at the ends of a 95 % interval. */
const FALL_95 = 1.92;

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
      title: `Change by pulses ${sign > 0 ? "above" : "below"} 0 V, at G0, and the fit (lines)`,
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
    title: `Rates at G0 with 95 % intervals${law.assumed === undefined ? "" : " (dashed: assumed)"}`,
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

const PROFILED: Readonly<Record<string, { readonly label: string; readonly unit: "1" | "S" }>> = {
  betaPlus: { label: "β+", unit: "1" },
  betaMinus: { label: "β−", unit: "1" },
  gMax: { label: "gMax", unit: "S" },
  gMin: { label: "gMin", unit: "S" },
};

function profilePanels({ profiles }: DeviceFit): Panel[] {
  return Object.entries(profiles).flatMap(([name, points]): Panel[] => {
    const shown = points.filter((p) => p.fall < 4 * FALL_95);
    if (shown.length < 2) return [];
    const { label, unit } = PROFILED[name] ?? { label: name, unit: "1" };
    const x = of(shown.map((p) => p.value));
    const ends = of([x[0]!, x.at(-1)!]);
    const curve = smooth(shown);
    return [
      {
        id: `profile-${name}`,
        title: `Profile of ${label} (dashed: 95 %)`,
        x: { label, unit },
        y: { label: "fall of ln L", unit: "1" },
        series: [
          { name: label, ...curve, mark: "line", colour: BLUE, silent: true },
          {
            name: "points",
            x,
            y: of(shown.map((p) => Math.max(0, p.fall))),
            mark: "dots",
            colour: BLUE,
            silent: true,
          },
          { name: "95 %", x: ends, y: ends.map(() => FALL_95), mark: "dashed", colour: INK, silent: true },
        ],
      },
    ];
  });
}

/** The profile between its points: the signed root of the fall is nearly a line where the fall is nearly a parabola. */
function smooth(points: readonly { readonly value: number; readonly fall: number }[]): {
  x: Float64Array;
  y: Float64Array;
} {
  const best = points.reduce((k, p, at) => (p.fall < points[k]!.fall ? at : k), 0);
  const root = points.map((p, k) => (k < best ? -1 : 1) * Math.sqrt(Math.max(0, p.fall)));
  const parts = 20;
  const at = (values: readonly number[], k: number): number => {
    const left = Math.min(points.length - 2, Math.floor(k / parts));
    return values[left]! + (k / parts - left) * (values[left + 1]! - values[left]!);
  };
  const grid = Array.from({ length: (points.length - 1) * parts + 1 }, (_, k) => k);
  const values = points.map((p) => p.value);
  return { x: of(grid.map((k) => at(values, k))), y: of(grid.map((k) => at(root, k) ** 2)) };
}

/**
 * @param rows  numbers: name, value, interval
 * @param notes  sentences above them
 * @param files  that the pulses come from
 * @returns  a whole page
 */
export async function fitPage(
  drawn: DrawnFit,
  rows: readonly (readonly [name: string, value: string, interval: string])[],
  notes: readonly string[],
  files: readonly { readonly name: string; readonly sha256: string }[],
): Promise<string> {
  const svg = await panelsSvg(`Fit of ${drawn.title}`, fitPanels(drawn));
  const { devices, pulses } = drawn.fit;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${drawn.title} · spikion device fit</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="kicker">spikion device fit · ${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}</p>
<h1>${drawn.title}</h1>
</header>
${notes.map((note) => html`<p class="notice">${note}</p>`)}
<section><h2>Numbers</h2>
<div class="scroll"><table><thead><tr><th></th><th>value</th><th>95 % interval</th></tr></thead><tbody>
${rows.map(([name, value, interval]) => html`<tr><th scope="row">${name}</th><td>${value}</td><td>${interval}</td></tr>\n`)}</tbody></table></div>
</section>
<section><h2>How well it fits</h2>
<figure><div class="panel">${trusted(svg)}</div>
<figcaption>Bars are 95 % intervals. A change is counted from where the device is believed to be, by all reads before it; a
measured change is shown where it is larger than the read noise. Ratios along G that leave 1 in a curve mean that a power law
does not describe the state factor. Points off the line at both ends of the quantiles are outliers.</figcaption></figure>
</section>
<section><h2>Data</h2>
<div class="scroll"><table><tbody>
${files.map(({ name, sha256 }) => html`<tr><th scope="row">${name}</th><td>sha256 <code>${sha256}</code></td></tr>\n`)}</tbody></table></div>
</section>
</main>
</body>
</html>
`.text;
}
