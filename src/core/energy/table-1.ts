/**
 * The paper's Table 1 again: programming time, variability and energy of five technologies as stated, and for the
 * ionic synapse what its 100 ns waveforms and the assumed circuit give.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, Table 1 and sec. 2.6
 */
import { devices } from "../device/index.js";
import { type Technology, type TechnologyName, technologies } from "../device/technologies.js";
import { deltaTimes } from "../stdp/curve.js";
import { type OperatingPoint, operatingPoints } from "../stdp/operating-points.js";
import { forms } from "../waveform/index.js";
import { type Circuit, circuit, gateCapacitance, insertionEstimate } from "./circuit.js";
import {
  type EnergyRange,
  type EnergyRequest,
  lonePostEnergy,
  lonePreEnergy,
  pairEnergyRange,
  type SpikeEnergy,
} from "./spike-energy.js";

/** The paper's fastest device, whose energy it states. */
const POINT: OperatingPoint = operatingPoints["100ns"];
/** delta_t at which the energy of a pair is looked at: every nanosecond over both waveforms' overlap. */
const POINTS = 321;

export interface Table1Row {
  readonly name: TechnologyName;
  readonly stated: Technology;
  /** Ours, where there is a model to compute from. */
  readonly computed?: ComputedRow;
}

export interface ComputedRow {
  /** Length of one waveform, s: the time of a programming event. */
  readonly programming: number;
  readonly lonePre: SpikeEnergy;
  readonly lonePost: SpikeEnergy;
  /** Cheapest and dearest pair. */
  readonly pair: EnergyRange;
  /** Estimate of insertion without a rate law, J. */
  readonly insertionEstimate: number;
  /** C V^2 at the largest gate voltage, J: a full charge and discharge. */
  readonly fullSwing: number;
}

/** A device and its waveforms, without the circuit that they are in. */
export type Spikes = Pick<EnergyRequest, "rate" | "conductance" | "pre" | "post">;

/** The 100 ns waveforms and the 7 nm device at its reference conductance. */
export function spikesOfTable1(): Spikes {
  const device = devices[POINT.device].create({});
  const { pre, post } = forms[POINT.form];
  return { rate: device.rate, conductance: device.g0, pre, post };
}

/** Energies of the 100 ns waveforms in the given circuit. */
export function energyRequest(assumptions: Circuit, spikes: Spikes = spikesOfTable1()): EnergyRequest {
  return { ...spikes, circuit: assumptions };
}

/** @param assumptions  circuit of the ionic synapse; the table's defaults unless given */
export function table1(assumptions: Circuit = circuit(), spikes?: Spikes): Table1Row[] {
  return Object.entries(technologies).map(([name, stated]) => ({
    name: name as TechnologyName,
    stated,
    ...(name === "EIS" ? { computed: computedRow(assumptions, spikes) } : {}),
  }));
}

function computedRow(assumptions: Circuit, spikes?: Spikes): ComputedRow {
  const request = energyRequest(assumptions, spikes);
  const { t } = request.pre;
  return {
    programming: t[t.length - 1]! - t[0]!,
    lonePre: lonePreEnergy(request),
    lonePost: lonePostEnergy(request),
    pair: pairEnergyRange(request, deltaTimes(POINT.span, POINTS)),
    insertionEstimate: insertionEstimate(assumptions, POINT.peakGate),
    fullSwing: gateCapacitance(assumptions) * POINT.peakGate * POINT.peakGate,
  };
}
