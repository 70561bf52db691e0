/**
 * A post event changes a synapse in every row: as many cache lines, far apart. Which columns will be changed is known as
 * events begin, so a thread that waits for others touches those synapses, and finds them in its cache later.
 */
import { nPre, rowBytes, scratch, state } from "./layout";

/** Synapses that are still to be touched: addresses from `next` to `end`, a row apart. */
let next: usize = 0;
let end: usize = 0;
/** The latest event whose column was to be touched. */
let latest: i32 = -1;

/** Whether the column of an event is to be touched, the latest so far being the last of `events`. */
export function wantsFetch(event: i32, events: i32): bool {
  // Events are counted from less again where a run goes on from an earlier state.
  if (latest >= events) latest = -1;
  return next >= end && event > latest;
}

export function fetchColumn(column: i32, event: i32): void {
  latest = event;
  next = state + (<usize>column << 2);
  end = next + <usize>nPre * rowBytes;
}

/** The column of an event is changed: nothing of it needs to be touched any more. */
export function fetchNoMore(event: i32): void {
  if (event == latest) next = end;
}

/** Look at a counter up to `looks` times until it has come to `wanted`, and touch what is to be. @returns  whether it has */
export function lookFor(word: usize, wanted: i32, looks: i32): bool {
  let touched = next;
  const last = end;
  const apart = <usize>rowBytes;
  let all: i32 = 0;
  let found = false;
  for (let look = looks; look > 0 && !found; look--) {
    found = atomic.load<i32>(word) - wanted >= 0;
    if (touched >= last) continue;
    all |= load<i32>(touched);
    touched += apart;
  }
  next = touched;
  // What was loaded is stored, or a compiler would not load it.
  store<i32>(scratch, all);
  return found;
}
