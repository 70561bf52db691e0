/** How a run writes checkpoints and is resumed from one. Where they are kept is the caller's business. */
import { type Saved, SavedError } from "../core/saved.js";
import { unsavable } from "../engine/saved.js";
import type { Network } from "../network/build.js";

/** How often: after so many training images or ticks, or after so much wall time. None changes what a run computes. */
export type CheckpointInterval =
  | {
      /** Training images between two checkpoints. */
      readonly images: number;
    }
  | {
      /** Ticks of a simulation between two checkpoints. */
      readonly ticks: number;
    }
  | {
      /** Seconds of wall-clock time between two checkpoints. */
      readonly seconds: number;
    };

export interface Checkpointing {
  readonly every: CheckpointInterval;
  /** What an earlier part of this very run has left; without it the run begins at its start. */
  readonly from?: Saved;
  /** What to call that in an error. */
  readonly file?: string;
  /** Keep it; must not fail because of a disk. @param done  images shown, or ticks gone by, when it was saved */
  write(saved: Saved, done: number): Promise<void>;
}

/**
 * Resume from what an earlier part has left, if it has left anything.
 * @throws SavedError, which names the file, where that does not fit or is damaged
 */
export function resumeFrom({ from, file }: Checkpointing, restore: (saved: Saved) => void): void {
  if (!from) return;
  try {
    restore(from);
  } catch (error) {
    if (!(error instanceof SavedError) || file === undefined) throw error;
    const what = error.damaged ? error.message : `cannot be resumed from: ${error.message}`;
    throw new SavedError(`${file}: ${what}`, error.damaged);
  }
}

/** Says when the next checkpoint is due. */
export class CheckpointClock {
  private last = performance.now();

  constructor(private readonly every: CheckpointInterval | undefined) {}

  /**
   * @param done  images shown, or ticks gone by
   * @param now  ms, as performance.now() gives it
   */
  due(done: number, now = performance.now()): boolean {
    if (!this.every) return false;
    if ("images" in this.every) return done % this.every.images === 0;
    if ("ticks" in this.every) return done % this.every.ticks === 0;
    return now - this.last >= 1000 * this.every.seconds;
  }

  /** One was written just now. */
  restart(): void {
    this.last = performance.now();
  }
}

/** Why what neurons hold at any tick cannot be kept, in words; undefined where it can. */
export function notResumable(network: Network): string | undefined {
  const name = unsavable(network);
  return name === undefined
    ? undefined
    : `the neurons of "${name}" declare no variables: no checkpoint is written, and the run begins anew when it is resumed`;
}
