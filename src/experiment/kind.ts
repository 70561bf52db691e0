/**
 * What the program knows of a kind of experiment. A kind is a folder in `kinds/` and a line of its table; command line,
 * sweep, report and config loop over that table and name none of its members.
 */
import type { Need } from "../core/size.js";
import type { CheckpointInterval } from "./checkpointing.js";
import type { Constant } from "./facts.js";
import type { Measure } from "./measure.js";
import type { RunOptions } from "./options.js";
import type { Panel } from "./panel.js";
import type { PhysicsSpec } from "./physics.js";
import type { PhysicsFacts } from "./physics-facts.js";
import type { Shape } from "./shape.js";
import type { FrozenPhase, Trained } from "./split-pass.js";
import type { Row, Text, TextTable } from "./text.js";

/** What all specs have in common. */
export interface KindSpec {
  readonly kind: string;
  readonly seed: string;
  /** Device and voltages of the synapses that a report draws; absent without devices. */
  readonly physics?: PhysicsSpec;
  /** Of every projection with devices, where there is more than one. */
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
  /** How often a checkpoint is written; absent = never. */
  readonly checkpoint?: CheckpointInterval;
  readonly dataset?: { readonly name: string; readonly hash: string };
}

/** What all metrics have in common: the content of metrics.json. */
export interface KindMetrics {
  kind: string;
  seed: string;
  interrupted: boolean;
  /** Of the result's picture; the experiment's name where left out. */
  title?: string;
  /** Gate voltages beyond the rates that were given, in words; absent where there are none. */
  extrapolation?: string[];
  /** Of what was learned; absent where nothing is. */
  weightsSha256?: string;
}

/** What a run of any kind gives. */
export interface KindResult {
  /** Kind of the experiment. */
  kind: string;
  /** Its numbers: what metrics.json holds. */
  metrics: KindMetrics;
  /** Curves that are drawn as one picture and written to curves.csv. */
  panels?: readonly Panel[];
}

/** What a report says and draws of the spec: plain numbers and words, written to details.json. */
export interface KindFacts {
  /** Kind of the experiment. */
  kind: string;
  /** Every number of the device that went into the run, with its source. */
  constants: Constant[];
  /** Curves that follow from device and voltages; null without a device. */
  physics: PhysicsFacts | null;
  /** The pictures. */
  dataset?: {
    /** Name of the data set. */
    name: string;
  };
}

/** Values with their sizes, outermost first. */
export interface ShapedArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Int32Array;
}

/** How a trained network is tested again, with nothing learning. */
export interface Frozen<S extends KindSpec, R extends KindResult> {
  /** Why the network of the spec is not that of the result, in words; undefined where it is. */
  mismatch(spec: S, result: R): string | undefined;
  evaluate(spec: S, result: R, options?: RunOptions): Promise<R>;
  /** For a helper: takes what was trained, once, and then answers for pictures from .. to-1 of a pass. */
  answers(spec: S): (trained: Trained) => (phase: FrozenPhase, from: number, to: number) => Uint32Array;
}

/** The words of a report; how they look is the report's business. */
export interface Page<S extends KindSpec, R extends KindResult, F extends KindFacts> {
  facts(spec: S): F;
  /** Lines of the table under the estimates. */
  keyFigures(metrics: R["metrics"], facts: F): Row[];
  /** How the result came about, step by step. */
  protocol?(metrics: R["metrics"], facts: F): Text[];
  /** What a reader must not overlook: for the top of the page. */
  notices?(result: R, facts: F): Text[];
  /** Tables beside the key figures. */
  keyTables?(metrics: R["metrics"]): TextTable[];
  /** Remarks and tables after the figures. */
  remarks?(result: R): { readonly notes: readonly string[]; readonly tables: readonly TextTable[] };
  /** Title and caption of the result's panels. */
  panels?(result: R): { readonly id: string; readonly title: string; readonly caption: string };
}

export interface Kind<
  S extends KindSpec = KindSpec,
  R extends KindResult = KindResult,
  F extends KindFacts = KindFacts,
> {
  /** What such an experiment does, in a line. */
  readonly doc: string;
  run(spec: S, options: RunOptions): Promise<R>;
  /** What it keeps in memory that grows with its numbers; nothing where absent. */
  needs?(spec: S): Need[];
  /**
   * Makes what a run makes before it begins, where that alone shows what the run refuses; nothing where absent.
   * @throws NetworkError as the run would
   */
  tryOut?(spec: S): void;
  /** Ticks that it runs through in all, and the path of their number; absent where none are counted. */
  ticks?(spec: S): { readonly path: string; readonly ticks: number };
  /** What a run of it will do, in a few words with its numbers; where left out, `doc`. */
  outline?(spec: S): string;
  /** What its user should know before it runs, in words; nothing where absent. */
  notices?(spec: S): string[];
  /** Gate voltages beyond the rates that are given, a sentence each; where left out, those of the spec's physics. */
  extrapolations?(spec: S): string[];
  /** What it measures; those with an interval are its headline. */
  measures(metrics: R["metrics"]): Measure[];
  /** Measures that the points of a sweep may be compared by, without "accuracy."; empty: nothing is compared. */
  readonly compared: readonly string[];
  /** Further measures that the tables of a sweep show, in this order. */
  readonly columns: readonly string[];
  /** For the terminal: the lines between the headline and the hash. */
  summary(metrics: R["metrics"]): Row[];
  readonly page: Page<S, R, F>;
  /** What checkpoints count: "training image". */
  readonly step: string;
  /** What the files of a run folder must be like to be read again. */
  readonly stored: {
    readonly metrics: Shape<R["metrics"]>;
    /** The rest of the result, without metrics and weights. */
    readonly details: Shape<object>;
    readonly facts: Shape<F>;
  };
  /** weights.npz; absent where nothing is learned. */
  readonly weights?: {
    /** Names of arrays of the result that are kept there and nowhere else. */
    readonly arrays: readonly string[];
    /** Their sizes, outermost first, in the same order. */
    shapes(result: R): readonly (readonly number[])[];
    /** Copies of others, under names of their own. */
    further?(result: R): Record<string, ShapedArray>;
  };
  /** Arrays of the result that details.npz has under plain names, a table for each thing that was recorded. */
  records?(result: R): readonly Readonly<Record<string, ShapedArray>>[];
  readonly frozen?: Frozen<S, R>;
}
