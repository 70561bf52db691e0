/** Commands that threads carry out together: how the first thread calls the others, and what these do all the time. */
import { gain, learning, mostThreads, seatCount, takeConstants, thetaPlus, wide } from "./layout";
import { hearBooked, tellBooked } from "./booking";
import { hearSteps, tellSteps } from "./layer";
import { hearEvents, tellEvents } from "./plasticity";
import { awaitCall, call, choose, join, meetingsSoFar, sitDown, threads, workAlone } from "./meetings";
import { beginShare, forgetEarliest, meet, share } from "./team";
import { theTold } from "./told";

export const RUN: i32 = 0;
export const FINISH: i32 = 1;
export const MEET: i32 = 2;

/** Threads that the last command was for. */
export let called: i32 = 1;

/** Of the first thread: whoever is there is called to a command. */
export function begin(command: i32, argument: i32, now: i32): void {
  if (seatCount == 0) return;
  choose(mostThreads);
  called = threads;
  share();
  if (threads == 1) return;
  const t = theTold();
  t.command = command;
  t.argument = argument;
  t.threads = threads;
  t.meetings = meetingsSoFar();
  t.now = now;
  t.learning = learning;
  t.wide = wide;
  t.gain = gain;
  t.thetaPlus = thetaPlus;
  tellSteps(t);
  tellEvents(t);
  tellBooked(t);
  forgetEarliest();
  call();
}

/** Of the first thread: the command is carried out, and what is left to do it does alone. */
export function end(): void {
  if (threads == 1) return;
  meet();
  workAlone();
}

/** Of the others: the next call. @returns  its command, with all that was told taken; -1 where none came */
export function hear(): i32 {
  if (!awaitCall()) return -1;
  const t = theTold();
  takeConstants(t.learning != 0, t.wide != 0, t.gain, t.thetaPlus);
  hearSteps(t);
  hearEvents(t);
  hearBooked(t);
  join(t.threads, t.meetings);
  beginShare();
  return t.command;
}

/** Of the others: done, and free for the next call before the first thread knows it. */
export function endOf(): void {
  sitDown();
  meet();
}
