/** What the library offers in Node and in browsers alike: the physics, the networks, the experiments as objects. */

export type { Problem } from "./config/errors.js";
export { ConfigError } from "./config/errors.js";
export type { CompleteExperiment, ExperimentDocument, LoadedExperiment, LoadOptions } from "./config/load.js";
export type { ModuleOptions, UsedModule } from "./config/used-modules.js";
export type { EventEnergy, PartEnergy } from "./core/energy/event-energy.js";
export * from "./core/index.js";
export { eisSynapse } from "./crossbar/eis.js";
export type { EisSpec } from "./crossbar/eis-spec.js";
export type { Initial } from "./crossbar/initial.js";
export type { LonePre } from "./crossbar/lone-pre.js";
export type {
  Crossbar,
  CrossbarRequest,
  CutCount,
  DisturbLedger,
  PlasticityCheck,
  StateBounds,
  SynapseModel,
} from "./crossbar/model.js";
export type { AlphaCourse, AlphaSchedule, AlphaSignal, Modulation } from "./crossbar/modulation.js";
export { nonIdealityContract } from "./crossbar/nonideal/conformance.js";
export type { NonIdeal } from "./crossbar/nonideal/index.js";
export type {
  Departure,
  DevicePlace,
  NonIdeality,
  PairAtGate,
  ReadContext,
  WriteContext,
} from "./crossbar/nonideal/model.js";
export type { TileSize, TileUse } from "./crossbar/tiles.js";
export { type DatasetParts, datasetOf } from "./dataset/dataset-of.js";
export { DatasetError } from "./dataset/errors.js";
export type { DatasetManifest } from "./dataset/manifest.js";
export type { IdxFiles } from "./dataset/manifest-model.js";
export type { Dataset, LabelledImages } from "./dataset/model.js";
export type { KernelChoice } from "./engine/create.js";
export type { Sampler } from "./engine/engine.js";
export { Engine } from "./engine/engine.js";
export type { SpikeListener } from "./engine/model.js";
export { ConductanceProbe, SpikeProbe, StateProbe, VoltageProbe } from "./engine/probes.js";
export type { CheckpointInterval } from "./experiment/checkpointing.js";
export type { KindFacts, KindResult } from "./experiment/kind.js";
export type { ChoiceMetrics, ChoiceResult, Trials } from "./experiment/kinds/choice/result.js";
export type { ChoiceSpec } from "./experiment/kinds/choice/spec.js";
export type { AbsentClasses } from "./experiment/kinds/classify/absent-classes.js";
export type { EnergyLedger } from "./experiment/kinds/classify/energy-ledger.js";
export type {
  AccuracyByReadout,
  ClassifyMetrics,
  ClassifyResult,
  Raster,
  Ties,
} from "./experiment/kinds/classify/result.js";
export type {
  ClassifySpec,
  FrontSpec,
  PresentationSpec,
  TrainLayer,
} from "./experiment/kinds/classify/spec.js";
export type { FigureNumber, FigureTable } from "./experiment/kinds/figure/drawings/drawing.js";
export type { CheckResult, FigureMetrics, FigureResult } from "./experiment/kinds/figure/result.js";
export type {
  CheckSpec,
  CurveSpec,
  CyclingSpec,
  EnergySpec,
  FigureSpec,
  MonteCarloSpec,
  PulsesSpec,
  ThirdSignal,
  VariabilitySpec,
  WindowsSpec,
} from "./experiment/kinds/figure/spec.js";
export type {
  ExperimentResult,
  ExperimentSpec,
  KindName,
  ResultOf,
  SpecOf,
} from "./experiment/kinds/index.js";
export type { ProbeRecord, SimulateMetrics, SimulateResult } from "./experiment/kinds/simulate/result.js";
export type { ProbeSpec, SimulateSpec } from "./experiment/kinds/simulate/spec.js";
export type { Observation, Observe, SynapsesView } from "./experiment/observe.js";
export type { Progress, RunOptions } from "./experiment/options.js";
export type { OwnFigure, OwnPlot } from "./experiment/own-plot.js";
export type { Axis, Panel, Series } from "./experiment/panel.js";
export type { PhysicsSpec } from "./experiment/physics.js";
export { type QuickstartOptions, quickstart } from "./experiment/quickstart.js";
export type { SparseWiring } from "./experiment/sparse.js";
export type { Helpers, Trained } from "./experiment/split-pass.js";
export type { GainCourse } from "./learning/gain.js";
export type { HomeostasisSpec } from "./learning/homeostasis.js";
export { type TraceStdpSpec, traceStdp } from "./learning/trace-stdp.js";
export type { Population, Projection } from "./network/build.js";
export { buildNetwork, type Network, NetworkError } from "./network/build.js";
export { ruleContract } from "./network/connect/conformance.js";
export type { ConnectRule, Ends, RuleValues } from "./network/connect/model.js";
export type { ListedValues } from "./network/listed.js";
export type {
  CurrentSpec,
  NetworkSpec,
  OwnValues,
  PopulationSpec,
  ProjectionSpec,
  RuleName,
  RuleSpec,
  SignalSpec,
} from "./network/spec.js";
export type { FileTrouble } from "./platform/files.js";
export { FileError, type Files, type OpenFile } from "./platform/files.js";
export { type MemoryFilesOptions, memoryFiles } from "./platform/memory-files.js";
export { readoutContract } from "./readout/conformance.js";
export { readouts } from "./readout/index.js";
export type { Readout } from "./readout/model.js";
export { masterStream } from "./seed.js";
