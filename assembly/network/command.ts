/** Lists of work that threads go through together: how the host calls the others, and what these do all the time. */
import { mostThreads, told } from "../layout";
import { awaitCall, call, choose, join, meetAll, meetingsSoFar, sitDown, threads, workAlone } from "./team";
import { work } from "./work";

// @ts-ignore: decorator
@unmanaged
class Told {
  list: usize;
  count: i32;
  threads: i32;
  meetings: i32;
}

/** Threads that took part in the last list, and a further thread's seat: kept here as what sleepers need is in team.ts. */
let together: i32 = 1;
let ownSeat: i32 = 0;

/** Of the first thread: all that is listed is done, by whoever is there. @returns  how many took part */
export function perform(list: usize, count: i32): i32 {
  choose(mostThreads);
  together = threads;
  if (together > 1) {
    const t = changetype<Told>(told);
    t.list = list;
    t.count = count;
    t.threads = together;
    t.meetings = meetingsSoFar();
    call();
  }
  work(list, count);
  meetAll();
  workAlone();
  return together;
}

/** A further thread sits down in seat k and does its part of what is listed, until it has not been called for a while. */
export function serve(k: i32): void {
  ownSeat = k;
  sitDown(ownSeat);
  while (awaitCall(ownSeat)) {
    const t = changetype<Told>(told);
    join(ownSeat, t.threads, t.meetings);
    work(t.list, t.count);
    // Free for the next call before the first thread knows it.
    sitDown(ownSeat);
    meetAll();
  }
}
