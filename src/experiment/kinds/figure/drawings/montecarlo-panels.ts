/** How a population is drawn: bands of percentiles, histograms, and a table. */
import type { Unit } from "../../../../core/params.js";
import { formatQuantity } from "../../../../core/units.js";
import { deviation, histogram, mean, percentiles } from "../../../../metrics/distribution.js";
import type { Axis, Panel } from "../../../panel.js";
import type { FigureNumber, FigureTable } from "./drawing.js";
import { ratio } from "./ratio.js";

const BANDS = [
  { at: [50], name: "median", mark: "line", colour: 0 },
  { at: [25, 75], name: "25 % and 75 %", mark: "line", colour: 1 },
  { at: [2.5, 97.5], name: "2.5 % and 97.5 %", mark: "dashed", colour: 2 },
] as const;

const TABLED = [1, 5, 25, 50, 75, 95, 99] as const;
const BINS = 60;

export interface Distribution {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly values: Float32Array;
}

/** Percentiles of many values at every point of an axis. */
export function bandPanel(of: {
  readonly id: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly at: Float64Array;
  /** Values at each point. */
  readonly values: readonly Float32Array[];
  readonly ideal?: { readonly name: string; readonly y: Float64Array };
  readonly columns?: 3 | 6;
}): Panel {
  const wanted = BANDS.flatMap(({ at }) => [...at]);
  const found = of.values.map((values) => percentiles(values, wanted));
  const series = BANDS.flatMap(({ at, name, mark, colour }) =>
    at.map((p, k) => ({
      name,
      x: of.at,
      y: Float64Array.from(found, (values) => values[wanted.indexOf(p)]!),
      mark,
      colour,
      silent: k > 0,
    })),
  );
  const { ideal } = of;
  return {
    id: of.id,
    title: of.title,
    x: of.x,
    y: of.y,
    columns: of.columns ?? 6,
    series: ideal
      ? [...series, { name: ideal.name, x: of.at, y: ideal.y, mark: "outline", colour: 3 }]
      : series,
  };
}

export function histogramPanel(id: string, title: string, unit: Unit, values: Float32Array): Panel {
  const { middle, count } = histogram(values, BINS);
  // Steps instead of bars: an axis of numbers, not of names.
  const half = middle.length > 1 ? 0.5 * (middle[1]! - middle[0]!) : 0.5 * Math.abs(middle[0]!) || 1;
  const x: number[] = [];
  const y: number[] = [];
  for (const [k, m] of middle.entries()) {
    x.push(m - half, m + half);
    y.push(count[k]!, count[k]!);
  }
  return {
    id,
    title,
    x: { label: title, unit },
    y: { label: "devices", unit: "1" },
    series: [
      {
        name: "devices",
        x: Float64Array.from([x[0]!, ...x, x.at(-1)!]),
        y: Float64Array.from([0, ...y, 0]),
        mark: "line",
        colour: 0,
      },
    ],
  };
}

export function percentileTable(title: string, distributions: readonly Distribution[]): FigureTable {
  return {
    title,
    header: ["", ...TABLED.map((p) => `${p} %`)],
    rows: distributions.map(({ title, unit, values }) => [
      title,
      ...percentiles(values, TABLED).map((v) => formatQuantity(v, unit, 4)),
    ]),
  };
}

/** Mean of a distribution over devices, and its spread beside it. */
export function spreadOver({ name, title, unit, values }: Distribution): FigureNumber[] {
  return [
    { name: `${name}.mean`, value: mean(values), unit, doc: `${title}, mean` },
    ratio(
      { name: `${name}.relativeSpread`, doc: `${title}, standard deviation over mean` },
      deviation(values),
      Math.abs(mean(values)),
      "the mean is 0",
    ),
  ];
}
