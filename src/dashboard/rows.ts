/** What the table of runs holds: one row a run or sweep, small enough that a thousand are sent at once. */
import type { Unit } from "../core/params.js";

/**
 * running: its process is there; unfinished: begun, without a process and without a result; interrupted: ended early with
 * what there was; unreadable: `problem` says why.
 */
export type RunState = "running" | "finished" | "interrupted" | "unfinished" | "unreadable";

/** How far a run is. */
export interface Progressing {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  /** Of the whole run, 0..1, where known. */
  readonly share?: number | undefined;
  readonly accuracy?: number | undefined;
  readonly perSecond?: number | undefined;
}

export interface RunRow {
  /** Path below the folder that is shown, with "/" between its parts; "." for that folder itself. */
  readonly id: string;
  readonly type: "run" | "sweep";
  readonly name: string;
  readonly kind: string;
  readonly seed: string;
  readonly state: RunState;
  /** ISO 8601; null where not known. */
  readonly started: string | null;
  /** s from beginning to end, or until now. */
  readonly seconds: number | null;
  /** The same for runs that differ in nothing but their seed. */
  readonly group: string;
  /** The measure that comes first, and its 95 % interval within this run; null where it has none. */
  readonly headline: string | null;
  readonly interval: readonly [low: number, high: number] | null;
  /** By name, SI. */
  readonly measures: Readonly<Record<string, number>>;
  readonly progress?: Progressing;
  readonly problem?: string;
  /** Of a sweep. */
  readonly points?: { readonly done: number; readonly failed: number; readonly total: number };
}

export interface MeasureInfo {
  readonly unit: Unit;
  readonly doc: string;
}

export interface RunsAnswer {
  /** The folder that is shown, as it was named. */
  readonly root: string;
  readonly rows: readonly RunRow[];
  /** Of all measures in the rows, by name. */
  readonly measures: Readonly<Record<string, MeasureInfo>>;
  /** Whether runs can be stopped and resumed by whoever has the token. */
  readonly controls: boolean;
}

/** The number that a run is judged by; undefined where it has none yet. */
export function headlineOf(row: RunRow): number | undefined {
  return row.headline === null ? row.progress?.accuracy : row.measures[row.headline];
}
