/**
 * Cuts a simulation into parts of some tenths of a second of wall time, between which progress is told, an abort is heard
 * and checkpoints are written. Where the cuts are changes no result.
 */

/** A part is at most this share of the whole. */
const PARTS = 100;
/** Ticks of the first part: few, since nobody knows yet how long one takes. */
const FIRST = 8;
const SHORT = 0.05; // s
const LONG = 0.2; // s

export class Pace {
  private length: number;
  private readonly longest: number;
  private started = 0;

  /** @param multiple  ticks of which every multiple is the end of a part */
  constructor(
    private readonly ticks: number,
    private readonly multiple: number | undefined,
  ) {
    this.longest = Math.max(1, Math.ceil(ticks / PARTS));
    this.length = Math.min(FIRST, this.longest);
  }

  /** End of the part that begins now at tick `done`. */
  next(done: number): number {
    this.started = performance.now();
    const { multiple } = this;
    const stop = multiple ? (Math.floor(done / multiple) + 1) * multiple : Number.POSITIVE_INFINITY;
    return Math.min(this.ticks, done + this.length, stop);
  }

  /** That part is over. */
  over(): void {
    const seconds = (performance.now() - this.started) / 1000;
    if (seconds < SHORT) this.length = Math.min(this.longest, 2 * this.length);
    else if (seconds > LONG) this.length = Math.max(1, Math.floor(this.length / 2));
  }
}
