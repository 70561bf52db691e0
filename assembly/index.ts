/**
 * A layer of lif-cond neurons behind a crossbar of electrochemical synapses, whole presentations at a time. The host
 * lays out the memory and sets `layout`; nothing is allocated here.
 */
import { firstAt, learning, outLog } from "./layout";
import { forgetTicks, nextFlush, resetNeurons, spikesOut, steps, takeThresholds } from "./layer";
import { bookByRows, bookStarts } from "./booking";
import { finishWaveforms, forgetWaveforms, nextWork, queuePost, settle } from "./plasticity";

export * from "./layout";
export { dataEnd } from "./constants";
export { accept } from "./by-tick";
export { BATCH, encode } from "./encode";
export { flipped, inhibitionNext, inhibitionNow, phase, spikesOut } from "./layer";
export { drawFactors } from "./noise";
export { changeColumn, changeRow } from "./columns";
export { ENTRY_BYTES, lonePost, lonePre, paired, pairs } from "./ledger";
export { cutPres, followedCount, MOST_LISTED, PASS_BYTES } from "./booking";
export { events, flushRows, presentations } from "./plasticity";

/** Ticks since the last `finish`. */
let now: i32 = 0;

/** Advance by `ticks`; input spikes of these ticks are in place. */
export function run(ticks: i32): void {
  takeThresholds();
  const end = now + ticks;
  if (learning) bookByRows(now, end);
  while (now < end) {
    let stop = min(nextFlush(now), end);
    if (learning) {
      settle(now, now);
      stop = min(stop, nextWork());
      stop = bookStarts(now, stop, end);
    }
    const before = spikesOut;
    const last = steps(now, stop);
    if (learning && spikesOut > before) {
      const entry = outLog + (before << 3);
      queuePost(load<i32>(entry), load<i32>(entry, 4));
    }
    now = last + 1;
  }
}

/** End of a presentation; with `reset` the neurons go back to rest. */
export function finish(reset: bool): void {
  if (learning) finishWaveforms(now);
  if (reset) resetNeurons();
  else forgetTicks(now);
  now = 0;
  store<i32>(firstAt, 0);
}

/** The presentation is given up: neurons at rest, no waveform under way. What waits for its row stays. */
export function forget(): void {
  forgetWaveforms();
  resetNeurons();
  now = 0;
  store<i32>(firstAt, 0);
}
