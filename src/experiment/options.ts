import type { BackendLoaders } from "../crossbar/kernels/tensors.js";
import type { Checkpointing } from "./checkpointing.js";
import type { Helpers } from "./split-pass.js";

/** How a run is watched and stopped. */
export interface Progress {
  readonly phase: "train" | "label" | "test" | "simulate" | "draw" | "trials";
  readonly done: number;
  readonly total: number;
  /** Running accuracy, fraction. */
  readonly accuracy?: number;
  /** Images (or simulated seconds) per second of wall time. */
  readonly perSecond?: number;
}

export interface RunOptions {
  readonly progress?: (p: Progress) => void;
  /** Aborting ends the present phase after the present image; the result says `interrupted`. */
  readonly signal?: AbortSignal;
  /** Who shares the frozen passes; the result does not depend on them. */
  readonly helpers?: Helpers;
  /** Where checkpoints go and what to go on from; figures have none. */
  readonly checkpoint?: Checkpointing;
  /** How the tfjs kernel's backends are loaded; those that run anywhere unless given. */
  readonly backends?: BackendLoaders;
  /** Told what a user should know and no result says. */
  readonly notice?: (text: string) => void;
}
