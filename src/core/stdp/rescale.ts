/**
 * The same plasticity at another speed: both waveforms compressed in time, and their three amplitudes (V_pre, and either
 * polarity of V_post) solved anew on the rate law of the device that is to work at that speed.
 *
 * Equal are then P and D of a post spike alone, and P of the pair one tick apart. Everything between, such as D of pairs
 * and P at other ages, follows from the rate law and is what remains different.
 */
import type { RateLaw } from "../rate/model.js";
import type { Waveform } from "../waveform/model.js";
import { scale } from "../waveform/piecewise-linear.js";
import { gateVoltage } from "./gate.js";
import { integrateWaveform } from "./integrate.js";

export interface RescaleRequest {
  /** What works now: rate law, voltages, and the tick one apart of which the pair is (s). */
  readonly rate: RateLaw;
  readonly pre: Waveform;
  readonly post: Waveform;
  readonly tick: number;
  /** Rate law of the device that is to do the same. */
  readonly target: RateLaw;
  /** Length of the new waveforms relative to the present ones. */
  readonly time: number;
}

/** Amplitudes are looked for between these multiples of the present ones. */
const SMALLEST = 1e-3;
const LARGEST = 4;

/** @throws RangeError where no amplitude within four times the present one does it */
export function rescale({ rate, pre, post, tick, target, time }: RescaleRequest): {
  pre: Waveform;
  post: Waveform;
} {
  const silent = scale(pre, { volts: 0 });
  const of = (law: RateLaw, before: Waveform, after: Waveform, apart: number) =>
    integrateWaveform(law, gateVoltage(before, -before.t[0]!, after, apart - after.t[0]!, 1, 1));
  const wanted = { alone: of(rate, silent, post, tick), pair: of(rate, pre, post, tick) };

  const fast = scale(post, { time });
  const silentFast = scale(silent, { time });
  const apart = time * tick;
  const up = solve(
    "V_post > 0",
    wanted.alone.p,
    (k) => of(target, silentFast, amplified(fast, k, 1), apart).p,
  );
  const down = solve(
    "V_post < 0",
    wanted.alone.d,
    (k) => of(target, silentFast, amplified(fast, 1, k), apart).d,
  );
  const after = amplified(fast, up, down);
  const before = scale(pre, { time });
  const size = solve("V_pre", wanted.pair.p, (k) => of(target, scale(before, { volts: k }), after, apart).p);
  return { pre: scale(before, { volts: size }), post: after };
}

/** Each polarity of a waveform times a factor of its own. */
function amplified({ t, v }: Waveform, up: number, down: number): Waveform {
  return { t, v: v.map((x) => (x > 0 ? up * x : down * x)) };
}

/** The factor at which a growing effect is as wanted, by bisection. */
function solve(what: string, wanted: number, effect: (factor: number) => number): number {
  let low = SMALLEST;
  let high = LARGEST;
  if (!(effect(low) <= wanted && wanted <= effect(high)))
    throw new RangeError(
      `${what}: no amplitude from ${SMALLEST} to ${LARGEST} times the present one gives ${wanted} S`,
    );
  // 60 halvings: below the last digit of any amplitude.
  for (let step = 0; step < 60; step++) {
    const mid = (low + high) / 2;
    if (effect(mid) > wanted) high = mid;
    else low = mid;
  }
  return (low + high) / 2;
}
