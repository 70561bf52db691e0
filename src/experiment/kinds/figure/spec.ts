/** What a figure of device physics is drawn from. All SI. */
import type { Device } from "../../../core/device/model.js";
import type { TechnologyName } from "../../../core/device/technologies.js";
import type { Circuit } from "../../../core/energy/circuit.js";
import type { Spikes } from "../../../core/energy/table-1.js";
import type { Unit } from "../../../core/params.js";
import type { CyclingSchedule } from "../../../core/stdp/cycling.js";
import type { DynamicLevel } from "../../../core/stdp/dynamic.js";
import type { Waveform } from "../../../core/waveform/model.js";
import type { TfjsChoice } from "../../../engine/create.js";
import type { Spread } from "../../protocols/population.js";

/** A statement that one number of the figure decides. */
export interface CheckSpec {
  /** Id of the statement: "F-18". */
  readonly fact: string;
  /** Name of the number. */
  readonly number: string;
  /** Bounds within which the statement is reproduced; either may be left out. */
  readonly from?: number;
  readonly to?: number;
  /** Of the bounds; any where there are none. */
  readonly unit?: Unit;
  /** What the paper says, in words. */
  readonly paper: string;
  /** How the number comes about. */
  readonly how: string;
}

interface Common {
  readonly kind: "figure";
  readonly seed: string;
  readonly title: string;
  readonly checks: readonly CheckSpec[];
}

/** Pulses of many lengths and voltages, and the rate read from them. */
export interface PulsesSpec extends Common {
  readonly figure: "pulses";
  readonly device: Device;
  /** Gate voltages, V, of either sign. */
  readonly voltages: readonly number[];
  /** Pulse lengths, s, ascending. */
  readonly lengths: Float64Array;
  readonly level: DynamicLevel;
  /** Temperatures (K) and thicknesses (m) at which the physics law is drawn. */
  readonly temperatures: readonly number[];
  readonly thicknesses: readonly number[];
}

/** A voltage at the gate from before the first spike to after the second, with linear edges. */
export interface ThirdSignal {
  readonly voltage: number;
  /** Its full height lasts from `before` the first spike to `after` the second, s. */
  readonly before: number;
  readonly after: number;
  readonly edge: number;
}

export interface CurveSpec {
  readonly name: string;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** Where the voltages come from; absent where the config gives their knots. */
  readonly source?: string;
  readonly alphaPre: number;
  readonly alphaPost: number;
  readonly third?: ThirdSignal;
  /** The paper's common factor; 1 = none. */
  readonly factor: number;
  /** Whether the config gives it, in place of that of the named waveforms. */
  readonly factorGiven?: boolean;
}

/** STDP curves, with the voltages that make them. */
export interface WindowsSpec extends Common {
  readonly figure: "windows";
  readonly device: Device;
  readonly deltaT: Float64Array;
  readonly curves: readonly CurveSpec[];
  /** All curves in one panel, or a panel each. */
  readonly layout: "together" | "apart";
  /** Whether their amplitudes were solved anew for this device. */
  readonly compensated?: boolean;
  /** delta_t at which the gate's voltage is drawn, s. */
  readonly gateAt: readonly number[];
  /** delta_t at which the change is among the numbers, s. */
  readonly changeAt: readonly number[];
  /** For the factor that the dynamic level predicts at the peak; absent: not computed. */
  readonly level?: DynamicLevel;
  /** Tick of the event-driven path that the curve is compared with, s; absent: not compared. */
  readonly tick?: number;
}

/** Trains of pairs that raise and lower the conductance. */
export interface CyclingSpec extends Common {
  readonly figure: "cycling";
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly tick: number;
  readonly deltaUp: number;
  readonly deltaDown: number;
  readonly schedule: CyclingSchedule;
  /** The paper's common factor, for the train of net changes drawn beside the event-driven one. */
  readonly factor: number;
}

/** Scatter of curves measured on devices that vary. */
export interface VariabilitySpec extends Common {
  readonly figure: "variability";
  /** One curve per operating point: name, device, waveforms, half width. */
  readonly points: readonly {
    readonly name: string;
    readonly device: Device;
    readonly pre: Waveform;
    readonly post: Waveform;
    readonly span: number;
  }[];
  readonly technologies: readonly TechnologyName[];
  readonly devices: number;
  readonly count: number;
}

/** Energy of the 100 ns spikes, part by part, and the comparison of technologies. */
export interface EnergySpec extends Common {
  readonly figure: "energy";
  readonly circuit: Circuit;
  readonly deltaT: Float64Array;
  /** Device and waveforms; those of 100 ns where left out. */
  readonly spikes?: Spikes;
}

/** Populations of devices drawn from a spread. */
export interface MonteCarloSpec extends Common {
  readonly figure: "montecarlo";
  /** STDP windows, a train of pairs up and down, or of pulses at the gate. */
  readonly measure: "window" | "cycle" | "pulses";
  readonly device: Device;
  readonly devices: number;
  readonly spread: Spread;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** Of windows, s. */
  readonly deltaT: Float64Array;
  /** Of cycles. */
  readonly schedule: CyclingSchedule;
  readonly deltaUp: number;
  readonly deltaDown: number;
  /** Of pulses: voltages at the gate, V; length, s; pulses of each sign; conductance before, S. */
  readonly pulses: {
    readonly up: number;
    readonly down: number;
    readonly length: number;
    readonly count: number;
    readonly start: number;
  };
  /** Devices that are also integrated exactly. */
  readonly sample: number;
  readonly tfjs: TfjsChoice["tfjs"];
}

/** Device physics to be drawn: pulses, STDP windows, cycling, variability, energy, or many drawn devices. All SI. */
export type FigureSpec =
  | PulsesSpec
  | WindowsSpec
  | CyclingSpec
  | VariabilitySpec
  | EnergySpec
  | MonteCarloSpec;
export type FigureName = FigureSpec["figure"];
export type FigureSpecOf<N extends FigureName> = Extract<FigureSpec, { figure: N }>;
