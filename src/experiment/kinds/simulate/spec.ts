import type { Encoder } from "../../../core/encoder/model.js";
import type { KernelChoice } from "../../../engine/create.js";
import type { NetworkSpec } from "../../../network/spec.js";
import type { CheckpointInterval } from "../../checkpointing.js";
import type { PhysicsSpec } from "../../physics.js";

/** A network driven by generated spikes for a while, watched by probes. All SI. */
export interface SimulateSpec {
  readonly kind: "simulate";
  readonly seed: string;
  readonly network: NetworkSpec;
  readonly duration: number;
  /** One encoder per source population. */
  readonly sources: Readonly<Record<string, Encoder>>;
  readonly probes: readonly ProbeSpec[];
  /** How often a checkpoint is written; absent = never. No result depends on it. */
  readonly checkpoint?: CheckpointInterval;
  /** Default: auto, which is the reference here. */
  readonly kernel?: Exclude<KernelChoice, "wasm">;
  readonly physics?: PhysicsSpec;
  /** Of every plastic projection that has devices, by name, where there are several. */
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
}

export type ProbeSpec =
  | { readonly kind: "spikes"; readonly of: string }
  | { readonly kind: "counts"; readonly of: string }
  | {
      readonly kind: "voltage";
      readonly of: string;
      readonly neurons: readonly number[];
      readonly every: number;
    }
  | { readonly kind: "rate"; readonly of: string; readonly every: number }
  | { readonly kind: "histogram"; readonly of: string; readonly bins: number; readonly every: number }
  | { readonly kind: "conductance"; readonly of: string; readonly every: number }
  | {
      readonly kind: "state";
      /** A population of neurons or a plastic projection. */
      readonly of: string;
      /** Name of one of its state variables. */
      readonly variable: string;
      /** Of a population those neurons; all where left out. */
      readonly neurons?: readonly number[];
      readonly every: number;
    };
