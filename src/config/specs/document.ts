/**
 * The resolved document as the builders read it: what the schemas guarantee, in types. Quantities are text still.
 */

import type { Bounds } from "../../core/device/index.js";
import type { TechnologyName } from "../../core/device/technologies.js";
import type { Winner } from "../../core/neuron/model.js";
import type { EisSpec } from "../../crossbar/eis-spec.js";
import type { BackendChoice } from "../../crossbar/kernels/tfjs-backend.js";
import type { LonePre } from "../../crossbar/lone-pre.js";
import type { DatasetManifest } from "../../dataset/manifest.js";
import type { ChoiceSpec } from "../../experiment/kinds/choice/spec.js";
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

/** Rows of time and value: what holds from that time on. */
export type ScheduleDocument = readonly (readonly [t: string, value: Quantity])[];

export type SignalDocument = { readonly start: Quantity } | { readonly schedule: ScheduleDocument };

export type AlphaDocument =
  | Quantity
  | { readonly schedule: ScheduleDocument }
  | {
      readonly signal: string;
      readonly offset: Quantity;
      readonly factor: Quantity;
      readonly step: Quantity;
    };

export interface NetworkDocument {
  readonly tick: string;
  readonly signals?: Readonly<Record<string, SignalDocument>>;
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

export type WaveformsDocument = PartName | { readonly pre: Knots; readonly post: Knots };

/** A law's name or a module with the law's own fields, or the rows of a table. */
export type RateDocument = Fields & {
  readonly law?: string;
  readonly module?: string;
  readonly file?: string;
  readonly voltage?: readonly string[];
  readonly rate?: readonly string[];
};

export interface DeviceDocument {
  readonly device: PartName | { readonly preset: string; readonly rate?: RateDocument };
  readonly params: Fields;
}

export interface EisDocument extends DeviceDocument {
  readonly model: "eis";
  readonly bounds: Bounds;
  readonly waveforms: WaveformsDocument;
  readonly alphaPre: AlphaDocument;
  readonly alphaPost: AlphaDocument;
  readonly overlap: EisSpec["overlap"];
  readonly form: EisSpec["form"];
  readonly readGain: Quantity;
  readonly init: Range;
  readonly variability: {
    readonly d2d: Quantity | { readonly ltp: Quantity; readonly ltd: Quantity };
    readonly c2c: Quantity;
    readonly independentPolarity: boolean;
  };
  readonly nonIdeal?: Readonly<Record<string, Fields>>;
  readonly lonePre: LonePre;
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

/** Eq. (1) in slices, by tensors. */
export interface TfjsDocument {
  readonly tfjs: {
    readonly backend: BackendChoice;
    readonly tau: string;
    readonly read?: "events" | "matmul";
  };
}

export interface ClassifyDocument extends CommonDocument {
  readonly kind: "classify";
  readonly input: string;
  readonly output: string;
  readonly plastic: string;
  readonly kernel: "auto" | "wasm" | "reference" | TfjsDocument;
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
  readonly checkpoint: "none" | { readonly every: number | string };
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
  readonly kernel: "auto" | "reference" | TfjsDocument;
  readonly checkpoint: "none" | { readonly every: number | string };
}

export interface ChoiceDocument extends CommonDocument {
  readonly kind: "choice";
  readonly plastic: string;
  readonly trials: number;
  readonly stimuli: {
    readonly source: string;
    readonly count: number;
    readonly rate: string;
    readonly background: string;
    readonly duration: string;
  };
  readonly choice: ChoiceSpec["choice"];
  readonly reward: {
    readonly signal: string;
    readonly contingency: readonly number[];
    readonly reversal: "none" | number;
    readonly rewarded: Quantity;
    readonly unrewarded: Quantity;
    readonly follows: ChoiceSpec["reward"]["follows"];
    readonly delay: string;
    readonly duration: string;
  };
  readonly score: { readonly trials: number };
  readonly sources: Readonly<Record<string, Fields>>;
}

export interface CheckDocument {
  readonly fact: string;
  readonly number: string;
  readonly from?: Quantity;
  readonly to?: Quantity;
  readonly paper: string;
  readonly how: string;
}

interface FigureCommon extends Omit<CommonDocument, "network"> {
  readonly kind: "figure";
  readonly title: string;
  readonly checks: readonly CheckDocument[];
}

interface Spaced {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface PulsesDocument extends FigureCommon, DeviceDocument {
  readonly figure: "pulses";
  readonly voltages: readonly string[];
  readonly lengths: Spaced;
  readonly level: Fields;
  readonly temperatures: readonly string[];
  readonly thicknesses: readonly string[];
}

export interface CurveDocument {
  readonly name: string;
  readonly waveforms: WaveformsDocument;
  readonly alphaPre: Quantity;
  readonly alphaPost: Quantity;
  readonly factor: Quantity;
  readonly third?: Readonly<Record<"voltage" | "before" | "after" | "edge", string>>;
}

export interface WindowsDocument extends FigureCommon, DeviceDocument {
  readonly figure: "windows";
  readonly deltaT: Spaced;
  readonly compensate: boolean;
  readonly curves: readonly CurveDocument[];
  readonly layout: "together" | "apart";
  readonly gateAt: readonly string[];
  readonly changeAt: readonly string[];
  readonly level: "none" | Fields;
  readonly tick: string;
}

export interface CyclingDocument extends FigureCommon, DeviceDocument {
  readonly figure: "cycling";
  readonly waveforms: WaveformsDocument;
  readonly tick: string;
  readonly train: Fields;
  readonly factor: Quantity;
}

export interface PointDocument extends DeviceDocument {
  readonly name: string;
  readonly waveforms: WaveformsDocument;
  readonly span: string;
}

export interface VariabilityDocument extends FigureCommon {
  readonly figure: "variability";
  readonly points: readonly PointDocument[];
  readonly technologies: readonly TechnologyName[];
  readonly devices: number;
  readonly count: number;
}

export interface MonteCarloDocument extends FigureCommon, DeviceDocument {
  readonly figure: "montecarlo";
  readonly measure: "window" | "cycle" | "pulses";
  readonly devices: number;
  readonly spread: EisDocument["variability"] & { readonly vOc: string };
  readonly waveforms: WaveformsDocument;
  readonly deltaT: Spaced;
  readonly train: Fields;
  readonly pulses: Readonly<Record<"up" | "down" | "length" | "start", string>> & { readonly count: number };
  readonly sample: number;
  readonly kernel: TfjsDocument;
}

export interface EnergyDocument extends FigureCommon {
  readonly figure: "energy";
  readonly circuit: Fields;
  readonly deltaT: Spaced;
}

export type FigureDocument =
  | PulsesDocument
  | WindowsDocument
  | CyclingDocument
  | VariabilityDocument
  | MonteCarloDocument
  | EnergyDocument;

export type ExperimentDocument = ClassifyDocument | SimulateDocument | ChoiceDocument | FigureDocument;
