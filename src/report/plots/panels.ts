/** Panels of curves, drawn by Observable Plot: as a grid of a page, and as one SVG document. */

import type { Axis, Panel, Series } from "../../experiment/panel.js";
import { drawnCurvesCsv } from "../formats/curves-csv.js";
import { type Item, itemOf, type LegendEntry } from "./item.js";
import { pageGrid, standAlone } from "./layout.js";
import type { ReportFigure } from "./model.js";
import { FAINT, GRID, LINES } from "./palette.js";
import { type AxisUnit, axisUnit, conductanceUnit, largest } from "./scale.js";
import { drawPicture, hits, type Picture, type Plot } from "./svg.js";
import { decades, powerOfTen, ticksOfX, withinFrame } from "./ticks.js";

/** On a linear y axis, about. */
const TICKS = 6;

/** @returns  a whole SVG document */
export async function panelsSvg(label: string, panels: readonly Panel[]): Promise<string> {
  return standAlone(label, await panelItems(panels));
}

/** Panels as a figure of a page, with its files. */
export async function panelsFigure(
  words: Pick<ReportFigure, "id" | "title" | "caption">,
  panels: readonly Panel[],
): Promise<ReportFigure> {
  const items = await panelItems(panels);
  return {
    ...words,
    body: pageGrid(items),
    downloads: [
      { name: `${words.id}.svg`, type: "image/svg+xml", text: standAlone(words.title, items) },
      { name: `${words.id}.csv`, type: "text/csv", text: drawnCurvesCsv(panels) },
    ],
  };
}

function panelItems(panels: readonly Panel[]): Promise<Item[]> {
  return Promise.all(
    panels.map((panel, k) => {
      // Panels that the paper numbers itself keep its numbers.
      const letter =
        panels.length > 1 && !panel.title.startsWith("(") ? `(${String.fromCharCode(97 + k)}) ` : "";
      const columns = panel.columns ?? 3;
      const words = { heading: `${letter}${panel.title}`, legend: legendOf(panel) };
      return itemOf(columns, (width) => draw(panel, width, heightOf(width)), words);
    }),
  );
}

function heightOf(width: number): number {
  return width > 600 ? 300 : 240;
}

function colourOf(panel: Pick<Panel, "series">, series: Series): string {
  return LINES[(series.colour ?? panel.series.indexOf(series)) % LINES.length]!;
}

function legendOf(panel: Panel): LegendEntry[] {
  const shown = panel.series.filter((s) => !s.silent);
  if (shown.length < 2 && shown.length === panel.series.length) return [];
  return shown.map((series) => ({ name: series.name, colour: colourOf(panel, series), mark: series.mark }));
}

/** The prefix of an axis, from what is on it. */
function unitOf(axis: Axis, values: readonly ArrayLike<number>[]): AxisUnit {
  if (axis.unit === "1") return axis.percent ? { factor: 100, name: "%" } : { factor: 1, name: "" };
  const most = axis.domain ? Math.max(...axis.domain.map(Math.abs)) : largest(...values);
  if (axis.unit === "S") return conductanceUnit(most);
  // Rates are written in the unit of the literature, over whatever range.
  if (axis.unit === "S/s") return { factor: 1e9, name: "nS/s" };
  if (axis.scale === "log") return { factor: 1, name: axis.unit };
  return axisUnit(most, axis.unit);
}

function named(axis: Axis, unit: AxisUnit): string {
  return unit.name === "" ? axis.label : `${axis.label} (${unit.name})`;
}

/**
 * An axis as it can be drawn: one without a power of ten to write is no logarithmic one. Where there are lines it stays
 * one: what is straight on it is not on another.
 */
function drawable(axis: Axis, values: readonly ArrayLike<number>[], series: readonly Series[]): Axis {
  const lines = series.some(({ mark }) => mark === "line" || mark === "dashed");
  if (axis.scale !== "log" || lines) return axis;
  const all = values.flatMap((list) => Array.from(list).filter((v) => v > 0));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return all.length > 0 && high < 10 * low ? { ...axis, scale: "linear" } : axis;
}

function draw(
  { title, series, categories, ...panel }: Panel,
  width: number,
  height: number,
): Promise<Picture> {
  const [allX, allY] = [series.map((s) => s.x), series.map((s) => s.y)];
  const [xAxis, yAxis] = [drawable(panel.x, allX, series), drawable(panel.y, allY, series)];
  const [x, y] = [unitOf(xAxis, allX), unitOf(yAxis, allY)];
  const within = inside(yAxis, y.factor);
  const rows = series.map((s) =>
    Array.from(s.x, (v, k) => ({
      x: v * x.factor,
      y: s.y[k]! * y.factor,
      low: within((s.low?.[k] ?? s.y[k]!) * y.factor),
      high: within((s.high?.[k] ?? s.y[k]!) * y.factor),
    })).filter(
      // A logarithmic axis has no place for 0 and below.
      (p) => (panel.x.scale !== "log" || p.x > 0) && (panel.y.scale !== "log" || p.y > 0),
    ),
  );
  const points = rows.flat();
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  // Where all is 0 or below, nothing is left that a logarithmic axis could be of.
  const isLog = (axis: Axis) => axis.scale === "log" && points.length > 0;
  const scaleOf = (axis: Axis, unit: AxisUnit, side: "x" | "y") => ({
    label: named(axis, unit),
    labelArrow: "none" as const,
    ...(side === "x" ? { labelAnchor: "center" as const } : {}),
    nice: axis.domain === undefined && (side === "y" || (isLog(axis) && withinFrame(xs).length < 2)),
    ...(axis.domain ? { domain: axis.domain.map((v) => v * unit.factor) } : {}),
    // Dots and their intervals would lie on the frame.
    ...(side === "x" && series.every(({ mark }) => mark === "dots" || mark === "outline")
      ? { inset: 8 }
      : {}),
    ...(isLog(axis)
      ? { type: "log" as const, tickFormat: powerOfTen, ticks: side === "x" ? ticksOfX(xs) : decades(ys) }
      : { ticks: side === "x" ? Math.round(width / 75) : TICKS }),
  });
  const bands = categories && bandsOf(categories, width - MARGIN.left - MARGIN.right);
  const says = (name: string) => saysOf(name, { axis: xAxis, unit: x, categories }, { axis: yAxis, unit: y });
  return drawPicture(title, (Plot) => ({
    width,
    height: height + (bands?.more ?? 0),
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginBottom: 42 + (bands?.more ?? 0),
    marginTop: 26,
    x: bands?.scale ?? scaleOf(xAxis, x, "x"),
    y: scaleOf(yAxis, y, "y"),
    marks: [
      Plot.gridY({ stroke: GRID, strokeOpacity: 1, ticks: isLog(yAxis) ? decades(ys) : TICKS }),
      ...(panel.y.scale !== "log" && within(0) === 0 ? [Plot.ruleY([0], { stroke: FAINT })] : []),
      ...(panel.x.scale === "log" || categories || !crosses(xs)
        ? []
        : [Plot.ruleX([0], { stroke: FAINT, strokeOpacity: 0.6 })]),
      ...series.flatMap((s, k) => interval(Plot, s, colourOf({ series }, s), rows[k]!)),
      ...series.map((s, k) => mark(Plot, s, colourOf({ series }, s), rows[k]!, says(s.name))),
      ...series.flatMap((s, k) =>
        s.mark === "line" || s.mark === "dashed"
          ? [hits(Plot, rows[k]!, { x: "x", y: "y", fill: colourOf({ series }, s) }, says(s.name))]
          : [],
      ),
    ],
  }));
}

const MARGIN = { left: 62, right: 18 } as const;

/** Keeps a value on an axis whose ends are given: what is beyond is not drawn over its frame. */
function inside({ domain }: Axis, factor: number): (value: number) => number {
  if (!domain) return (value) => value;
  const [low, high] = domain;
  return (value) => Math.min(Math.max(value, low * factor), high * factor);
}

/** Pixels of a letter, about, and of a line of slanted ones below the axis for each of them. */
const LETTER = 6.6;
const SLANTED = 4.2;

/** Names below an axis, slanted where there is no room for them side by side. */
function bandsOf(categories: readonly string[], width: number) {
  const longest = Math.max(...categories.map((name) => name.length));
  const slanted = longest * LETTER > width / categories.length - 6;
  return {
    more: slanted ? Math.max(0, Math.round(SLANTED * longest) - 14) : 0,
    scale: {
      label: null,
      domain: [...categories.keys()],
      tickFormat: (k: number) => categories[k] ?? "",
      type: "band" as const,
      padding: 0.3,
      ...(slanted ? { tickRotate: -38 } : {}),
    },
  };
}

function crosses(values: readonly number[]): boolean {
  return values.some((v) => v < 0) && values.some((v) => v > 0);
}

interface PlotRow {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

interface Said {
  readonly axis: Axis;
  readonly unit: AxisUnit;
  readonly categories?: readonly string[] | undefined;
}

/** What is said of a point that is pointed at. */
function saysOf(name: string, x: Said, y: Said): (row: PlotRow) => string {
  const number = (value: number, unit: string) =>
    `${Number(value.toPrecision(4))} ${unit}`.trimEnd().replaceAll("-", "−");
  const short = ({ label }: Axis) => label.split(" = ")[0]!;
  return ({ x: at, y: value, low, high }) => {
    const place = x.categories
      ? (x.categories[at] ?? "")
      : `${short(x.axis)} ${number(at, x.unit.name)}`.trimStart();
    const interval = low === high ? "" : ` (${number(low, "")} to ${number(high, y.unit.name)})`;
    const what = [name, place].filter((part) => part !== "").join(", ");
    return `${what}: ${short(y.axis)} ${number(value, y.unit.name)}${interval}`;
  };
}

/** What is known of a series' uncertainty. */
function interval(Plot: Plot, series: Series, colour: string, rows: readonly PlotRow[]) {
  if (!series.low || !series.high) return [];
  const ends = { x: "x", y1: "low", y2: "high" };
  return series.mark === "line" || series.mark === "dashed"
    ? [Plot.areaY(rows, { ...ends, fill: colour, fillOpacity: 0.15 })]
    : [Plot.ruleX(rows, { ...ends, stroke: colour, strokeWidth: 1.6 })];
}

/** Points above which a series is too dense to point at one of them. */
const POINTED = 100;

function mark(
  Plot: Plot,
  series: Series,
  colour: string,
  rows: readonly PlotRow[],
  says: (row: PlotRow) => string,
) {
  const at = { x: "x", y: "y" };
  const title = rows.length <= POINTED ? { title: says } : {};
  switch (series.mark) {
    case "dots":
      return Plot.dot(rows, { ...at, ...title, fill: colour, r: 3 });
    case "outline":
      return Plot.dot(rows, { ...at, ...title, fill: "none", stroke: colour, strokeWidth: 1.8, r: 5.5 });
    case "bars":
      return Plot.barY(rows, { ...at, ...title, fill: colour });
    case "dashed":
      return Plot.line(rows, { ...at, stroke: colour, strokeWidth: 1.6, strokeDasharray: "5 4" });
    default:
      return Plot.line(rows, { ...at, stroke: colour, strokeWidth: 1.8 });
  }
}
