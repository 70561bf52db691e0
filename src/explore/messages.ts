/** What the page and its workers say to each other. */
import type { Knot } from "./state.js";

export type ToTraining =
  /** An experiment as JSON, the digits as IDX files, and how many threads may train. */
  | {
      readonly kind: "start";
      readonly text: string;
      readonly digits: Readonly<Record<string, Uint8Array>>;
      readonly cores: number;
    }
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  /** One image more, then paused again. */
  | { readonly kind: "step" }
  /** Images a second at most; 0 for as many as there can be. */
  | { readonly kind: "speed"; readonly most: number }
  /** A drawn digit, 28 x 28 values 0..255. */
  | { readonly kind: "draw"; readonly pixels: Uint8Array };

/** The network after an image. */
export interface Snapshot {
  readonly kind: "snapshot";
  readonly done: number;
  readonly total: number;
  /** Of the last images; absent at first. */
  readonly accuracy?: number;
  /** Images a second of late. */
  readonly perSecond: number;
  /** Conductances from gMin (0) to gMax (255), [neuron][pixel]. */
  readonly fields: Uint8Array;
  /** Synapses by conductance, from gMin to gMax in bins of one width. */
  readonly histogram: Uint32Array;
  readonly labels: Int32Array;
  /** Spikes of each neuron for the present image. */
  readonly counts: Int32Array;
  readonly shown: { readonly label: number; readonly pixels: Uint8Array };
  /** Most that shared an image since the last look. */
  readonly threads: number;
  readonly paused: boolean;
}

export interface Drawn {
  readonly kind: "drawn";
  readonly counts: Int32Array;
  readonly labels: Int32Array;
  /** The digit that it is taken for; below 0 for none. */
  readonly answer: number;
}

export interface Trained {
  readonly kind: "trained";
  readonly weightsSha256: string;
  /** On test images, fraction, with its 95 % interval. */
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number];
  readonly testImages: number;
  readonly imagesPerSecond: number;
  readonly kernel: string;
  /** Most that shared an image that was looked at. */
  readonly threads: number;
  /** J per training image, where it is known. */
  readonly energy?: number;
  readonly disturb?: number;
}

export type FromTraining =
  | Snapshot
  | Drawn
  | Trained
  /** What the training says before it begins, or which phase it is in. */
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "phase"; readonly phase: string; readonly share: number }
  | { readonly kind: "failed"; readonly text: string };

export interface ToDesign {
  /** A design file as JSON. */
  readonly text: string;
  readonly curve?: string;
}

export type FromDesign =
  | { readonly kind: "progress"; readonly share: number }
  | {
      readonly kind: "designed";
      readonly pre: readonly Knot[];
      readonly post: readonly Knot[];
      /** Relative to the target's peak. */
      readonly rms: number;
      readonly worst: number;
      readonly reasons: readonly string[];
    }
  | { readonly kind: "failed"; readonly text: string };
