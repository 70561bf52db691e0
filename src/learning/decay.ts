/** What is left of a trace by its age in ticks: e^(-age * tick / tau), from a table where it is short. */
import { exp } from "../core/elementary.js";

/** A trace below 2^-53 is 0: it is lost in double precision beside a change by a fresh one. */
const LONGEST = 53 * Math.LN2;

/** Longer ages are computed when they are asked for: a table would grow with tau / tick. */
const LONGEST_TABLE = 4096;

export class Decay {
  /** Ages beyond this leave nothing, ticks. */
  readonly longest: number;
  private readonly table: Float64Array;

  /** @param tau, tick  s */
  constructor(
    private readonly tau: number,
    private readonly tick: number,
  ) {
    this.longest = Math.floor((LONGEST * tau) / tick);
    const entries = Math.min(LONGEST_TABLE, this.longest + 1);
    this.table = Float64Array.from({ length: entries }, (_, age) => this.exactAt(age));
  }

  /** @param age  whole ticks, 0 .. longest */
  at(age: number): number {
    return age < this.table.length ? this.table[age]! : this.exactAt(age);
  }

  /** Of any age, Infinity included. */
  exactAt(age: number): number {
    return exp((-age * this.tick) / this.tau);
  }
}
