/** What a run tells its helper threads; with the hashes of what it computes from, which they read for themselves. */
import type { FrozenPhase } from "../../experiment/split-pass.js";
import type { Inputs } from "../../node/inputs.js";

export interface HelperData extends Inputs {
  /** The experiment, every default written out, and the file it stands for. */
  readonly resolvedYaml: string;
  readonly file: string;
}

/** What was trained; comes once, before any question. */
export interface SharedTrained {
  /** f32, shared: conductances [pre][post] unpadded, S; thresholds, V. */
  readonly conductance: Float32Array;
  readonly theta: Float32Array;
  /** Conductances of further plastic projections, by name. */
  readonly others?: Readonly<Record<string, Float32Array>>;
  /** Thresholds of further populations, by name. */
  readonly thetas?: Readonly<Record<string, Float32Array>>;
}

export interface Question {
  readonly id: number;
  readonly phase: FrozenPhase;
  readonly from: number;
  readonly to: number;
}

export type Message = { readonly trained: SharedTrained } | Question;

export type Reply =
  | { readonly ready: true }
  | { readonly id: number; readonly answers: Uint32Array }
  | { readonly id: number; readonly error: string };
