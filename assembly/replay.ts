/** One post waveform replayed against the pre waveforms that overlap it; see src/crossbar/post-event-replay.ts. */
import {
  excess, nPre, origin, postTicks, preTicks, startAt, startRow, startTick, sums, tableStride,
} from "./layout";
import { entriesBefore } from "./levels";

/**
 * Sums of each row up to its last pre start before `end`, and where its present regime begins in `excess`: what is still
 * to be added is excess[origin + end - start].
 * @param known  ticks below this have their input spikes in place
 * @param level  of the post event's amplitude
 */
export function replay(start: i32, end: i32, known: i32, level: i32): void {
  const pieces = excess + (entriesBefore(level) << 3);
  const alone = i32x4.splat((preTicks + postTicks) * tableStride);
  const zero = i32x4.splat(0);
  for (let i: usize = 0, bytes: usize = nPre << 2; i < bytes; i += 16) {
    v128.store(origin + i, alone);
    v128.store(sums + (i << 1), zero);
    v128.store(sums + (i << 1), zero, 16);
  }
  const stop = min(end, known);
  const begin = max(0, start - preTicks + 1);
  if (begin >= stop) return;
  // A global would be loaded again at each use.
  const ticks = startTick;
  const rows = startRow;
  const origins = origin;
  const ends = sums;
  const stride = tableStride;
  let spike: usize = load<i32>(startAt + (begin << 2)) << 2;
  // Waveforms begun before the post event: the youngest counts.
  const inside: usize = load<i32>(startAt + (min(stop, start + 1) << 2)) << 2;
  for (; spike < inside; spike += 4) {
    const age = start - load<i32>(ticks + spike);
    const place = (min(preTicks, age) + postTicks) * stride;
    store<i32>(origins + (load<i32>(rows + spike) << 2), place);
  }
  const last: usize = load<i32>(startAt + (stop << 2)) << 2;
  for (; spike < last; spike += 4) {
    const elapsed = load<i32>(ticks + spike) - start;
    const row = load<i32>(rows + spike);
    const at = origins + (row << 2);
    const sum = ends + (row << 3);
    const piece = v128.load64_zero(pieces + ((load<i32>(at) + elapsed) << 3));
    v128.store_lane<i64>(sum, f32x4.add(v128.load64_zero(sum), piece), 0);
    store<i32>(at, (max(-postTicks, -elapsed) + postTicks) * stride - elapsed);
  }
}
