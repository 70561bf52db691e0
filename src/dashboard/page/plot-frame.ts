/** What a plot shows, and where in its drawing a value is. */
import type { Unit } from "../../core/params.js";

export interface PlotSeries {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** 95 % interval of each, or what its line says. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** Dots where there are few values; or dots alone, of values that no line joins. */
  readonly dots?: boolean | "alone";
}
export interface PlotAxis {
  readonly label: string;
  readonly unit: Unit;
  readonly percent?: boolean;
  readonly log?: boolean;
}
export interface PlotContent {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
  /** What is not drawn. */
  readonly note?: string;
  /** Across: "allowed loss". */
  readonly lines?: readonly { readonly y: number; readonly text: string }[];
}

/** Room around the curves, px. */
export const LEFT = 62;
export const RIGHT = 16;
export const TOP = 26;
export const BOTTOM = 42;

export class PlotFrame {
  /** Places of the axes' ends: logarithms on a logarithmic axis. */
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];

  constructor(
    readonly content: PlotContent,
    readonly width: number,
    readonly height: number,
  ) {
    const { series, lines = [], x } = content;
    const xs = series.flatMap((s) => s.x.map((v) => place(v, x)).filter(Number.isFinite));
    const ys = series.flatMap((s) => [s.y, s.low ?? [], s.high ?? []].flat()).filter(Number.isFinite);
    this.x = range(xs, 0);
    this.y = range([...ys, ...lines.map((line) => line.y)], 0.06);
  }

  /** Pixels of a place. */
  px(x: number): number {
    const [low, high] = this.x;
    return LEFT + ((x - low) / (high - low)) * (this.width - LEFT - RIGHT);
  }

  py(y: number): number {
    const [low, high] = this.y;
    return TOP + ((high - y) / (high - low)) * (this.height - TOP - BOTTOM);
  }

  /** The place at a pixel. */
  xAt(px: number): number {
    const [low, high] = this.x;
    return low + ((px - LEFT) / (this.width - LEFT - RIGHT)) * (high - low);
  }
}

/** Where a value stands on its axis. */
export function place(value: number, { log }: PlotAxis): number {
  return log ? Math.log10(value) : value;
}

function range(values: readonly number[], room: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  if (!(low <= high)) return [0, 1];
  const width = high - low || Math.abs(high) || 1;
  return high === low ? [low - width / 2, high + width / 2] : [low - room * width, high + room * width];
}
