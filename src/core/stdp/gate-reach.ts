/**
 * The voltages that a gate meets in a use of a device, over all distances of the spikes, and what the device's rate law
 * has to say there.
 */
import type { RateLaw } from "../rate/model.js";
import { formatQuantity } from "../units.js";
import type { Waveform } from "../waveform/model.js";
import { zero } from "../waveform/piecewise-linear.js";
import { gateVoltage } from "./gate.js";

/** Lowest and highest voltage at the gate, V; 0, at which it rests, lies between. */
export interface GateReach {
  /** Lowest gate voltage, V. */
  readonly low: number;
  /** Highest gate voltage, V. */
  readonly high: number;
}

/** What a factor may be: one number, or the least and the most of one that moves. */
export type Extent = number | readonly [least: number, most: number];

export interface GateUse {
  readonly pre: Waveform;
  readonly post: Waveform;
  /** Factors of V_pre and V_post; 1 unless given. */
  readonly alphaPre?: Extent;
  readonly alphaPost?: Extent;
  /** How far from 1 the amplitude of V_post goes, V/V; 0 unless given. */
  readonly amplitude?: number;
  /** A voltage at the gate itself in V_pre's time, V. */
  readonly third?: Waveform;
}

/**
 * Extremes over every delta_t: both sides can be at theirs together, at some delta_t, or one rests. A third voltage keeps
 * its distance from V_pre, so that what counts is the sum of these two at each time.
 */
export function gateReach({
  pre,
  post,
  alphaPre = 1,
  alphaPost = 1,
  amplitude = 0,
  third,
}: GateUse): GateReach {
  const before = ends(alphaPre).flatMap((alpha) => [
    ...(third ? gateVoltage(pre, 0, zero(post), 0, alpha, 0, third) : halved(pre, alpha)).v,
  ]);
  const after = ends(alphaPost).flatMap((alpha) => [...halved(post, alpha * (1 + amplitude)).v]);
  return add(extent(before), extent(after));
}

/** Of gate voltages that are given as such, V. */
export function reachOf(volts: readonly number[]): GateReach {
  return extent(volts);
}

/** Sum of what two independent voltages reach. */
export function add(a: GateReach, b: GateReach): GateReach {
  return { low: a.low + b.low, high: a.high + b.high };
}

/** The larger of both distances from 0 V. */
export function peakOf({ low, high }: GateReach): number {
  return Math.max(high, -low);
}

/** Rounding may lead this far beyond the last rate that is given, V. */
const SLACK = 1e-6;

/** Where the gate leaves the voltages for which rates are given: in words; undefined where all is within, or a formula holds. */
export function beyondRates({ given }: RateLaw, { low, high }: GateReach): string | undefined {
  if (!given || (high <= given.to + SLACK && low >= given.from - SLACK)) return undefined;
  const volts = (v: number) => formatQuantity(v, "V");
  return `gate voltages of ${volts(low)} to ${volts(high)} exceed the range of the given rates (${volts(given.from)} to ${volts(given.to)}): beyond it they are extrapolated`;
}

/** Rates above this, S/s, mean nothing, and what is computed from them may overflow. */
const MOST_RATE = 1e30;

/** @throws RangeError where a law says no number of any meaning within the reach */
export function checkReach(rate: RateLaw, { low, high }: GateReach): void {
  for (const v of [low, high]) {
    if (meaningful(rate, v)) continue;
    const size = Number.isFinite(v) ? formatQuantity(v, "V") : "more volts than can be counted";
    const sign = v < 0 ? -1 : 1;
    throw new RangeError(
      `the gate reaches ${size}, where the rate law gives no rate of any meaning (above ${MOST_RATE} S/s); accepted: gate voltages ${sign < 0 ? "down" : "up"} to ${formatQuantity(farthest(rate, sign), "V", 3)}`,
    );
  }
}

function meaningful(rate: RateLaw, v: number): boolean {
  return Math.max(Math.abs(rate.rate(v)), Math.abs(rate.antiderivative(v))) <= MOST_RATE;
}

/** The last voltage of a sign at which a law means something, in whole volts. */
function farthest(rate: RateLaw, sign: 1 | -1): number {
  let [low, high] = [0, 1e9];
  for (let k = 0; k < 60; k++) {
    const v = (low + high) / 2;
    if (meaningful(rate, sign * v)) low = v;
    else high = v;
  }
  return sign * Math.floor(low);
}

function ends(factor: Extent): readonly number[] {
  return typeof factor === "number" ? [factor] : factor;
}

/** What one terminal puts on the gate: the divider halves it. */
function halved({ t, v }: Waveform, alpha: number): Waveform {
  return { t, v: v.map((x) => 0.5 * alpha * x) };
}

function extent(volts: readonly number[]): GateReach {
  return {
    low: volts.reduce((least, v) => Math.min(least, v), 0),
    high: volts.reduce((most, v) => Math.max(most, v), 0),
  };
}
