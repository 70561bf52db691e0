/** How often a long loop looks at the clock and gives way to events: often enough for people, seldom enough to cost nothing. */
import { yieldToEvents } from "../platform/yield.js";

/** ms between two looks at the clock, about: a look takes a microsecond where the system is asked for it. */
const BETWEEN_LOOKS = 20;
/** Steps between two looks at most, as some may suddenly take longer. */
const MOST_STEPS = 50;
/** ms of work between two turns of others. A signal or a message waits no longer. */
const BETWEEN_TURNS = 20;

export class Pace {
  private turn: number;
  private looked: number;
  private lookedAt = 0;
  private nextLook = 1;

  /** @param clock  ms */
  constructor(private readonly clock = () => performance.now()) {
    this.turn = this.looked = clock();
  }

  /** The time at the last look, ms; looks again where steps may have taken `BETWEEN_LOOKS` since. @param done  steps so far */
  now(done: number): number {
    if (done < this.nextLook) return this.looked;
    const now = this.clock();
    const perStep = (now - this.looked) / Math.max(1, done - this.lookedAt);
    this.looked = now;
    this.lookedAt = done;
    this.nextLook = done + Math.max(1, Math.min(MOST_STEPS, Math.floor(BETWEEN_LOOKS / perStep)));
    return now;
  }

  /** Others' turn, if they have not had one for `BETWEEN_TURNS`. */
  async giveWay(): Promise<void> {
    if (this.clock() - this.turn < BETWEEN_TURNS) return;
    await yieldToEvents();
    this.turn = this.clock();
  }
}
