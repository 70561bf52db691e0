/** What every file of this folder returns for its spec. */
import type { Unit } from "../../../../core/params.js";
import type { BackendLoaders } from "../../../../crossbar/kernels/tensors.js";
import type { Panel } from "../../../panel.js";

/** A number that is read off a figure. */
export interface FigureNumber {
  /** As checks name it: "peakUp", or "B.peakUp" where there are several curves. */
  readonly name: string;
  /** The number, in `unit`. */
  readonly value: number;
  /** Its unit. */
  readonly unit: Unit;
  /** What it is, in one line. */
  readonly doc: string;
  /** Why there is no such number, in words; the value is NaN then, and null in files. */
  readonly absent?: string;
}

/** A table of words beside the panels. */
export interface FigureTable {
  /** Heading of the table. */
  readonly title: string;
  /** Heading of each column. */
  readonly header: readonly string[];
  /** Cells as texts, row after row. */
  readonly rows: readonly (readonly string[])[];
}

export interface Drawing {
  readonly panels: readonly Panel[];
  readonly numbers: readonly FigureNumber[];
  readonly tables?: readonly FigureTable[];
  /** Whether it was stopped before all of it was done. */
  readonly partial?: boolean;
  /** What a reader must know to judge it: factors applied, numbers assumed. */
  readonly notes: readonly string[];
}

/** Told how far a drawing is, and whether to stop. */
export interface DrawOptions {
  readonly progress?: (done: number, total: number) => void;
  /** Aborting ends it with what there is, where a drawing takes long. */
  readonly signal?: AbortSignal;
  /** How the tfjs kernel's backends are loaded; those that run anywhere unless given. */
  readonly backends?: BackendLoaders;
}
