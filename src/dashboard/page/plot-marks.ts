/** What a plot draws: axes with round numbers, curves with their intervals, told apart by colour and by dashes. */
import { svg } from "../../explore/page/dom.js";
import { axisText, scaleFor, ticks } from "../../explore/ticks.js";
import {
  BOTTOM,
  LEFT,
  type PlotAxis,
  type PlotFrame,
  type PlotSeries,
  place,
  RIGHT,
  TOP,
} from "./plot-frame.js";

/** Width of a digit of a tick, px. */
const DIGIT = 7;
/** Points of a path: more than a screen has pixels for. */
const MOST_POINTS = 1500;
/** Dots of one curve: more would be a band. */
const MOST_DOTS = 300;
const COLOURS = 7;

const colour = (k: number) => `c${k % COLOURS} d${Math.floor(k / COLOURS) % 3}`;

/** A piece of curve k, or a dot where it is dots alone, for legends. */
export function keyLine(k: number, { dots }: Pick<PlotSeries, "dots">): SVGSVGElement {
  const sign =
    dots === "alone"
      ? svg("circle", { class: `dot ${colour(k)}`, r: 3, cx: 12, cy: 5 })
      : svg("path", { class: `curve ${colour(k)}`, d: "M1,5H23" });
  return svg("svg", { width: 24, height: 10, "aria-hidden": "true" }, sign);
}

export function curveMarks(frame: PlotFrame, { x, y, low, high, dots }: PlotSeries, k: number): SVGElement[] {
  const axis = frame.content.x;
  const step = Math.max(1, Math.ceil(x.length / MOST_POINTS));
  const kept = x.flatMap((_, i) =>
    (i % step === 0 || i === x.length - 1) && Number.isFinite(y[i]) ? [i] : [],
  );
  const path = (values: readonly number[], order: readonly number[]) =>
    order.map((i) => `${frame.px(place(x[i]!, axis)).toFixed(1)},${frame.py(values[i]!).toFixed(1)}`);
  const band =
    low && high
      ? [
          svg("path", {
            class: `band ${colour(k)}`,
            d: `M${[...path(high, kept), ...path(low, [...kept].reverse())].join("L")}Z`,
          }),
        ]
      : [];
  if (dots === "alone") return kept.map((i) => dot(frame, x[i]!, y[i]!, k, 2));
  const points = path(y, kept);
  const curve = svg("path", {
    class: `curve ${colour(k)}`,
    d: points.length > 0 ? `M${points.join("L")}` : "",
  });
  const few = (dots && kept.length <= MOST_DOTS) || kept.length < 12;
  const marks = few ? kept.map((i) => dot(frame, x[i]!, y[i]!, k, 3.5)) : [];
  return [...(kept.length > 0 ? band : []), curve, ...marks];
}

function dot(frame: PlotFrame, x: number, y: number, k: number, r: number): SVGElement {
  return svg("circle", {
    class: `dot ${colour(k)}`,
    r,
    cx: frame.px(place(x, frame.content.x)).toFixed(1),
    cy: frame.py(y).toFixed(1),
  });
}

export function axisMarks(frame: PlotFrame): SVGElement[] {
  const { width, height } = frame;
  const { x, y } = frame.content;
  const bottom = height - BOTTOM;
  const nodes: SVGElement[] = [];
  const text = (attributes: Record<string, string | number>, content: string) =>
    nodes.push(svg("text", { class: "tick", ...attributes }, content));
  const xScale = scale(x, x.log ? frame.x.map((v) => 10 ** v) : frame.x);
  for (const at of ticks(...frame.x, width / 100)) {
    const value = x.log ? 10 ** at : at;
    nodes.push(svg("line", { x1: frame.px(at), x2: frame.px(at), y1: TOP, y2: bottom, class: "grid" }));
    const words = axisText(value, xScale.factor);
    // The last one may reach over the edge.
    const over = frame.px(at) + (words.length * DIGIT) / 2 > width;
    const where = over ? { x: width, "text-anchor": "end" } : { x: frame.px(at), "text-anchor": "middle" };
    text({ ...where, y: bottom + 16 }, words);
  }
  const yScale = scale(y, frame.y);
  for (const at of ticks(...frame.y, height / 50)) {
    const py = frame.py(at);
    nodes.push(svg("line", { x1: LEFT, x2: width - RIGHT, y1: py, y2: py, class: "grid" }));
    text({ x: LEFT - 7, y: py + 4, "text-anchor": "end" }, axisText(at, yScale.factor));
  }
  text({ x: width - RIGHT, y: height - 6, "text-anchor": "end", class: "label" }, named(x, xScale.unit));
  text({ x: 4, y: 14, "text-anchor": "start", class: "label" }, named(y, yScale.unit));
  return nodes;
}

function scale({ percent, unit }: PlotAxis, [low, high]: readonly number[]) {
  if (percent) return { factor: 0.01, unit: "%" };
  return unit === "1" ? { factor: 1, unit: "" } : scaleFor(Math.max(Math.abs(low!), Math.abs(high!)), unit);
}

function named({ label }: PlotAxis, unit: string): string {
  return unit === "" ? label : `${label} (${unit})`;
}
