/**
 * spikion as a library: the parts that the command line works with, without YAML and without files.
 * Everything is in SI units. See README.md for a first program.
 */

export { deviceProblems } from "./core/device/conformance.js";
export { type Device, type DevicePreset, devices, withAspect, withRate } from "./core/device/index.js";
export { depress, potentiate, withBounds } from "./core/device/state.js";
export { encoderProblems } from "./core/encoder/conformance.js";
export { encoders, timesEncoder } from "./core/encoder/index.js";
export type { EncodeRequest, Encoder, EncoderModel } from "./core/encoder/model.js";
export { neuronProblems } from "./core/neuron/conformance.js";
export { neurons } from "./core/neuron/index.js";
export type { NeuronModel, Neurons, SpikeBuffer, Winner } from "./core/neuron/model.js";
export { defaults, type Param, type ParamTable, type Unit } from "./core/params.js";
export { Random } from "./core/random.js";
export { rates } from "./core/rate/index.js";
export type { RateLaw, RateModel } from "./core/rate/model.js";
export { tableRate } from "./core/rate/table.js";
export { type SpikeTrain, spikeTrain } from "./core/spikes.js";
export { compensate } from "./core/stdp/compensate.js";
export { curveFigures } from "./core/stdp/curve-figures.js";
export { dynamicIntegral } from "./core/stdp/dynamic.js";
export { gateVoltage } from "./core/stdp/gate.js";
export { integrateWaveform } from "./core/stdp/integrate.js";
export { buildPairTables, type PairTables } from "./core/stdp/pair-tables.js";
export { stdpWindow } from "./core/stdp/window.js";
export { forms } from "./core/waveform/index.js";
export type { Waveform } from "./core/waveform/model.js";
export { scale, shift, valueAt, waveform } from "./core/waveform/piecewise-linear.js";
export { eisSynapse } from "./crossbar/eis.js";
export type { EisSpec } from "./crossbar/eis-spec.js";
export type { Crossbar, SynapseModel } from "./crossbar/model.js";
export type { AlphaCourse, Modulation } from "./crossbar/modulation.js";
export { loadDataset, manifestForDirectory } from "./dataset/manifest.js";
export type { Dataset, LabelledImages } from "./dataset/model.js";
export { Engine } from "./engine/engine.js";
export { ConductanceProbe, SpikeProbe, VoltageProbe } from "./engine/probes.js";
export type { ChoiceMetrics, ChoiceResult } from "./experiment/kinds/choice/result.js";
export type { ChoiceSpec } from "./experiment/kinds/choice/spec.js";
export type { ClassifyMetrics, ClassifyResult } from "./experiment/kinds/classify/result.js";
export { evaluate } from "./experiment/kinds/classify/run.js";
export type { ClassifySpec } from "./experiment/kinds/classify/spec.js";
export type { FigureResult } from "./experiment/kinds/figure/result.js";
export type { FigureSpec } from "./experiment/kinds/figure/spec.js";
export type { ExperimentResult, ExperimentSpec } from "./experiment/kinds/index.js";
export type { SimulateResult } from "./experiment/kinds/simulate/result.js";
export type { ProbeSpec, SimulateSpec } from "./experiment/kinds/simulate/spec.js";
export { type Progress, type RunOptions, runExperiment } from "./experiment/run.js";
export { type TraceStdpSpec, traceStdp } from "./learning/trace-stdp.js";
export { buildNetwork, type Network, NetworkError } from "./network/build.js";
export type { NetworkSpec, PopulationSpec, ProjectionSpec } from "./network/spec.js";
export { readouts } from "./readout/index.js";
