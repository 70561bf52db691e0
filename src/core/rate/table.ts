/**
 * Rate law from a table: what measured rates at a few gate voltages say about every voltage.
 *
 *   x = V - vOc, both branches alike, each with its own magnitudes |r_k| at the nodes x_k
 *   |r| = |r_0| sinh(x/v0) / sinh(x_0/v0)   below the first node: zero at vOc
 *   ln|r| linear in x                       between nodes, and on with the last slope above them
 *
 * v0 makes the slope of ln|r| continuous at the first node. Every piece has a closed antiderivative, so that
 * integrals over a linear change of voltage are exact.
 *
 * Not modelled: memory of earlier voltages (ion accumulation, capacitive processes), temperature.
 */
import { exp, ln } from "../elementary.js";
import { sinhOverX } from "../hyperbolic.js";
import type { RateLaw } from "./model.js";

/** Measured rates of one sign or both, at voltages relative to the open-circuit voltage. */
export interface RateTable {
  /** Nodes x_k = |V - vOc|, V; above 0, ascending, two or more. */
  readonly voltage: readonly number[];
  /** Rate at vOc + x_k, S/s; above 0. */
  readonly positive: readonly number[];
  /** Magnitude of the rate at vOc - x_k, S/s; above 0. */
  readonly negative: readonly number[];
  /** Nodes of the negative branch where they differ from `voltage`, V. */
  readonly negativeVoltage?: readonly number[];
  /** Gate voltage of no net ion flow, V. */
  readonly vOc: number;
}

/**
 * A rate law from measured rates: the logarithm of the rate is linear between the points, and goes on so beyond the last.
 * @throws RangeError where the table has no such law (said in the message)
 */
export function tableRate({
  voltage,
  positive,
  negative,
  negativeVoltage = voltage,
  vOc,
}: RateTable): RateLaw {
  if (!Number.isFinite(vOc)) throw new RangeError(`vOc is ${vOc}; it must be finite`);
  checkNodes(voltage);
  checkRates("positive", positive, voltage.length);
  if (negativeVoltage !== voltage) checkNodes(negativeVoltage);
  checkRates("negative", negative, negativeVoltage.length);
  const insertion = new Branch(voltage, positive);
  const extraction = new Branch(negativeVoltage, negative);
  return {
    vOc,
    given: { from: vOc - negativeVoltage.at(-1)!, to: vOc + voltage.at(-1)! },
    rate: (v) => (v >= vOc ? insertion.rate(v - vOc) : -extraction.rate(vOc - v)),
    antiderivative: (v) => (v >= vOc ? insertion.integral(v - vOc) : extraction.integral(vOc - v)),
  };
}

/** One polarity: magnitudes as a function of x >= 0. */
class Branch {
  private readonly node: Float64Array;
  private readonly magnitude: Float64Array;
  /** d ln|r| / dx from node k to k + 1, 1/V; the last one goes on beyond the last node. */
  private readonly slope: Float64Array;
  /** Integral of |r| from 0 to node k, S V/s. */
  private readonly integralAtNode: Float64Array;
  /** x_0 / v0; 0 where the sinh has become a straight line. */
  private readonly curvature: number;
  /** sinh(y) / y of it. */
  private readonly sinhOfCurvature: number;

  constructor(voltage: readonly number[], rates: readonly number[]) {
    const n = voltage.length;
    this.node = Float64Array.from(voltage);
    this.magnitude = Float64Array.from(rates);
    this.slope = new Float64Array(n);
    for (let k = 0; k < n - 1; k++)
      this.slope[k] = ln(rates[k + 1]! / rates[k]!) / (this.node[k + 1]! - this.node[k]!);
    this.slope[n - 1] = this.slope[n - 2]!;
    this.curvature = this.node[0]! / sinhVoltage(this.node[0]!, this.slope[0]!);
    this.sinhOfCurvature = sinhOverX(this.curvature);
    this.integralAtNode = new Float64Array(n);
    this.integralAtNode[0] = this.integralBelow(this.node[0]!);
    for (let k = 0; k < n - 1; k++)
      this.integralAtNode[k + 1] = this.integralAtNode[k]! + this.integralInCell(k, this.node[k + 1]!);
  }

  rate(x: number): number {
    const first = this.node[0]!;
    if (x < first) {
      const fraction = x / first;
      return (this.magnitude[0]! * fraction * sinhOverX(this.curvature * fraction)) / this.sinhOfCurvature;
    }
    const k = this.cell(x);
    return this.magnitude[k]! * exp(this.slope[k]! * (x - this.node[k]!));
  }

  integral(x: number): number {
    if (x < this.node[0]!) return this.integralBelow(x);
    const k = this.cell(x);
    return this.integralAtNode[k]! + this.integralInCell(k, x);
  }

  /** Integral from 0 to x <= first node: cosh z - 1 written as 2 sinh^2(z/2), which loses no digits near 0. */
  private integralBelow(x: number): number {
    const first = this.node[0]!;
    const half = sinhOverX((0.5 * this.curvature * x) / first);
    return (0.5 * this.magnitude[0]! * x * x * half * half) / (first * this.sinhOfCurvature);
  }

  /** Integral from node k to x: (e^z - 1)/z written as e^(z/2) sinh(z/2)/(z/2), which is safe for flat cells. */
  private integralInCell(k: number, x: number): number {
    const width = x - this.node[k]!;
    const half = 0.5 * this.slope[k]! * width;
    return this.magnitude[k]! * width * exp(half) * sinhOverX(half);
  }

  /** Largest k with node k <= x. */
  private cell(x: number): number {
    let low = 0;
    let high = this.node.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.node[middle]! <= x) low = middle;
      else high = middle;
    }
    return low;
  }
}

/**
 * The v0 (V) with which ln sinh(x/v0) has slope `slope` (1/V) at x = `first` (V): y coth y = slope * first for
 * y = first/v0, solved by Newton to the last digits.
 * @returns Infinity, a straight line through 0, where slope * first <= 1: no sinh is that flat
 */
export function sinhVoltage(first: number, slope: number): number {
  const target = slope * first;
  if (!(target > 1)) return Number.POSITIVE_INFINITY;
  // y coth y is convex and rises faster than y: Newton from y = target comes down to the root and never passes it.
  let y = target;
  for (let round = 0; round < 100; round++) {
    const half = sinhOverX(0.5 * y);
    const value = (1 + 0.5 * y * y * half * half) / sinhOverX(y);
    const step = ((value - target) * y) / (value - value * value + y * y);
    if (!(step > 1e-16 * y)) break;
    y -= step;
  }
  return first / y;
}

function checkNodes(voltage: readonly number[]): void {
  if (voltage.length < 2)
    throw new RangeError(`a rate table needs two or more voltages; it has ${voltage.length}`);
  for (const [k, v] of voltage.entries()) {
    if (!Number.isFinite(v)) throw new RangeError(`voltage[${k}] is ${v}; it must be finite`);
    if (v <= 0) throw new RangeError(`voltage[${k}] is ${v} V; nodes must be above 0 (the rate at vOc is 0)`);
    if (k > 0 && v <= voltage[k - 1]!)
      throw new RangeError(`voltage[${k}] is ${v} V after ${voltage[k - 1]} V; nodes must ascend`);
  }
}

function checkRates(name: string, rates: readonly number[], nodes: number): void {
  if (rates.length !== nodes)
    throw new RangeError(`${name} has ${rates.length} rates for ${nodes} voltages; one each is needed`);
  for (const [k, r] of rates.entries())
    if (!Number.isFinite(r) || r <= 0)
      throw new RangeError(`${name}[${k}] is ${r} S/s; rates must be finite and above 0`);
}
