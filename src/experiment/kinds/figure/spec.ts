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
  /** Highest value within which the statement is reproduced. */
  readonly to?: number;
  /** Of the bounds; any where there are none. */
  readonly unit?: Unit;
  /** What the paper says, in words. */
  readonly paper: string;
  /** How the number comes about. */
  readonly how: string;
}

/** What all figures have. */
interface Common {
  /** Kind of the experiment. */
  readonly kind: "figure";
  /** Name of the run's random streams. */
  readonly seed: string;
  /** Heading of the figure. */
  readonly title: string;
  /** Statements that its numbers are held against. */
  readonly checks: readonly CheckSpec[];
}

/** Pulses of many lengths and voltages, and the rate read from them. */
export interface PulsesSpec extends Common {
  /** Which figure. */
  readonly figure: "pulses";
  /** The device. */
  readonly device: Device;
  /** Gate voltages, V, of either sign. */
  readonly voltages: readonly number[];
  /** Pulse lengths, s, ascending. */
  readonly lengths: Float64Array;
  /** Numbers of the dynamic level that is drawn beside the quasi-static one. */
  readonly level: DynamicLevel;
  /** Temperatures (K) and thicknesses (m) at which the physics law is drawn. */
  readonly temperatures: readonly number[];
  /** Thicknesses of the electrolyte at which the physics law is drawn, m. */
  readonly thicknesses: readonly number[];
}

/** A voltage at the gate from before the first spike to after the second, with linear edges. */
export interface ThirdSignal {
  /** Voltage at the gate, V. */
  readonly voltage: number;
  /** Its full height lasts from `before` the first spike to `after` the second, s. */
  readonly before: number;
  /** From the second spike to the end of the full height, s. */
  readonly after: number;
  /** Length of each edge, s. */
  readonly edge: number;
}

/** One STDP curve of a figure. */
export interface CurveSpec {
  /** Name in the legend. */
  readonly name: string;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Where the voltages come from; absent where the config gives their knots. */
  readonly source?: string;
  /** Factor of the pre voltage at the gate. */
  readonly alphaPre: number;
  /** Factor of the post voltage at the gate. */
  readonly alphaPost: number;
  /** A further voltage at the gate; none where left out. */
  readonly third?: ThirdSignal;
  /** The paper's common factor; 1 = none. */
  readonly factor: number;
  /** Whether the config gives it, in place of that of the named waveforms. */
  readonly factorGiven?: boolean;
}

/** STDP curves, with the voltages that make them. */
export interface WindowsSpec extends Common {
  /** Which figure. */
  readonly figure: "windows";
  /** The device. */
  readonly device: Device;
  /** Distances that are drawn, t_post - t_pre, s. */
  readonly deltaT: Float64Array;
  /** The curves. */
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
  /** Which figure. */
  readonly figure: "cycling";
  /** The device. */
  readonly device: Device;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Length of a tick of the event-driven path, s. */
  readonly tick: number;
  /** Distance of the pairs that raise the conductance, s. */
  readonly deltaUp: number;
  /** Distance of the pairs that lower it, s. */
  readonly deltaDown: number;
  /** How many pairs of each, and how often. */
  readonly schedule: CyclingSchedule;
  /** The paper's common factor, for the train of net changes drawn beside the event-driven one. */
  readonly factor: number;
}

/** Scatter of curves measured on devices that vary. */
export interface VariabilitySpec extends Common {
  /** Which figure. */
  readonly figure: "variability";
  /** One curve per operating point: name, device, waveforms, half width. */
  readonly points: readonly {
    /** Name in the legend. */
    readonly name: string;
    /** The device. */
    readonly device: Device;
    /** Voltage at the pre terminal. */
    readonly pre: Waveform;
    /** Voltage at the post terminal. */
    readonly post: Waveform;
    /** Half width of delta_t, s. */
    readonly span: number;
  }[];
  /** Technologies that are compared. */
  readonly technologies: readonly TechnologyName[];
  /** Devices that are drawn. */
  readonly devices: number;
  /** Points of each curve. */
  readonly count: number;
}

/** Energy of the 100 ns spikes, part by part, and the comparison of technologies. */
export interface EnergySpec extends Common {
  /** Which figure. */
  readonly figure: "energy";
  /** Numbers of the assumed circuit. */
  readonly circuit: Circuit;
  /** Distances of the pairs, s. */
  readonly deltaT: Float64Array;
  /** Device and waveforms; those of 100 ns where left out. */
  readonly spikes?: Spikes;
}

/** Populations of devices drawn from a spread. */
export interface MonteCarloSpec extends Common {
  /** Which figure. */
  readonly figure: "montecarlo";
  /** STDP windows, a train of pairs up and down, or of pulses at the gate. */
  readonly measure: "window" | "cycle" | "pulses";
  /** The device. */
  readonly device: Device;
  /** Devices that are drawn. */
  readonly devices: number;
  /** How devices and events vary. */
  readonly spread: Spread;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Of windows, s. */
  readonly deltaT: Float64Array;
  /** Of cycles. */
  readonly schedule: CyclingSchedule;
  /** Distance of the pairs that raise the conductance, s. */
  readonly deltaUp: number;
  /** Distance of the pairs that lower it, s. */
  readonly deltaDown: number;
  /** Of pulses: voltages at the gate, V; length, s; pulses of each sign; conductance before, S. */
  readonly pulses: {
    /** Voltage that raises the conductance, V. */
    readonly up: number;
    /** Voltage that lowers it, V. */
    readonly down: number;
    /** Length of a pulse, s. */
    readonly length: number;
    /** Pulses of each sign. */
    readonly count: number;
    /** Conductance before the first, S. */
    readonly start: number;
  };
  /** Devices that are also integrated exactly. */
  readonly sample: number;
  /** Where tensors are computed, and their longest slice. */
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
