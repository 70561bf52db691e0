/** What the first thread tells the others at the start of a command: all that may have changed since the last one. */
import { told } from "./layout";

// @ts-ignore: decorator
@unmanaged
export class Told {
  gain: f64;
  thetaPlus: f64;
  command: i32;
  argument: i32;
  threads: i32;
  meetings: i32;
  now: i32;
  learning: i32;
  wide: i32;
  flipped: i32;
  phase: i32;
  spikesOut: i32;
  inhibitionNow: f32;
  inhibitionNext: f32;
  events: i32;
  presentations: i32;
  /** Post events under way, and post starts to come; they follow, as they lie in `postEvents` and `postQueue`. */
  open: i32;
  queued: i32;
  booked: i32;
  listed: i32;
  applied: i32;
  unused: i32;
}

/** Bytes before the lists; the host sets room aside for them and for the longest lists. */
export const TOLD_BYTES: i32 = offsetof<Told>();

// @ts-ignore: decorator
@inline
export function theTold(): Told {
  return changetype<Told>(told);
}

// @ts-ignore: decorator
@inline
export function listsTold(): usize {
  return told + offsetof<Told>();
}
