/** CPU time of many windows; what is told is the 25th percentile, which other work on the machine hardly moves. */

export interface Timing {
  /** CPU time of one operation, s: 25th percentile over the windows, and the median. */
  readonly p25: number;
  readonly median: number;
  readonly windows: number;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

export function timing(seconds: readonly number[]): Timing {
  const sorted = [...seconds].sort((a, b) => a - b);
  return { p25: quantile(sorted, 0.25), median: quantile(sorted, 0.5), windows: sorted.length };
}

/** CPU time between calls: one window for each call after the first. */
export class Windows {
  private readonly seconds: number[] = [];
  private before = Number.NaN;

  /** @param operations  done since the last call */
  mark(operations: number): void {
    const now = cpuSeconds();
    if (!Number.isNaN(this.before)) this.seconds.push((now - this.before) / operations);
    this.before = now;
  }

  get timing(): Timing {
    return timing(this.seconds);
  }

  get count(): number {
    return this.seconds.length;
  }
}

/** Time `operation`: windows of at least 20 ms of it, after ten for the compiler to settle. */
export function time(operation: () => void, windows = 40): Timing {
  let batch = 1;
  for (let spent = 0; spent < 0.02; batch *= 2) {
    const before = cpuSeconds();
    for (let k = 0; k < batch; k++) operation();
    spent = cpuSeconds() - before;
  }
  const seen = new Windows();
  for (let w = 0; w < windows + 10; w++) {
    for (let k = 0; k < batch; k++) operation();
    if (w > 8) seen.mark(batch);
  }
  return seen.timing;
}
