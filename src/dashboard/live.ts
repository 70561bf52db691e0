/**
 * live.jsonl of a run or a sweep: a line of JSON now and then while it is under way, at most four a second. What a line does
 * not say is as the lines before it said.
 */
import type { Progressing } from "./rows.js";
import type { FieldsPicture, LogLine } from "./view.js";

export const LIVE_FILE = "live.jsonl";
/** Beside it: pictures of receptive fields. */
export const LIVE_FOLDER = "live";
/** Their names, below the run's folder. */
export const PICTURE = /^live\/\d{1,16}\.png$/;

export interface LiveLine {
  /** ISO 8601. */
  readonly at: string;
  /** First line of a start; `from`: images, or ticks, that were done before. */
  readonly begin?: { readonly from: number };
  readonly progress?: Progressing;
  readonly notices?: readonly string[];
  readonly fields?: FieldsPicture;
  /** Last line of a start. */
  readonly end?: { readonly state: "finished" | "interrupted" | "failed"; readonly why?: string };
  /** First line of a sweep: what its points are made of. */
  readonly plan?: unknown;
  readonly sweep?: SweepProgress;
}

export interface SweepProgress {
  /** Runs with a result, and what is done of the running ones, in runs. */
  readonly done: number;
  readonly running: number;
  readonly failures?: readonly FailedRun[];
  /** Runs that the plan did not have, of a tolerance search. */
  readonly added?: readonly unknown[];
  /** Of a sweep whose points other machines compute. */
  readonly queue?: QueueNote;
}

/** Points of a sweep at a Redis server, and who works on them. */
export interface QueueNote {
  readonly waiting: number;
  readonly active: number;
  /** With a result that the sweep has not taken yet. */
  readonly ended: number;
  readonly paused: boolean;
  readonly priority: number;
  readonly workers: readonly QueueWorker[];
}

export interface QueueWorker {
  /** Machine and process. */
  readonly name: string;
  /** Points at a time, and those of this sweep that it is at. */
  readonly places: number;
  readonly running: number;
  /** Why it leaves points of this sweep to others. */
  readonly lacks?: string;
}

export interface FailedRun {
  /** Levels by axis, as written. */
  readonly point: Readonly<Record<string, string>>;
  readonly seed: string;
  readonly why: string;
}

/** What a whole live.jsonl says. */
export interface Course {
  readonly progress: Progressing | undefined;
  /** Running accuracy over what was done, of the phase that learns. */
  readonly accuracy: { readonly done: number[]; readonly value: number[]; readonly unit: string };
  readonly log: LogLine[];
  readonly fields: FieldsPicture[];
  readonly end: LiveLine["end"];
}

/** Lines of a text; one that is cut off, or none of ours, is left out. */
export function parseLive(text: string): LiveLine[] {
  return text.split("\n").flatMap((line) => {
    try {
      const parsed: unknown = JSON.parse(line);
      return isLine(parsed) ? [parsed] : [];
    } catch {
      return [];
    }
  });
}

/** Whether all that is read of a line is what it should be: it may come from anywhere. */
function isLine(x: unknown): x is LiveLine {
  if (!isMap(x) || typeof x.at !== "string") return false;
  const { begin, progress, notices, fields, end, sweep } = x;
  const absentOr = (value: unknown, right: (map: Record<string, unknown>) => boolean): boolean =>
    value === undefined || (isMap(value) && right(value));
  const listOr = (value: unknown): boolean => value === undefined || Array.isArray(value);
  return (
    absentOr(begin, ({ from }) => typeof from === "number") &&
    absentOr(progress, ({ phase, done }) => typeof phase === "string" && typeof done === "number") &&
    (notices === undefined ||
      (Array.isArray(notices) && notices.every((text) => typeof text === "string"))) &&
    absentOr(fields, ({ file, done }) => typeof file === "string" && typeof done === "number") &&
    absentOr(end, ({ state }) => typeof state === "string") &&
    absentOr(
      sweep,
      ({ failures, added, queue }) =>
        listOr(failures) && listOr(added) && absentOr(queue, ({ workers }) => Array.isArray(workers)),
    )
  );
}

function isMap(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}

export function courseOf(lines: readonly LiveLine[]): Course {
  let accuracy: { done: number[]; value: number[]; unit: string } = { done: [], value: [], unit: "images" };
  let fields: FieldsPicture[] = [];
  const log: LogLine[] = [];
  let progress: Progressing | undefined;
  let end: LiveLine["end"];
  let learning: string | undefined;
  for (const line of lines) {
    if (line.begin) {
      const { from } = line.begin;
      // What was done after the checkpoint is done again.
      const kept = accuracy.done.filter((done) => done <= from).length;
      accuracy = { ...accuracy, done: accuracy.done.slice(0, kept), value: accuracy.value.slice(0, kept) };
      fields = fields.filter(({ done }) => done <= from);
      end = undefined;
      learning = undefined;
      log.push({ at: line.at, text: from > 0 ? `resumed after ${from}` : "begun" });
    }
    for (const text of line.notices ?? []) log.push({ at: line.at, text });
    if (line.fields) fields.push(line.fields);
    if (line.progress) {
      const { phase, done, accuracy: value, unit } = line.progress;
      learning ??= phase;
      if (progress?.phase !== phase) log.push({ at: line.at, text: phase });
      progress = line.progress;
      // It is that of a window of images, and the same until the next one is full.
      const [last, before] = [accuracy.done.at(-1) ?? -1, accuracy.value.at(-1)];
      if (phase === learning && value !== undefined && done > last && value !== before) {
        accuracy.done.push(done);
        accuracy.value.push(value);
        accuracy.unit = unit;
      }
    }
    if (line.end) {
      end = line.end;
      log.push({ at: line.at, text: [line.end.state, line.end.why].filter(Boolean).join(": ") });
    }
  }
  return { progress, accuracy, log, fields, end };
}
