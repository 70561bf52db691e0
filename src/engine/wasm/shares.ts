/** Counts how threads share the presentations of a training. */
import type { Sharing } from "../model.js";

export class Shares {
  private presentations = 0;
  private shared = 0;
  private most = 1;
  /** Most threads in the present presentation. */
  private now = 1;

  /** So many threads have worked on a part of the present presentation. */
  part(threads: number): void {
    this.now = Math.max(this.now, threads);
  }

  /** The presentation is over. @param counts  whether synapses learned in it */
  end(counts: boolean): void {
    if (counts) {
      this.presentations++;
      if (this.now > 1) this.shared++;
      this.most = Math.max(this.most, this.now);
    }
    this.now = 1;
  }

  get counts(): Omit<Sharing, "seconds"> {
    const { presentations, shared, most } = this;
    return { presentations, shared, most };
  }
}
