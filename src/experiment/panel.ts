/** What a figure shows, before it is drawn: panels of curves in SI units. */
import type { Unit } from "../core/params.js";

/** An axis of a panel. */
export interface Axis {
  /** What it is, in symbols or words: "Δt = t_post − t_pre". */
  readonly label: string;
  /** SI unit of its values. */
  readonly unit: Unit;
  /** How values are laid out; linear where left out. */
  readonly scale?: "linear" | "log";
  /** Whether numbers without a unit are written in per cent. */
  readonly percent?: boolean;
  /** SI; that of the data where left out. */
  readonly domain?: readonly [low: number, high: number];
}

/** A curve, dots or bars of a panel. */
export interface Series {
  /** Name in the legend. */
  readonly name: string;
  /** Positions on the x axis, SI. */
  readonly x: Float64Array;
  /** Values, SI; as many. */
  readonly y: Float64Array;
  /** Ends of an interval around y: a band behind lines, a bar behind dots. */
  readonly low?: Float64Array;
  /** Upper ends of the interval. */
  readonly high?: Float64Array;
  /** `outline`: hollow dots. */
  readonly mark: "line" | "dashed" | "dots" | "outline" | "bars";
  /** Number in the palette; series of one colour belong together. The series' place where left out. */
  readonly colour?: number;
  /** Left out of the legend: said by another series of the same colour. */
  readonly silent?: boolean;
}

/** One diagram of a figure, as data. */
export interface Panel {
  /** Name in files: letters, digits and dashes. */
  readonly id: string;
  /** Heading of the panel. */
  readonly title: string;
  /** The x axis. */
  readonly x: Axis;
  /** The y axis. */
  readonly y: Axis;
  /** What is drawn in it. */
  readonly series: readonly Series[];
  /** Columns of a row of six that it takes; 3 (half) where left out. */
  readonly columns?: 2 | 3 | 6;
  /** Categories on the x axis, for bars: x counts them from 0. */
  readonly categories?: readonly string[];
}

/** A series from a function of SI numbers. */
export function sampled(
  name: string,
  x: Float64Array,
  f: (x: number) => number,
  mark: Series["mark"] = "line",
): Series {
  return { name, x, y: x.map(f), mark };
}
