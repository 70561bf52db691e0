/** What the page of a sweep shows: its points as far as they are, numbers in SI. */
import type { Unit } from "../core/params.js";
import type { FailedRun, QueueNote } from "./live.js";
import type { RunRow } from "./rows.js";
import type { LogLine } from "./view.js";

export interface SweepAxis {
  readonly label: string;
  /** Of its numbers; null for words. */
  readonly unit: Unit | null;
  readonly percent: boolean;
  readonly scale: "linear" | "log";
}

export interface SweepStatistic {
  readonly doc: string;
  readonly unit: Unit;
  /** null where some seed has no such number. */
  readonly mean: number | null;
  /** 95 % interval over seeds; null for one seed. */
  readonly ci95: readonly [low: number, high: number] | null;
}

export interface SweepPoint {
  readonly axes: Readonly<Record<string, string | number>>;
  readonly text: Readonly<Record<string, string>>;
  readonly measures: Readonly<Record<string, SweepStatistic>>;
  readonly done: number;
  readonly failed: number;
}

export interface SweepTolerance {
  readonly axis: string;
  readonly loss: number;
  readonly found: readonly {
    readonly text: Readonly<Record<string, string>>;
    readonly value: number | null;
    readonly interval: readonly [low: number | null, high: number | null];
    readonly beyond: number | null;
  }[];
}

/** A part of the runs that a process of its own does (`--shard`). */
export interface SweepShard {
  /** From 1 on. */
  readonly index: number;
  readonly of: number;
  readonly host: string;
  readonly pid: number;
  /** Runs that are its own, and those of them that have a result. */
  readonly own: number;
  readonly done: number;
}

export interface SweepView {
  readonly row: RunRow;
  readonly measure: string;
  readonly axes: Readonly<Record<string, SweepAxis>>;
  readonly points: readonly SweepPoint[];
  readonly tolerance: SweepTolerance | null;
  readonly failures: readonly FailedRun[];
  /** Results that are there and were not read so far; absent where all were. */
  readonly unread?: number;
  /** Where other machines compute its points: as it was told last. */
  readonly queue?: QueueNote;
  /** Those of its shards that run. */
  readonly shards?: readonly SweepShard[];
  readonly log: readonly LogLine[];
  readonly files: readonly string[];
  readonly command: string;
}
