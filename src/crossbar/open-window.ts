/** A post waveform under way. */
import type { Saved } from "../core/saved.js";
import { checkDistinct, checkedList, checkedTimes, checkLength, whole } from "../core/saved-values.js";

export interface OpenWindow {
  readonly column: number;
  readonly start: number;
  /** Number of its post spike. */
  readonly event: number;
}

export function saveWindows(windows: readonly OpenWindow[]): Saved {
  return {
    numbers: {},
    arrays: {
      column: Int32Array.from(windows, (w) => w.column),
      start: Float64Array.from(windows, (w) => w.start),
      event: Float64Array.from(windows, (w) => w.event),
    },
  };
}

/** What the windows of a crossbar with `nPost` columns can be at tick `now`, each `length` ticks long. */
export interface WindowLimits {
  readonly nPost: number;
  readonly length: number;
  readonly now: number;
  /** Post spikes so far. */
  readonly events: number;
}

/**
 * Put what was saved in place of `windows`.
 * @throws SavedError where something is missing, or cannot be open
 */
export function restoreWindows(windows: OpenWindow[], saved: Saved, limits: WindowLimits): void {
  const { nPost, length, now, events } = limits;
  const start = checkedTimes(saved, "start", whole(Math.max(0, now - length), now));
  checkLength(saved, "column", start.length);
  checkLength(saved, "event", start.length);
  const column = checkedList(saved, "column", new Int32Array(0), whole(0, nPost - 1));
  const event = checkedList(saved, "event", new Float64Array(0), whole(0, events - 1));
  checkDistinct(saved, "column");
  windows.length = 0;
  for (const [x, at] of start.entries()) windows.push({ column: column[x]!, start: at, event: event[x]! });
}
