/** Pre waveforms that start late: input spikes of a presentation by the ticks of their starts, laid out as the kernel's own. */
import type { StartJitter } from "../../crossbar/nonideal/driver-timing.js";
import type { MemoryPlan } from "./memory-plan.js";

export class LateStarts {
  private readonly firstAt: Int32Array;
  private readonly rowIndex: Int32Array;
  private readonly startAt: Int32Array;
  private readonly startRow: Int32Array;
  private readonly startTick: Int32Array;
  /** Start of every spike, in the order of arrival. */
  private readonly start: Int32Array;
  private readonly isFollowed: Uint8Array;

  /** @param followed  rows that `followed` tells of */
  constructor(
    private readonly jitter: StartJitter,
    plan: MemoryPlan,
    buffer: ArrayBufferLike,
    nPre: number,
    followed: readonly number[],
  ) {
    this.isFollowed = new Uint8Array(nPre);
    for (const row of followed) this.isFollowed[row] = 1;
    this.firstAt = plan.int32("firstAt", buffer);
    this.rowIndex = plan.int32("rowIndex", buffer);
    this.startAt = plan.int32("startAt", buffer);
    this.startRow = plan.int32("startRow", buffer);
    this.startTick = plan.int32("startTick", buffer);
    this.start = new Int32Array(this.startRow.length);
  }

  /**
   * All spikes since the last `finish`, by start; those that start together in the order of arrival.
   * @param begin  absolute tick of the last `finish`
   * @param ticks  ticks since then whose input is in place
   */
  order(begin: number, ticks: number): void {
    const { firstAt, rowIndex, start, startAt, startRow, startTick } = this;
    startAt.fill(0);
    // Counters stand one place on until they are summed.
    for (let t = 0; t < ticks; t++)
      for (let s = firstAt[t]!; s < firstAt[t + 1]!; s++) {
        start[s] = t + this.jitter.pre(rowIndex[s]!, begin + t);
        startAt[start[s]! + 1]!++;
      }
    for (let t = 1; t < startAt.length; t++) startAt[t]! += startAt[t - 1]!;
    const next = startAt.slice();
    for (let s = 0; s < firstAt[ticks]!; s++) {
      const place = next[start[s]!]!++;
      startRow[place] = rowIndex[s]!;
      startTick[place] = start[s]!;
    }
  }

  /** None is to come, until `order` tells of others: those of a presentation that is over would start again. */
  forget(): void {
    this.startAt.fill(0);
  }

  /** (tick, row) pairs of the waveforms last ordered, those after the presentation's end included. */
  followed(): Int32Array {
    const { startAt, startRow, isFollowed } = this;
    const pairs: number[] = [];
    for (let t = 0; t + 1 < startAt.length; t++)
      for (let s = startAt[t]!; s < startAt[t + 1]!; s++)
        if (isFollowed[startRow[s]!] === 1) pairs.push(t, startRow[s]!);
    return Int32Array.from(pairs);
  }
}
