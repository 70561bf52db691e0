/**
 * The likelihood as a function of one vector, its slopes and its information.
 *
 * The vector: ln of each level's rate, the numbers of the shape, ln c2c, ln read, and then ln of each device's gain,
 * which is normal around 0 with deviation `spread` (a random effect).
 */
import { exp } from "../core/elementary.js";
import { filter, type Innovations, innovations, logLikelihood } from "./filter.js";
import type { Levels, Model, Outliers, PulseRows } from "./model.js";
import type { Factors, Shape } from "./shape.js";
import { slopes } from "./slopes.js";

/** What is held while the vector changes. */
export interface Held {
  /** Deviation of ln gain between devices; 0 for one device, whose gain is 1. */
  readonly spread: number;
  readonly outliers: Outliers;
}

export interface Local {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Expected information, symmetric, n x n. */
  readonly information: Float64Array;
}

const STEP = 1e-6;

export class Likelihood {
  readonly rates: number;
  /** Numbers before the gains. */
  readonly fixed: number;
  readonly devices: number;
  readonly size: number;
  /** Of the last vector that was looked at by `value` or `at`. */
  readonly first: Innovations;

  constructor(
    readonly rows: PulseRows,
    readonly levels: Levels,
    readonly shape: Shape,
    devices: number,
  ) {
    this.rates = levels.voltages.length;
    this.fixed = this.rates + shape.names.length + 2;
    this.devices = devices > 1 ? devices : 0;
    this.size = this.fixed + this.devices;
    this.first = innovations(rows.width.length);
  }

  /** Penalised log likelihood; not a number where the numbers make no model. */
  value(x: Float64Array, held: Held): number {
    this.run(x, held, this.first);
    return logLikelihood(this.first) + this.prior(x, held);
  }

  /** Innovations at a vector; overwritten by the next call of anything here. */
  at(x: Float64Array, held: Held): Innovations {
    this.run(x, held, this.first);
    return this.first;
  }

  /** State factors at a vector. */
  factorsAt(x: Float64Array): Factors {
    return this.shape.factors(x.subarray(this.rates, this.fixed - 2));
  }

  /** Value, slopes and information. */
  local(x: Float64Array, held: Held): Local {
    const { fixed, size, devices, rates, shape } = this;
    const model = this.model(x, held);
    const numbers = x.slice(rates, fixed - 2);
    const shifted = shape.names.map((_, k) => {
      const moved = numbers.slice();
      moved[k]! += STEP;
      return shape.factors(moved);
    });
    const { value, gradient, information } = slopes(
      this.rows,
      this.levels.signs,
      model,
      shape,
      shifted,
      STEP,
      size,
    );
    if (devices > 0) {
      const precision = 1 / (held.spread * held.spread);
      for (let d = fixed; d < size; d++) {
        gradient[d]! -= precision * x[d]!;
        information[d * size + d]! += precision;
      }
    }
    return { value: value + this.prior(x, held), gradient, information };
  }

  private prior(x: Float64Array, { spread }: Held): number {
    if (this.devices === 0) return 0;
    let sum = 0;
    for (let d = this.fixed; d < this.size; d++) sum += x[d]! * x[d]!;
    return -sum / (2 * spread * spread);
  }

  private run(x: Float64Array, held: Held, out: Innovations): void {
    filter(this.rows, this.levels.signs, this.model(x, held), out);
  }

  private model(x: Float64Array, { outliers }: Held): Model {
    const { rates, fixed, devices } = this;
    return {
      rates: x.slice(0, rates).map(exp),
      ...this.factorsAt(x),
      c2c: exp(x[fixed - 2]!),
      read: exp(x[fixed - 1]!),
      gains: devices > 0 ? x.slice(fixed).map(exp) : ONE,
      outliers,
    };
  }
}

const ONE = Float64Array.of(1);
