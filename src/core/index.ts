/**
 * The physics of electrochemical synapses, and what neurons and encoders compute: `spikion/core`. Pure functions and tables
 * in SI units; nothing here imports a library, reads a file, a clock or a random number that was not handed in.
 * @module spikion/core
 */

export type { Connectivity } from "./connectivity/forms.js";
export { deviceContract, deviceProblems } from "./device/conformance.js";
export type { FactorRange, FactorTable, FactorTables } from "./device/factor-table.js";
export { factorTable } from "./device/factor-table.js";
export {
  type Device,
  type DeviceName,
  type DevicePreset,
  devices,
  withAspect,
  withRate,
} from "./device/index.js";
export type { Bounds } from "./device/model.js";
export { depress, potentiate, withBounds } from "./device/state.js";
export type { Technology } from "./device/technologies.js";
export type { DeviceSpread } from "./device/variability.js";
export type { Distribution } from "./distribution.js";
export { encoderContract, encoderProblems } from "./encoder/conformance.js";
export { type EncoderName, encoders, timesEncoder } from "./encoder/index.js";
export type { EncodeRequest, Encoder, EncoderModel, Grid } from "./encoder/model.js";
export { chain, type FrontEndChoice, type FrontEndName, frontEnds } from "./front/index.js";
export type { FrontEnd, FrontEndModel, PictureShape } from "./front/model.js";
export { neuronContract, neuronProblems } from "./neuron/conformance.js";
export { neurons } from "./neuron/index.js";
export type { NeuronModel, Neurons, SpikeBuffer, Winner } from "./neuron/model.js";
export type { Values } from "./params.js";
export { defaults, type Param, type ParamTable, type Unit } from "./params.js";
export type { Contract, Described, Export, Family } from "./part.js";
export { Random } from "./random.js";
export { rateContract } from "./rate/conformance.js";
export { rates } from "./rate/index.js";
export type { RateLaw, RateModel } from "./rate/model.js";
export type { RateTable } from "./rate/table.js";
export { tableRate } from "./rate/table.js";
export { type SpikeTrain, spikeTrain } from "./spikes.js";
export type { StateVariable } from "./state.js";
export type { CompensatedSide, CompensateRequest, Compensation } from "./stdp/compensate.js";
export { compensate } from "./stdp/compensate.js";
export type { CurvePeak } from "./stdp/curve.js";
export type { CurveFigures } from "./stdp/curve-figures.js";
export { curveFigures } from "./stdp/curve-figures.js";
export type { DynamicLevel } from "./stdp/dynamic.js";
export { dynamicIntegral } from "./stdp/dynamic.js";
export { gateVoltage } from "./stdp/gate.js";
export type { GateReach } from "./stdp/gate-reach.js";
export type { SignedIntegral } from "./stdp/integrate.js";
export { integrateWaveform } from "./stdp/integrate.js";
export type { PairRequest, SignRuns } from "./stdp/pair-tables.js";
export { buildPairTables, type PairTables } from "./stdp/pair-tables.js";
export type { WindowRequest } from "./stdp/window.js";
export { stdpWindow } from "./stdp/window.js";
export { formatQuantity, parseQuantity } from "./units.js";
export { waveformContract } from "./waveform/conformance.js";
export { type FormName, forms, type SpikeForm } from "./waveform/index.js";
export type { Waveform } from "./waveform/model.js";
export { scale, shift, valueAt, waveform } from "./waveform/piecewise-linear.js";
