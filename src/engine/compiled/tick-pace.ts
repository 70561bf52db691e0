/**
 * Whether threads pay at the ticks of a network, by the clock, as `ThreadPace` sees it of a layer's pictures. A trial goes tick by
 * tick in short blocks, in turns with one thread and with all, since ticks differ; then many follow with what was faster. All
 * of them stop at once where they take much too long: a thread that has lost its core may cost twenty times a tick. No
 * result depends on it.
 */

/** Ticks of a block, and of a trial with one thread, and with all. */
const BLOCK = 32;
const TRIAL = 512;
/** Ticks between two trials; twice as many after each further one that says that one thread is faster, up to so many. */
const TERM = 8192;
const LONGEST_TERM = 8 * TERM;
/** Ticks before the first trial, while code is compiled. */
const FIRST = 64;
/** So many times what one thread takes is too long, which is seen once as many ticks' time is over, by whatever number of ticks. */
const TOO_LONG = 1.5;
const SEEN = 128;

interface Sum {
  ms: number;
  ticks: number;
}

export class TickPace {
  /** Whether further threads take part in the tick to come. */
  together = false;
  private trying = false;
  /** Whether the clock is looked at: with one thread, between trials, it is not. */
  private timed = false;
  /** Ticks to the end of a block, or to the next trial. */
  private left = FIRST;
  private term = TERM;
  private last = 0;
  private alone: Sum = { ms: 0, ticks: 0 };
  private shared: Sum = { ms: 0, ticks: 0 };

  /**
   * @param ready  whether all threads are there; who is not is asked to come
   * @param now  ms
   */
  constructor(
    private readonly ready: () => boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Ticks are about to follow each other. */
  begin(): void {
    this.last = this.now();
  }

  /** A tick is over. */
  end(): void {
    this.left--;
    if (this.timed) this.time();
    if (this.trying) this.compare();
    else if (this.left <= 0) this.try();
  }

  private time(): void {
    const now = this.now();
    const sum = this.together ? this.shared : this.alone;
    sum.ms += now - this.last;
    sum.ticks++;
    this.last = now;
    if (this.trying || !this.together) return;
    if (this.takesTooLong()) this.left = 0;
    else if (sum.ticks === TRIAL) this.shared = { ms: 0, ticks: 0 };
  }

  private takesTooLong(): boolean {
    const { alone, shared } = this;
    return shared.ms > (TOO_LONG * Math.max(shared.ticks, SEEN) * alone.ms) / alone.ticks;
  }

  private try(): void {
    if (!this.ready()) {
      this.left = BLOCK;
      return;
    }
    this.trying = true;
    this.timed = true;
    this.alone = { ms: 0, ticks: 0 };
    this.shared = { ms: 0, ticks: 0 };
    this.next(false);
  }

  private next(together: boolean): void {
    this.together = together;
    this.left = BLOCK;
    this.last = this.now();
  }

  private compare(): void {
    const { alone, shared } = this;
    if (this.together && this.takesTooLong()) this.settle(false);
    else if (this.left > 0) return;
    else if (shared.ticks < TRIAL) this.next(!this.together);
    else this.settle(shared.ms < alone.ms);
  }

  private settle(pay: boolean): void {
    this.trying = false;
    this.together = pay;
    this.timed = pay;
    this.left = this.term;
    this.term = pay ? TERM : Math.min(2 * this.term, LONGEST_TERM);
    this.shared = { ms: 0, ticks: 0 };
  }
}
