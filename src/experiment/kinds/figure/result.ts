import type { Unit } from "../../../core/params.js";
import type { Panel } from "../../panel.js";
import type { FigureNumber, FigureTable } from "./drawings/drawing.js";

/** One statement held against one number of a figure. */
export interface CheckResult {
  /** "F-18". */
  fact: string;
  /** What the paper says. */
  paper: string;
  /** Name of the number that decides. */
  number: string;
  /** Its value, in `unit`. */
  value: number;
  /** Its unit. */
  unit: Unit;
  /** Why there is no value, in words; it is NaN then. */
  absent?: string;
  /** The value for people. */
  ours: string;
  /** How the number comes about. */
  how: string;
  /** Whether the value is within the bounds. */
  holds: boolean;
  /** Bounds within which the statement is reproduced. */
  bounds: {
    /** Lowest value; any where left out. */
    from?: number;
    /** Highest value; any where left out. */
    to?: number;
  };
}

/** metrics.json of a figure. */
export interface FigureMetrics {
  /** Kind of the experiment. */
  kind: "figure";
  /** Which figure: pulses, windows, cycling, variability, energy or montecarlo. */
  figure: string;
  /** Heading of the figure. */
  title: string;
  /** Statements that its numbers were held against. */
  checks: CheckResult[];
  /** The numbers read off it. */
  numbers: FigureNumber[];
  /** Name of the run's random streams. */
  seed: string;
  /** Whether the run was stopped before its end. */
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
