/** What the page of one run shows. */
import type { Unit } from "../core/params.js";
import type { RunRow } from "./rows.js";

export interface Curve {
  readonly name: string;
  readonly xLabel: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly unit: Unit;
}

/** Bars of one kind, such as energy by part; SI. */
export interface Bars {
  readonly title: string;
  readonly unit: Unit;
  readonly bars: readonly (readonly [name: string, value: number])[];
}

/** Receptive fields at a moment. */
export interface FieldsPicture {
  /** Below the run's folder. */
  readonly file: string;
  /** Images shown, or trials played, by then. */
  readonly done: number;
  /** What the ends of its shades stand for. */
  readonly low: number;
  readonly high: number;
  readonly unit: Unit;
}

export interface LogLine {
  readonly at: string;
  readonly text: string;
}

export interface Confusion {
  /** By true class (row) and decision (column); columns beyond the classes have names of their own. */
  readonly counts: readonly (readonly number[])[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly readout: string;
}

export interface RunView {
  readonly row: RunRow;
  readonly about: readonly (readonly [what: string, text: string])[];
  readonly figures: readonly (readonly [what: string, text: string])[];
  readonly notices: readonly string[];
  readonly curves: readonly Curve[];
  readonly confusion: Confusion | null;
  readonly bars: readonly Bars[];
  readonly fields: readonly FieldsPicture[];
  readonly log: readonly LogLine[];
  /** The whole config: dotted path and value. */
  readonly config: Readonly<Record<string, string>>;
  /** Names of files below the run's folder. */
  readonly files: readonly string[];
  /** A command that goes on with it, or looks at it again. */
  readonly command: string;
}
