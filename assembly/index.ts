/**
 * A layer of lif-cond neurons behind a crossbar of electrochemical synapses, whole presentations at a time. The host
 * lays out the memory and sets `layout`; nothing is allocated here.
 */
import { beginAhead, endAhead, forgetAhead } from "./ahead";
import { begin, end, endOf, FINISH, hear, MEET, RUN } from "./command";
import { firstAt, learning } from "./layout";
import { crowded, firedAt, firedBy, forgetTicks, nextFlush, orderTiles, resetNeurons, spikesOut, steps, takeThresholds } from "./layer";
import { bookByRows, bookStarts } from "./booking";
import { finishWaveforms, forgetWaveforms, nextWork, queuePost, settle } from "./plasticity";
import { takeSeat, threads } from "./meetings";
import { meet } from "./team";
import { theTold } from "./told";

export * from "./layout";
export { MOST_PREPARED } from "./ahead";
export { dataEnd } from "./constants";
export { accept } from "./by-tick";
export { called } from "./command";
export { BATCH, encode } from "./encode";
export { flipped, inhibitionNext, inhibitionNow, phase, spikesOut } from "./layer";
export { drawFactors } from "./noise";
export { changeColumn, changeRow } from "./columns";
export { ENTRY_BYTES, lonePost, lonePre, paired, pairs } from "./ledger";
export { cutPres, followedCount, MOST_LISTED, PASS_BYTES } from "./booking";
export { events, flushRows, presentations } from "./plasticity";
export { breakUp, meetingsSoFar, threads, WORDS_BYTES } from "./meetings";
export { MOST_AMOUNTS, reshare } from "./team";
export { TOLD_BYTES } from "./told";

/** Ticks since the last `finish`. */
let now: i32 = 0;

/** Advance by `ticks`; input spikes of these ticks are in place. */
export function run(ticks: i32): void {
  if (learning) bookByRows(now, now + ticks);
  begin(RUN, ticks, now);
  advance(ticks);
  end();
}

/** By all threads. */
function advance(ticks: i32): void {
  takeThresholds();
  orderTiles();
  const end = now + ticks;
  if (threads > 1) beginAhead(end);
  while (now < end) {
    let stop = min(nextFlush(now), end);
    if (learning) {
      settle(now, now);
      stop = min(stop, nextWork());
      stop = bookStarts(now, stop, end);
    }
    stop = crowded(now, stop);
    const before = spikesOut;
    const last = steps(now, stop);
    if (learning && spikesOut > before) queuePost(firedAt, firedBy);
    now = last + 1;
  }
  endAhead();
}

/** End of a presentation; with `reset` the neurons go back to rest. */
export function finish(reset: bool): void {
  if (learning) {
    begin(FINISH, 0, now);
    finishWaveforms(now);
    end();
  }
  if (reset) resetNeurons();
  else forgetTicks(now);
  now = 0;
  store<i32>(firstAt, 0);
}

/** The presentation is given up: neurons at rest, no waveform under way. What waits for its row stays. */
export function forget(): void {
  forgetWaveforms();
  forgetAhead();
  resetNeurons();
  now = 0;
  store<i32>(firstAt, 0);
}

/** Threads meet so many times and do nothing else: for measurements. @returns  how many took part */
export function meetOften(times: i32): i32 {
  begin(MEET, times, now);
  const together = threads;
  for (let k = 0; k < times; k++) meet();
  end();
  return together;
}

/** A further thread sits down in seat k and does what it is called to, until it has not been called for a while. */
export function serve(k: i32): void {
  takeSeat(k);
  for (let command = hear(); command >= 0; command = hear()) {
    now = theTold().now;
    const argument = theTold().argument;
    if (command == RUN) advance(argument);
    else if (command == FINISH) finishWaveforms(now);
    else for (let k = 0; k < argument; k++) meet();
    endOf();
  }
}
