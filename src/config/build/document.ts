/**
 * The resolved document as the builders read it: what the schemas guarantee, in types. Quantities are text still.
 */

import type { Bounds } from "../../core/device/index.js";
import type { Winner } from "../../core/neuron/model.js";
import type { EisSpec } from "../../crossbar/eis.js";
import type { DatasetManifest } from "../../dataset/manifest.js";
import type { GainSchedule } from "../../learning/gain.js";
import type { RuleName } from "../../network/spec.js";
import type { ReadoutName } from "../../readout/index.js";

type Quantity = string | number;
export type PartName = string | { readonly module: string };
export type Fields = Readonly<Record<string, unknown>>;
interface Range {
  readonly from: Quantity;
  readonly to: Quantity;
}

export interface NetworkDocument {
  readonly tick: string;
  readonly populations: Readonly<Record<string, PopulationDocument>>;
  readonly projections: Readonly<Record<string, ProjectionDocument>>;
}

export interface PopulationDocument {
  readonly size: number;
  readonly neuron?: PartName;
  readonly winner?: Winner;
  readonly params?: Fields;
}

export interface ProjectionDocument {
  readonly from: string;
  readonly to: string;
  readonly rule: RuleName;
  readonly receptor: string;
  readonly delay: string | { readonly from: string; readonly to: string };
  readonly weight?: Quantity;
  readonly synapse?: string;
  readonly synapses: Readonly<Record<string, SynapseDocument>>;
}

export type Knots = readonly (readonly [t: string, v: string])[];

export interface EisDocument {
  readonly model: "eis";
  readonly device: PartName;
  readonly params: Fields;
  readonly bounds: Bounds;
  readonly waveforms: string | { readonly pre: Knots; readonly post: Knots };
  readonly alphaPre: Quantity;
  readonly alphaPost: Quantity;
  readonly overlap: EisSpec["overlap"];
  readonly form: EisSpec["form"];
  readonly readGain: Quantity;
  readonly init: Range;
  readonly variability: {
    readonly d2d: Quantity;
    readonly c2c: Quantity;
    readonly independentPolarity: boolean;
  };
}

export interface TraceStdpDocument {
  readonly model: "trace-stdp";
  readonly nuPre: Quantity;
  readonly nuPost: Quantity;
  readonly tauPre: string;
  readonly tauPost: string;
  readonly tauPost2: string;
  readonly wMax: Quantity;
  readonly init: Range;
  readonly readGain: Quantity;
}

export type SynapseDocument = EisDocument | TraceStdpDocument;

interface CommonDocument {
  readonly name: string;
  readonly question?: string;
  readonly source?: string;
  readonly expected?: string;
  readonly runtime?: string;
  readonly seed: string | number;
  readonly network: NetworkDocument;
}

export interface ClassifyDocument extends CommonDocument {
  readonly kind: "classify";
  readonly input: string;
  readonly output: string;
  readonly plastic: string;
  readonly kernel: "auto" | "wasm" | "reference";
  readonly dataset: DatasetManifest;
  readonly encoder: Fields;
  readonly presentation: {
    readonly duration: string;
    readonly rest: string;
    readonly reset: boolean;
    readonly retryBelow: number;
    readonly retryMax: number;
    readonly retryStep: Quantity;
  };
  readonly train: { readonly images: number; readonly epochs: number };
  readonly gain: { readonly schedule: GainSchedule; readonly end: Quantity };
  readonly homeostasis: {
    readonly thetaPlus: string;
    readonly thetaPlusEnd: Quantity;
    readonly meanFree: boolean;
    readonly servoGain: string;
    readonly servoCap: Quantity;
    readonly targetSpikes: Quantity;
    readonly tauTheta: string;
  };
  readonly normalisation: "none" | { readonly columnSum: Quantity };
  readonly label: { readonly images: number };
  readonly test: {
    readonly split: "test" | "validation";
    readonly images: number;
    readonly readout: ReadoutName;
  };
}

export interface ProbeDocument {
  readonly kind: "spikes" | "counts" | "voltage" | "conductance";
  readonly of: string;
  readonly neurons?: readonly number[];
  readonly every?: string;
}

export interface SimulateDocument extends CommonDocument {
  readonly kind: "simulate";
  readonly duration: string;
  readonly sources: Readonly<Record<string, Fields>>;
  readonly probes: readonly ProbeDocument[];
}

export type ExperimentDocument = ClassifyDocument | SimulateDocument;
