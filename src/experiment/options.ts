import type { BackendLoaders } from "../crossbar/kernels/tensors.js";
import type { Checkpointing } from "./checkpointing.js";
import type { Observe } from "./observe.js";
import type { RecordStore } from "./record-store.js";
import type { Helpers } from "./split-pass.js";

/** How a run is watched and stopped. */
export interface Progress {
  /** "train", say. */
  readonly phase: string;
  /** What is done of the phase, in its own unit: images, trials, ticks. */
  readonly done: number;
  /** All of the phase, in the same unit. */
  readonly total: number;
  /** What is counted: "images" where left out; "%" where `done` is a percentage of the phase. */
  readonly unit?: string;
  /** About how much of the whole run is done, 0..1, where it has several phases. */
  readonly share?: number;
  /** Running accuracy, fraction. */
  readonly accuracy?: number;
  /** Images per second of wall time. */
  readonly perSecond?: number;
}

/** What may be done with a run besides waiting for it. */
export interface RunOptions {
  /** Told from time to time how far the run is. */
  readonly progress?: (p: Progress) => void;
  /** Looks at the network while it learns, of classify and choice runs; no bit of a result depends on it. */
  readonly observe?: Observe;
  /** Aborting ends the present phase after the present image; the result says `interrupted`. Before any work: throws. */
  readonly signal?: AbortSignal;
  /** Who shares the frozen passes; the result does not depend on them. */
  readonly helpers?: Helpers;
  /**
   * Threads that share the columns of a layer while it learns, or each tick of another network: as many as pay unless given.
   * Whoever has none, or a kernel that they cannot share, has one; the result does not depend on them.
   */
  readonly threads?: number;
  /** Where checkpoints go and what to resume from; figures have none. */
  readonly checkpoint?: Checkpointing;
  /** Where probes with `keep: disk` record; without it they keep what they see in memory. */
  readonly records?: RecordStore;
  /** How the tfjs kernel's backends are loaded; those that run anywhere unless given. */
  readonly backends?: BackendLoaders;
  /** Told what a user should know and no result says. */
  readonly notice?: (text: string) => void;
}
