/** A post waveform under way. */
import { anyArrayOf, type Saved } from "../core/saved.js";

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

/** Put what was saved in place of `windows`. @throws SavedError where something is missing */
export function restoreWindows(windows: OpenWindow[], saved: Saved): void {
  const start = anyArrayOf(saved, "start");
  const event = anyArrayOf(saved, "event");
  windows.length = 0;
  for (const [x, column] of anyArrayOf(saved, "column").entries())
    windows.push({ column, start: start[x]!, event: event[x]! });
}
