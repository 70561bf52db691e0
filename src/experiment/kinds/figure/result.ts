import type { Unit } from "../../../core/params.js";
import type { Panel } from "../../panel.js";
import type { FigureNumber, FigureTable } from "./drawings/drawing.js";

/** One statement held against one number of a figure. */
export interface CheckResult {
  /** "F-18". */
  fact: string;
  /** What the paper says. */
  paper: string;
  number: string;
  value: number;
  unit: Unit;
  /** Why there is no value, in words; it is NaN then. */
  absent?: string;
  /** The value for people. */
  ours: string;
  how: string;
  /** Whether the value is within the bounds. */
  holds: boolean;
  bounds: { from?: number; to?: number };
}

/** metrics.json of a figure. */
export interface FigureMetrics {
  kind: "figure";
  figure: string;
  title: string;
  checks: CheckResult[];
  numbers: FigureNumber[];
  seed: string;
  interrupted: boolean;
  /** Gate voltages beyond the rates that were given, in words. */
  extrapolation?: string[];
}

/** What a figure run gives. */
export interface FigureResult {
  /** Kind of the experiment. */
  kind: "figure";
  /** Its numbers and checks: what metrics.json holds. */
  metrics: FigureMetrics;
  /** The curves, as data. */
  panels: readonly Panel[];
  /** The tables, as data. */
  tables: readonly FigureTable[];
  /** What was assumed or extrapolated, in words. */
  notes: readonly string[];
}
