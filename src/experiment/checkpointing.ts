/** How a run leaves what it can go on from, and goes on from it. Where that is kept is the caller's business. */
import type { Saved } from "../core/saved.js";

/** How often: after so many training images, or after so much time. Neither changes what a run computes. */
export type CheckpointInterval = { readonly images: number } | { readonly seconds: number };

export interface Checkpointing {
  readonly every: CheckpointInterval;
  /** What an earlier part of this very run has left; without it the run begins at its start. */
  readonly from?: Saved;
  /** Keep it; must not fail because of a disk. */
  write(saved: Saved): Promise<void>;
}

/** Says when the next checkpoint is due. */
export class CheckpointClock {
  private last = performance.now();

  constructor(private readonly every: CheckpointInterval | undefined) {}

  /** @param images  shown so far */
  due(images: number): boolean {
    if (!this.every) return false;
    if ("images" in this.every) return images % this.every.images === 0;
    return performance.now() - this.last >= 1000 * this.every.seconds;
  }

  /** One was written just now. */
  restart(): void {
    this.last = performance.now();
  }
}
