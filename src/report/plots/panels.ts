/** Panels of curves as one SVG picture that stands alone: drawn by Observable Plot, laid out and labelled here. */

import type { Axis, Panel, Series } from "../../experiment/panel.js";
import { html, type Markup, trusted } from "../markup.js";
import { FAINT, GRID, INK, LINES } from "./palette.js";
import { powerOfTen } from "./rate-curve.js";
import { type AxisUnit, axisUnit, conductanceUnit, largest } from "./scale.js";
import { drawSvg, type Plot, WIDTH } from "./svg.js";

const GAP = 16;
const TITLE = 24;
const LEGEND_LINE = 17;
/** On a linear y axis, about. */
const TICKS = 6;

/** @returns  a whole SVG document */
export async function panelsSvg(label: string, panels: readonly Panel[]): Promise<string> {
  const placed = place(panels);
  const parts: Markup[] = [];
  let height = 0;
  for (const [k, { panel, x, y, width, legend }] of placed.entries()) {
    const top = TITLE + LEGEND_LINE * legend.length;
    const plotHeight = heightOf(width);
    // Panels that the paper numbers itself keep its numbers.
    const letter =
      panels.length > 1 && !panel.title.startsWith("(") ? `(${String.fromCharCode(97 + k)}) ` : "";
    parts.push(html`<g transform="translate(${x},${y})"><text x="4" y="15" font-weight="600">${letter}${panel.title}</text>
${legend.map((entries, line) => entries.map((e) => legendEntry(e, TITLE + LEGEND_LINE * line)))}</g>
${nested(await draw(panel, width, plotHeight), x, y + top)}
`);
    height = Math.max(height, y + top + plotHeight);
  }
  return rounded(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${INK}"><title>${label}</title><rect width="100%" height="100%" fill="white"/>
${parts}</svg>
`.text,
  );
}

/** Tenths of a pixel are seen by nobody, and are most of a file. */
function rounded(svg: string): string {
  return svg.replace(/ (?:d|cx|cy)="[^"]*"/g, (attribute) =>
    attribute.replace(/\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1)))),
  );
}

interface Placed {
  readonly panel: Panel;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Entries of each line. */
  readonly legend: readonly (readonly Entry[])[];
}

interface Entry {
  readonly series: Series;
  readonly colour: string;
  readonly x: number;
}

function heightOf(width: number): number {
  return width > 600 ? 300 : 240;
}

/** Rows of six columns, filled from the left. */
function place(panels: readonly Panel[]): Placed[] {
  const column = (WIDTH + GAP) / 6;
  const placed: Placed[] = [];
  let used = 0;
  let top = 0;
  let rowHeight = 0;
  for (const panel of panels) {
    const columns = panel.columns ?? 3;
    if (used + columns > 6) {
      top += rowHeight + GAP;
      used = 0;
      rowHeight = 0;
    }
    const width = Math.floor(columns * column - GAP);
    const legend = legendLines(panel, width);
    placed.push({ panel, x: Math.floor(used * column), y: top, width, legend });
    rowHeight = Math.max(rowHeight, TITLE + LEGEND_LINE * legend.length + heightOf(width));
    used += columns;
  }
  return placed;
}

function colourOf(panel: Panel, series: Series): string {
  return LINES[(series.colour ?? panel.series.indexOf(series)) % LINES.length]!;
}

function legendLines(panel: Panel, width: number): Entry[][] {
  const shown = panel.series.filter((s) => !s.silent);
  if (shown.length < 2 && shown.length === panel.series.length) return [];
  const lines: Entry[][] = [[]];
  let x = 4;
  for (const series of shown) {
    // Letters of this face are some 6.4 pixels wide on average.
    const size = Math.round(34 + 6.4 * series.name.length);
    if (x + size > width && lines.at(-1)!.length > 0) {
      lines.push([]);
      x = 4;
    }
    lines.at(-1)!.push({ series, colour: colourOf(panel, series), x });
    x += size;
  }
  return lines;
}

function legendEntry({ series, colour, x }: Entry, y: number): Markup {
  const middle = y + 6;
  const { mark } = series;
  const key =
    mark === "dots" || mark === "outline"
      ? html`<circle cx="${x + 9}" cy="${middle}" r="${mark === "dots" ? 3.4 : 5}" fill="${mark === "dots" ? colour : "white"}" stroke="${colour}"/>`
      : mark === "bars"
        ? html`<rect x="${x + 2}" y="${middle - 5}" width="12" height="10" fill="${colour}"/>`
        : html`<line x1="${x}" y1="${middle}" x2="${x + 18}" y2="${middle}" stroke="${colour}" stroke-width="2"${mark === "dashed" ? trusted(' stroke-dasharray="5 4"') : null}/>`;
  return html`${key}<text x="${x + 23}" y="${middle + 4}">${series.name}</text>`;
}

/** Plot's own picture at a place of ours. */
function nested(svg: Markup, x: number, y: number): Markup {
  return trusted(svg.text.replace("<svg ", `<svg x="${x}" y="${y}" `));
}

/** The prefix of an axis, from what is on it. */
function unitOf(axis: Axis, values: readonly ArrayLike<number>[]): AxisUnit {
  if (axis.unit === "1") return { factor: 1, name: "" };
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

async function draw(panel: Panel, width: number, height: number): Promise<Markup> {
  const { series, categories } = panel;
  const x = unitOf(
    panel.x,
    series.map((s) => s.x),
  );
  const y = unitOf(
    panel.y,
    series.map((s) => s.y),
  );
  const rows = series.map((s) =>
    Array.from(s.x, (v, k) => ({
      x: v * x.factor,
      y: s.y[k]! * y.factor,
      low: (s.low?.[k] ?? s.y[k]!) * y.factor,
      high: (s.high?.[k] ?? s.y[k]!) * y.factor,
    })).filter(
      // A logarithmic axis has no place for 0 and below.
      (p) => (panel.x.scale !== "log" || p.x > 0) && (panel.y.scale !== "log" || p.y > 0),
    ),
  );
  const points = rows.flat();
  // Where all is 0 or below, nothing is left that a logarithmic axis could be of.
  const isLog = (axis: Axis) => axis.scale === "log" && points.length > 0;
  const scaleOf = (axis: Axis, unit: AxisUnit, side: "x" | "y") => ({
    label: named(axis, unit),
    labelArrow: "none" as const,
    ...(side === "x" ? { labelAnchor: "center" as const } : {}),
    nice:
      axis.domain === undefined &&
      (side === "y" || (isLog(axis) && withinFrame(points.map((p) => p.x)).length < 2)),
    ...(axis.domain ? { domain: axis.domain.map((v) => v * unit.factor) } : {}),
    ...(isLog(axis)
      ? {
          type: "log" as const,
          tickFormat: powerOfTen,
          ticks: side === "x" ? ticksOfX(points.map((p) => p.x)) : decades(points.map((p) => p.y)),
        }
      : { ticks: side === "x" ? Math.round(width / 75) : TICKS }),
  });
  return drawSvg(panel.title, (Plot) => ({
    width,
    height,
    marginLeft: 62,
    marginRight: 18,
    marginBottom: 42,
    marginTop: 26,
    x: categories
      ? {
          label: null,
          domain: [...categories.keys()],
          tickFormat: (k: number) => categories[k] ?? "",
          type: "band",
          padding: 0.3,
        }
      : scaleOf(panel.x, x, "x"),
    y: scaleOf(panel.y, y, "y"),
    marks: [
      Plot.gridY({
        stroke: GRID,
        strokeOpacity: 1,
        ticks: isLog(panel.y) ? decades(points.map((p) => p.y)) : TICKS,
      }),
      ...(panel.y.scale === "log" ? [] : [Plot.ruleY([0], { stroke: FAINT })]),
      ...(panel.x.scale === "log" || categories || !crosses(points.map((p) => p.x))
        ? []
        : [Plot.ruleX([0], { stroke: FAINT, strokeOpacity: 0.6 })]),
      ...series.flatMap((s, k) => interval(Plot, s, colourOf(panel, s), rows[k]!)),
      ...series.map((s, k) => mark(Plot, s, colourOf(panel, s), rows[k]!)),
    ],
  }));
}

function crosses(values: readonly number[]): boolean {
  return values.some((v) => v < 0) && values.some((v) => v > 0);
}

/** A tick for every power of ten, or for every second or third of many. */
function decades(values: readonly number[]): number[] {
  const low = Math.floor(Math.log10(values.reduce((low, x) => Math.min(low, x))));
  const high = Math.ceil(Math.log10(values.reduce((high, x) => Math.max(high, x))));
  const step = Math.ceil((high - low) / 8) || 1;
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, k) => 10 ** (low + k * step));
}

/** Powers of ten that are on an axis which ends where its points do. */
function withinFrame(values: readonly number[]): number[] {
  const low = values.reduce((low, x) => Math.min(low, x));
  const high = values.reduce((high, x) => Math.max(high, x));
  return decades(values).filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/** With one power of ten or none the axis is made to end at powers of ten. */
function ticksOfX(values: readonly number[]): number[] {
  const within = withinFrame(values);
  return within.length < 2 ? decades(values) : within;
}

interface PlotRow {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** What is known of a series' uncertainty. */
function interval(Plot: Plot, series: Series, colour: string, rows: readonly PlotRow[]) {
  if (!series.low || !series.high) return [];
  const ends = { x: "x", y1: "low", y2: "high" };
  return series.mark === "line" || series.mark === "dashed"
    ? [Plot.areaY(rows, { ...ends, fill: colour, fillOpacity: 0.15 })]
    : [Plot.ruleX(rows, { ...ends, stroke: colour, strokeWidth: 1.6 })];
}

function mark(Plot: Plot, series: Series, colour: string, rows: readonly { x: number; y: number }[]) {
  const at = { x: "x", y: "y" };
  switch (series.mark) {
    case "dots":
      return Plot.dot(rows, { ...at, fill: colour, r: 3 });
    case "outline":
      return Plot.dot(rows, { ...at, fill: "none", stroke: colour, strokeWidth: 1.8, r: 5.5 });
    case "bars":
      return Plot.barY(rows, { ...at, fill: colour });
    case "dashed":
      return Plot.line(rows, { ...at, stroke: colour, strokeWidth: 1.6, strokeDasharray: "5 4" });
    default:
      return Plot.line(rows, { ...at, stroke: colour, strokeWidth: 1.8 });
  }
}
