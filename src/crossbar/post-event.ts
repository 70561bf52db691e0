/** A post waveform under way. */
import type { Saved } from "../core/saved.js";
import { checkDistinct, checkedList, checkedTimes, checkLength, whole } from "../core/saved-values.js";

export interface PostEvent {
  readonly column: number;
  readonly start: number;
  /** Number of its post spike. */
  readonly event: number;
}

export function savePostEvents(underWay: readonly PostEvent[]): Saved {
  return {
    numbers: {},
    arrays: {
      column: Int32Array.from(underWay, (e) => e.column),
      start: Float64Array.from(underWay, (e) => e.start),
      event: Float64Array.from(underWay, (e) => e.event),
    },
  };
}

/** What post events of a crossbar with `nPost` columns can be at tick `now`, each `length` ticks long. */
export interface PostEventLimits {
  readonly nPost: number;
  readonly length: number;
  readonly now: number;
  /** Post spikes so far. */
  readonly events: number;
}

/**
 * Put what was saved in place of `underWay`.
 * @throws SavedError where something is missing, or cannot be under way
 */
export function restorePostEvents(underWay: PostEvent[], saved: Saved, limits: PostEventLimits): void {
  const { nPost, length, now, events } = limits;
  const start = checkedTimes(saved, "start", whole(Math.max(0, now - length), now));
  checkLength(saved, "column", start.length);
  checkLength(saved, "event", start.length);
  const column = checkedList(saved, "column", new Int32Array(0), whole(0, nPost - 1));
  const event = checkedList(saved, "event", new Float64Array(0), whole(0, events - 1));
  checkDistinct(saved, "column");
  underWay.length = 0;
  for (const [x, at] of start.entries()) underWay.push({ column: column[x]!, start: at, event: event[x]! });
}
