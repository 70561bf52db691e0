/**
 * A solution as it is written down: both first knots on the network's tick, other times and voltages in round
 * numbers. Each rounding is followed by solving the rest again, so that it costs next to nothing.
 */
import { leastSquares, type Residuals } from "../levenberg-marquardt.js";
import type { Waveform } from "../waveform/model.js";
import { type Judgement, judge } from "./judge.js";
import { type Demands, misfit } from "./misfit.js";
import { type Pair, pack, pairOf, unpack } from "./unknowns.js";

/** Steps of times within a tick, and of voltages (V): far finer than what they are worth. */
const PARTS = 100;
/** A step of times is at most this part of the shortest interval; else a tick has ten times as many. */
const FINEST = 0.05;
const VOLTS = 1e-4;
const ROUNDS = 20;

/** @param tick  s */
export function snapped(demands: Demands, tick: number, x: Float64Array): Judgement & Pair {
  const { extent, rate, target } = demands;
  const problem = misfit(demands);
  const last = x.length - 1;

  const onTick = x.slice();
  if (!extent.tied) onTick[last] = (Math.round((x[last]! * extent.longest) / tick) * tick) / extent.longest;
  const moved = leastSquares(held(problem, onTick, extent.tied ? [] : [last]), onTick, ROUNDS).x;

  const pair = pairOf(extent);
  unpack(extent, moved, pair);
  let parts = PARTS;
  while (tick / parts > FINEST * extent.shortest) parts *= 10;
  const grain = tick / parts;
  const least = Math.ceil(extent.shortest / grain - 1e-6);
  const grains = (w: Waveform) => {
    const whole = [0];
    for (let k = 1; k < w.t.length; k++)
      whole.push(whole[k - 1]! + Math.max(least, Math.round((w.t[k]! - w.t[k - 1]!) / grain)));
    return whole;
  };
  const whole = { pre: grains(pair.pre), post: grains(pair.post) };
  const offset = Math.round(pair.post.t[0]! / tick) * parts;
  // The earlier of both begins at its spike.
  const begin = { pre: Math.max(0, -offset), post: Math.max(0, offset) };
  for (const side of ["pre", "post"] as const)
    for (const [k, g] of whole[side].entries()) pair[side].t[k] = times(begin[side] + g, grain);

  const timed = pack(extent, pair);
  const times0 = Array.from(timed.keys()).filter((k) => !isVoltage(k, extent.knots));
  const solved = leastSquares(held(problem, timed, times0), timed, ROUNDS).x;
  const volts = pairOf(extent);
  unpack(extent, solved, volts);
  for (const side of ["pre", "post"] as const)
    for (const [k, v] of volts[side].v.entries()) pair[side].v[k] = times(Math.round(v / VOLTS), VOLTS);
  return { ...judge(rate, target, pair), ...pair };
}

function isVoltage(k: number, knots: number): boolean {
  const perSide = 2 * knots - 3;
  return k < 2 * perSide && k % perSide < knots - 2;
}

/** The same with some unknowns where they are. */
function held(problem: Residuals, x: Float64Array, which: readonly number[]): Residuals {
  const low = problem.low.slice();
  const high = problem.high.slice();
  for (const k of which) {
    low[k] = x[k]!;
    high[k] = x[k]!;
  }
  return { ...problem, low, high };
}

/** `count` steps, without the noise of a product's last digits. */
function times(count: number, step: number): number {
  return count === 0 ? 0 : Number((count * step).toPrecision(12));
}
