import type { ParamTable } from "../params.js";

/** How fast ions move the conductance at a gate voltage: dG/dt = r(V), before the state bounds. */
export interface RateLaw {
  /** Gate voltage of no net ion flow (open-circuit voltage), V. */
  readonly vOc: number;
  /** Gate voltages between which rates are given, V; beyond them they are extrapolated. Absent where a formula holds. */
  readonly given?: {
    /** Lowest gate voltage, V. */
    readonly from: number;
    /** Highest gate voltage, V. */
    readonly to: number;
  };
  /** Of these, between which they rest on measurements: beyond them a fit is followed. Absent: all that are given. */
  readonly measured?: {
    /** Lowest gate voltage, V. */
    readonly from: number;
    /** Highest gate voltage, V. */
    readonly to: number;
  };
  /** r(V), S/s; positive above `vOc` (insertion), negative below. */
  rate(v: number): number;
  /** R(V) = the integral of r from `vOc` to V, S·V/s; never negative. */
  antiderivative(v: number): number;
}

/** What a file with a law by formula exports: its numbers with a source each, and the law made from them. */
export interface RateModel {
  /** What the law is, in one line. */
  readonly doc: string;
  /** Where the formula comes from. */
  readonly source: string;
  /** Its numbers, with unit, bounds and source. */
  readonly params: ParamTable;
  /**
   * The law with these numbers.
   * @param values  of `params`; a default where left out
   * @param vOc  gate voltage of no net ion flow, V
   */
  create(values: Readonly<Record<string, number>>, vOc: number): RateLaw;
}
