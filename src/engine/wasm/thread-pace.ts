/**
 * Whether threads pay, by the clock: on cores that are idle they do, on a busy machine each waits for the other's turn. Some
 * pictures are shown with all and some with one, then many with what was faster, and again. No result depends on it.
 */

/** Presentations of a trial, and between two. */
const TRIAL = 12;
const TERM = 500;

export class ThreadPace {
  /** Whether further threads take part in the present presentation. */
  together = true;
  private began = 0;
  private spent = 0;
  private shown = 0;
  private span = TRIAL;
  /** ms a presentation, with one thread and with all; infinite where not tried. */
  private readonly lasted = { alone: Number.POSITIVE_INFINITY, together: Number.POSITIVE_INFINITY };

  /** ms and presentations in all. */
  private readonly all = { alone: { spent: 0, shown: 0 }, together: { spent: 0, shown: 0 } };

  /** @param now  ms */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Of a presentation, s, mean of all so far; undefined where not both were tried. */
  get seconds(): { alone: number; together: number } | undefined {
    const { alone, together } = this.all;
    if (alone.shown === 0 || together.shown === 0) return undefined;
    return {
      alone: alone.spent / alone.shown / 1000,
      together: together.spent / together.shown / 1000,
    };
  }

  begin(): void {
    this.began = this.now();
  }

  /** A presentation is over. */
  end(): void {
    this.spent += this.now() - this.began;
    if (++this.shown < this.span) return;
    const { lasted } = this;
    const way = this.together ? "together" : "alone";
    lasted[way] = this.spent / this.shown;
    this.all[way].spent += this.spent;
    this.all[way].shown += this.shown;
    this.spent = 0;
    this.shown = 0;
    const known = Math.max(lasted.alone, lasted.together) < Number.POSITIVE_INFINITY;
    if (this.span === TRIAL && known) {
      this.together = lasted.together < lasted.alone;
      this.span = TERM;
    } else {
      this.together = !this.together;
      this.span = TRIAL;
    }
  }
}
