import type { ParamTable } from "../params.js";
import type { RateLaw } from "../rate/model.js";
import type { FactorTables } from "./factor-table.js";
import type { Technology } from "./technologies.js";

/** How the state limits the rate: soft = factors f±(G) to the power beta; hard = clipped at gMin and gMax. */
export type Bounds = "soft" | "hard";

/** Exponents of both state factors. */
export function exponents({ beta, betaMinus = beta }: Pick<Device, "beta" | "betaMinus">): {
  readonly plus: number;
  readonly minus: number;
} {
  return { plus: beta, minus: betaMinus };
}

/** Whether every run of one sign is an affine map of G. */
export function isLinear(device: Pick<Device, "bounds" | "beta" | "betaMinus" | "tables">): boolean {
  const { plus, minus } = exponents(device);
  return device.bounds === "soft" && plus === 1 && minus === 1 && device.tables === undefined;
}

/** A technology's numbers, ready for the kernels. All SI. */
export interface Device {
  /** Name of the preset, or of the device file. */
  readonly name: string;
  /** How fast the conductance moves at a gate voltage, at `g0`. */
  readonly rate: RateLaw;
  /** What a device file calls itself: shown in place of its preset's name. */
  readonly label?: string;
  /** Where the rate law comes from, if it is not the preset's own. */
  readonly rateSource?: string;
  /** Where single numbers come from, by name, where not from the preset: a fit to measured pulses. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Made by a module of the user's own: no preset says where its numbers come from, even one of the same name. */
  readonly own?: true;
  /** Smallest, reference and largest conductance, S. f+(g0) = f-(g0) = 1. */
  readonly gMin: number;
  /** Conductance at which the rate law holds as it is (both state factors are 1), S. */
  readonly g0: number;
  /** Largest conductance, S. */
  readonly gMax: number;
  /** How the rates fall off towards the ends of the range. */
  readonly bounds: Bounds;
  /** Exponent of f±; 1 makes every run of one sign an affine map of G. */
  readonly beta: number;
  /** Exponent of f- where it is another than that of f+. */
  readonly betaMinus?: number;
  /** State factors by tables, each in place of the power law of its sign. */
  readonly tables?: FactorTables;
  /** Relative standard deviation of the rate gain between devices (lognormal, mean 1). */
  readonly d2d: number;
  /** Relative standard deviation of each event's change. */
  readonly c2c: number;
  /** Standard deviation of a read, S, where it was measured. */
  readonly readNoise?: number;
  /** Electrolyte, m, of a device whose energy follows from its circuit. */
  readonly electrolyte?: number;
  /** What is stated of a technology whose energy and time are not computed. */
  readonly stated?: Technology;
}

/** The name that readers are shown. */
export function labelOf({ label, name }: Pick<Device, "label" | "name">): string {
  return label ?? name;
}

/** What a file in this folder exports: a table with a source per number, and the device made from it. */
export interface DevicePreset {
  /** What the device is, in one line. */
  readonly doc: string;
  /** Its numbers, with unit, bounds and source. */
  readonly params: ParamTable;
  /** Where the rate law's numbers come from, or "assumed: why". */
  readonly rateSource: string;
  /** Electrolyte, m, for laws that depend on it. */
  readonly thickness?: number;
  /**
   * The device with these numbers.
   * @param values  of `params`, SI; a default where left out
   * @throws RangeError for numbers that fit no device
   */
  create(values: Readonly<Record<string, number>>): Device;
}
