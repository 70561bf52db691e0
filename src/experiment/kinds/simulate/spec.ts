import type { Encoder } from "../../../core/encoder/model.js";
import type { KernelChoice } from "../../../engine/create.js";
import type { NetworkSpec } from "../../../network/spec.js";
import type { CheckpointInterval } from "../../checkpointing.js";
import type { PhysicsSpec } from "../../physics.js";

/** A network driven by generated spikes for a while, watched by probes. All SI. */
export interface SimulateSpec {
  /** Kind of the experiment. */
  readonly kind: "simulate";
  /** Name of the run's random streams. */
  readonly seed: string;
  /** Neurons, projections and signals. */
  readonly network: NetworkSpec;
  /** Simulated time, s. */
  readonly duration: number;
  /** One encoder per source population. */
  readonly sources: Readonly<Record<string, Encoder>>;
  /** What is watched. */
  readonly probes: readonly ProbeSpec[];
  /** How often a checkpoint is written; absent = never. No result depends on it. */
  readonly checkpoint?: CheckpointInterval;
  /** Default: auto, which is the reference here. */
  readonly kernel?: Exclude<KernelChoice, "wasm">;
  /** What the report draws of device and waveforms; absent for ideal synapses. */
  readonly physics?: PhysicsSpec;
  /** Of every plastic projection that has devices, by name, where there are several. */
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
}

/** memory: with the result; disk: into files of its own while the run goes on. */
export type RecordPlace = "memory" | "disk";

/** What is watched, and where. */
export type ProbeSpec =
  | {
      /** Kind of the probe. */
      readonly kind: "spikes";
      /** Name of what is watched. */
      readonly of: string;
      /** Where the recording goes; absent: memory. */
      readonly keep?: RecordPlace | undefined;
    }
  | {
      /** Kind of the probe. */
      readonly kind: "counts";
      /** Name of what is watched. */
      readonly of: string;
    }
  | {
      /** Kind of the probe. */
      readonly kind: "voltage";
      /** Name of what is watched. */
      readonly of: string;
      /** Neurons that are watched. */
      readonly neurons: readonly number[];
      /** Time between samples, or length of a bin, s. */
      readonly every: number;
      /** Where the recording goes; absent: memory. */
      readonly keep?: RecordPlace | undefined;
    }
  | {
      /** Kind of the probe. */
      readonly kind: "rate";
      /** Name of what is watched. */
      readonly of: string;
      /** Time between samples, or length of a bin, s. */
      readonly every: number;
    }
  | {
      /** Kind of the probe. */
      readonly kind: "histogram";
      /** Name of what is watched. */
      readonly of: string;
      /** Parts of the range of the states. */
      readonly bins: number;
      /** Time between samples, or length of a bin, s. */
      readonly every: number;
      /** Where the recording goes; absent: memory. */
      readonly keep?: RecordPlace | undefined;
    }
  | {
      /** Kind of the probe. */
      readonly kind: "conductance";
      /** Name of what is watched. */
      readonly of: string;
      /** Time between samples, or length of a bin, s. */
      readonly every: number;
      /** Where the recording goes; absent: memory. */
      readonly keep?: RecordPlace | undefined;
    }
  | {
      /** Kind of the probe. */
      readonly kind: "state";
      /** A population of neurons or a plastic projection. */
      readonly of: string;
      /** Name of one of its state variables. */
      readonly variable: string;
      /** Of a population those neurons; all where left out. */
      readonly neurons?: readonly number[];
      /** Time between samples, or length of a bin, s. */
      readonly every: number;
      /** Where the recording goes; absent: memory. */
      readonly keep?: RecordPlace | undefined;
    };
