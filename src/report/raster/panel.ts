/** A panel of curves as PNG, drawn dot by dot: no browser, no fonts, no native code. Linear axes only. */
import type { Axis, Panel } from "../../experiment/panel.js";
import { FAINT, GRID, INK, LINES } from "../plots/palette.js";
import { type AxisUnit, axisUnit, conductanceUnit, largest } from "../plots/scale.js";
import { Canvas } from "./canvas.js";

const WIDTH = 1200;
const HEIGHT = 620;
const FRAME = { left: 120, right: 1170, top: 96, bottom: 530 };
const SIZE = 2;
const [INK_AT, FAINT_AT, GRID_AT, FIRST_LINE] = [0, 1, 2, 3];

/** @returns  the bytes of a PNG file */
export function panelPng({ title, x: xAxis, y: yAxis, series }: Panel): Uint8Array {
  const canvas = new Canvas(WIDTH, HEIGHT, [INK, FAINT, GRID, ...LINES]);
  const x = scaleOf(
    xAxis,
    series.map((s) => s.x),
    FRAME.left,
    FRAME.right,
    false,
  );
  const y = scaleOf(
    yAxis,
    series.flatMap((s) => [s.y, s.low ?? [], s.high ?? []].map((list) => Float64Array.from(list))),
    FRAME.bottom,
    FRAME.top,
    true,
  );
  for (const tick of y.ticks) {
    canvas.line(FRAME.left, y.at(tick), FRAME.right, y.at(tick), tick === 0 ? FAINT_AT : GRID_AT, 1);
    canvas.text(written(tick), FRAME.left - 10, y.at(tick) - 7, INK_AT, SIZE, "end");
  }
  for (const tick of x.ticks) {
    canvas.line(x.at(tick), FRAME.bottom, x.at(tick), FRAME.bottom + 8, FAINT_AT, 1);
    if (tick === 0) canvas.line(x.at(0), FRAME.top, x.at(0), FRAME.bottom, FAINT_AT, 1);
    canvas.text(written(tick), x.at(tick), FRAME.bottom + 14, INK_AT, SIZE, "middle");
  }
  for (const [k, s] of series.entries()) {
    if (!s.low || !s.high || s.mark === "dots") continue;
    const edge = (list: Float64Array) =>
      Array.from(s.x, (v, i): [number, number] => [x.at(v * x.unit.factor), y.at(list[i]! * y.unit.factor)]);
    band(canvas, edge(s.low), edge(s.high), FIRST_LINE + ((s.colour ?? k) % LINES.length));
  }
  for (const [k, s] of series.entries()) {
    const colour = FIRST_LINE + ((s.colour ?? k) % LINES.length);
    const points = Array.from(s.x, (v, i): [number, number] => [
      x.at(v * x.unit.factor),
      y.at(s.y[i]! * y.unit.factor),
    ]);
    if (s.mark === "dots" || s.mark === "outline") for (const p of points) canvas.line(...p, ...p, colour, 8);
    else canvas.path(points, colour, 3, s.mark === "dashed" ? 12 : 0);
  }
  canvas.text(title, FRAME.left, 14, INK_AT, SIZE);
  legend(canvas, series);
  canvas.text(
    label(xAxis, x.unit),
    0.5 * (FRAME.left + FRAME.right),
    FRAME.bottom + 48,
    INK_AT,
    SIZE,
    "middle",
  );
  canvas.text(label(yAxis, y.unit), 14, FRAME.top - 32, INK_AT, SIZE);
  return canvas.png();
}

const BAND = 0.16;

/** A faint area between two courses over the same x, ascending. */
function band(
  canvas: Canvas,
  low: readonly (readonly [x: number, y: number])[],
  high: readonly (readonly [x: number, y: number])[],
  colour: number,
): void {
  const at = (course: typeof low, k: number, share: number) =>
    course[k - 1]![1] + share * (course[k]![1] - course[k - 1]![1]);
  for (let k = 1; k < low.length; k++) {
    const [from, to] = [low[k - 1]![0], low[k]![0]];
    for (let column = Math.ceil(from); column < to; column++) {
      const share = (column - from) / (to - from);
      const ends = [at(low, k, share), at(high, k, share)].map(Math.round);
      for (let row = Math.min(...ends); row <= Math.max(...ends); row++)
        canvas.ink(column, row, colour, BAND);
    }
  }
}

function legend(canvas: Canvas, series: Panel["series"]): void {
  if (series.length < 2) return;
  let at = FRAME.left;
  for (const [k, { name, colour = k, mark }] of series.entries()) {
    const c = FIRST_LINE + (colour % LINES.length);
    canvas.path(
      [
        [at, 52],
        [at + 40, 52],
      ],
      c,
      3,
      mark === "dashed" ? 12 : 0,
    );
    canvas.text(name, at + 50, 45, INK_AT, SIZE);
    at += 80 + 12 * [...name].length;
  }
}

interface Scale {
  readonly unit: AxisUnit;
  /** In the unit of the axis. */
  readonly ticks: readonly number[];
  /** Pixel of a value in the unit of the axis. */
  at(value: number): number;
}

/** @param round  whether the axis ends at ticks */
function scaleOf(
  axis: Axis,
  values: readonly Float64Array[],
  from: number,
  to: number,
  round: boolean,
): Scale {
  const most = largest(...values);
  const unit = axis.unit === "S" ? conductanceUnit(most) : axisUnit(most, axis.unit);
  let low = 0;
  let high = 0;
  for (const list of values)
    for (const v of list) {
      low = Math.min(low, v * unit.factor);
      high = Math.max(high, v * unit.factor);
    }
  if (low === high) high = low + 1;
  const step = niceStep(high - low);
  if (round) {
    low = step * Math.floor(low / step + 1e-9);
    high = step * Math.ceil(high / step - 1e-9);
  }
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return {
    unit,
    ticks: Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step),
    at: (v) => from + ((to - from) * (v - low)) / (high - low),
  };
}

/** 1, 2 or 5 times a power of ten, for some eight ticks. */
function niceStep(range: number): number {
  const power = 10 ** Math.floor(Math.log10(range / 8));
  return power * ([1, 2, 5].find((m) => range / (m * power) <= 9) ?? 10);
}

function written(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

function label({ label: text }: Axis, { name }: AxisUnit): string {
  return `${text} (${name})`;
}
