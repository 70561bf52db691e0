/** Lists of work that threads go through together: how the host calls the others, and what these do all the time. */
import { mostThreads, spinSteps, told } from "../layout";
import {
  awaitCall, call, choose, hasCome, join, meetingsSoFar, missing, raiseFlag, sitDown, sleep, takeSeat, threads, workAlone,
} from "../meetings";
import { work } from "./work";

// @ts-ignore: decorator
@unmanaged
class Told {
  list: usize;
  count: i32;
  threads: i32;
  meetings: i32;
}

/** Threads that took part in the last list: a sleeper keeps it here, see ../meetings.ts. */
let together: i32 = 1;

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
  meet();
  workAlone();
  return together;
}

/** A further thread sits down in seat k and does its part of what is listed, until it has not been called for a while. */
export function serve(k: i32): void {
  takeSeat(k);
  while (awaitCall()) {
    const t = changetype<Told>(told);
    join(t.threads, t.meetings);
    work(t.list, t.count);
    // Free for the next call before the first thread knows it.
    sitDown();
    meet();
  }
}

/** Until all threads are here. */
function meet(): void {
  if (threads == 1) return;
  raiseFlag();
  while (missing()) if (!lookOut()) sleep();
}

/** @returns  whether the one who is awaited has come before it is time to sleep */
function lookOut(): bool {
  for (let spin = spinSteps; spin > 0; spin--) if (hasCome()) return true;
  return false;
}
