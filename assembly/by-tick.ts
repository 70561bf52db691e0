/** Input spikes of a presentation: collected in the order of drawing, then laid out tick by tick. */
import { drawn, firstAt, rowBytes, rowIndex, rowOffset, sourceCounts, tickIndex } from "./layout";

/** End of the spikes in `drawn`, where they are row by row, with a row that is none behind them; else 0. */
export let drawnEnd: usize = 0;

/** Take `spikes` spikes that the host has written to `drawn`; those of a tick in ascending order of rows. */
export function accept(spikes: i32, ticks: i32, from: i32): void {
  const first = beginTicks(ticks, from);
  const end = drawn + (spikes << 3);
  for (let at = drawn; at < end; at += 8) {
    draw(at, first, load<i32>(at), load<i32>(at, 4));
    countSpikes(load<i32>(at, 4), 1);
  }
  sortByTick(first, ticks, end, false);
}

/** More spikes of a row, for the host. */
// @ts-ignore: decorator
@inline
export function countSpikes(row: i32, spikes: i32): void {
  const at = sourceCounts + (row << 2);
  store<i32>(at, load<i32>(at) + spikes);
}

/** Clear the counters of the ticks; address of the first. Counters stand two places on until they are sorted. */
export function beginTicks(ticks: i32, from: i32): usize {
  const first = firstAt + (from << 2);
  for (let t = 1; t <= ticks + 1; t++) store<i32>(first + (t << 2), 0);
  return first;
}

/** A spike at `at`. @returns  where the next one goes */
// @ts-ignore: decorator
@inline
export function draw(at: usize, first: usize, t: i32, row: i32): usize {
  store<i32>(at, t);
  store<i32>(at, row, 4);
  counted(first, t);
  return at + 8;
}

/** One more in a tick; where it is the first behind the last, in a counter of no use. */
// @ts-ignore: decorator
@inline
export function counted(first: usize, t: i32): void {
  const counter = first + (t << 2);
  store<i32>(counter, load<i32>(counter, 8) + 1, 8);
}

/** Stable counting sort by tick. @param byRows  whether spikes are in `drawn` row by row */
export function sortByTick(first: usize, ticks: i32, end: usize, byRows: bool): void {
  const from = <i32>((first - firstAt) >> 2);
  let sum = load<i32>(first);
  store<i32>(first, sum, 4);
  for (let t = 2; t <= ticks; t++) {
    const counter = first + (t << 2);
    sum += load<i32>(counter);
    store<i32>(counter, sum);
  }
  // Globals would be loaded again at each use.
  const rows = rowIndex;
  const offsets = rowOffset;
  const tickOf = tickIndex;
  const apart = rowBytes;
  for (let at = drawn; at < end; at += 8) {
    const t = load<i32>(at);
    const counter = first + (t << 2);
    const place = load<i32>(counter, 4);
    store<i32>(counter, place + 1, 4);
    const row = load<i32>(at, 4);
    store<i32>(rows + (place << 2), row);
    store<i32>(tickOf + (place << 2), from + t);
    store<i32>(offsets + (place << 2), row * apart);
  }
  store<i32>(end, -1, 4);
  drawnEnd = byRows ? end : 0;
}
