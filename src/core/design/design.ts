/**
 * Voltages for a wanted STDP curve: least squares over all knots from several starts, of which the better ones go on;
 * the best is judged on a finer grid, its worst places are added, and it is solved again.
 */
import { type LeastSquares, leastSquares } from "../levenberg-marquardt.js";
import type { Random } from "../random.js";
import type { RateLaw } from "../rate/model.js";
import { coarseGrid } from "./grid.js";
import type { Judgement } from "./judge.js";
import { type Demands, misfit, type Point } from "./misfit.js";
import { snapped } from "./snap.js";
import { start } from "./starts.js";
import { asked, type Target } from "./target.js";
import type { Extent, Pair } from "./unknowns.js";

/** What voltages may be used, and what a spike alone may do. */
export interface Limits extends Extent {
  /** Highest |V| at the gate, V. */
  readonly gate: number;
  /** The network's: both first knots lie on it, s. */
  readonly tick: number;
  /** Most that a spike alone may leave other than what is wanted, and move in all, relative to the peak. */
  readonly lone: number;
  readonly gross: number;
  /** Most that a pair may move in all, at any delta_t, relative to the peak; not limited where left out. */
  readonly grossPair?: number;
}

export interface DesignRequest {
  readonly rate: RateLaw;
  readonly target: Target;
  readonly limits: Limits;
  readonly starts: number;
  readonly random: Random;
  /** Told how much of the work is done, 0..1. */
  readonly progress?: (done: number) => void;
}

export interface Design extends Judgement {
  readonly pre: Pair["pre"];
  readonly post: Pair["post"];
}

/** Rounds of least squares of each stage, and which part of the starts goes on to the next. */
const STAGES = [
  { rounds: 20, keep: 0.3 },
  { rounds: 60, keep: 0.3 },
  { rounds: 250, keep: 0 },
] as const;
/** Of those that went to the end, this many are judged. */
const FINALISTS = 2;
/** Rounds of adding the worst places. */
const ROUNDS = 5;
const ADDED = 6;
const WITHIN = 0.999;

export function design(request: DesignRequest): Design {
  const { rate, target, limits, starts, random, progress } = request;
  const points = coarseGrid(target, limits.longest);
  const demands: Demands = {
    rate,
    target,
    // A little within the limits, so that rounding does not lead beyond them.
    extent: { ...limits, longest: WITHIN * limits.longest, voltage: WITHIN * limits.voltage },
    gate: WITHIN * limits.gate,
    gross: WITHIN * limits.gross,
    ...(limits.grossPair === undefined ? {} : { grossPair: WITHIN * limits.grossPair }),
    points,
    stress: { lone: 0.5, limit: 1 },
  };
  let found: LeastSquares[] = Array.from({ length: starts }, (_, k) => ({
    x: start(demands, random.split(k)),
    cost: 0,
    rounds: 0,
  }));
  for (const [k, { rounds, keep }] of STAGES.entries()) {
    const problem = misfit(demands);
    found = found.map(({ x }) => leastSquares(problem, x, rounds)).sort((a, b) => a.cost - b.cost);
    found = found.slice(0, Math.max(FINALISTS, Math.ceil(keep * found.length)));
    progress?.((0.6 * (k + 1)) / STAGES.length);
  }
  let best: Design | undefined;
  for (const [k, { x }] of found.slice(0, FINALISTS).entries()) {
    const design = refined(demands, limits, x);
    if (!best || score(design, target, limits) < score(best, target, limits)) best = design;
    progress?.(0.6 + (0.4 * (k + 1)) / FINALISTS);
  }
  return best!;
}

/** The worst places added and limits pressed harder, until neither gains. */
function refined(demands: Demands, limits: Limits, from: Float64Array): Design {
  let x = from;
  let now = demands;
  let best: Design | undefined;
  let idle = 0;
  for (let round = 0; round < ROUNDS && idle < 2; round++) {
    const design = snapped(now, limits.tick, x);
    const better = !best || score(design, demands.target, limits) < score(best, demands.target, limits);
    if (better) best = design;
    idle = better ? 0 : idle + 1;
    if (round === ROUNDS - 1) break;
    now = {
      ...now,
      points: withWorst(now.points, design, demands.target),
      stress: pressed(now.stress, design, demands.target, limits),
    };
    x = leastSquares(misfit(now), x, 80).x;
  }
  return best!;
}

/** The worst local misfits that stand out, each as heavy as a regular point. */
function withWorst(points: readonly Point[], { misfits, rms }: Design, target: Target): Point[] {
  const weight = Math.max(...points.map((p) => p.weight));
  const added = misfits
    .filter(({ deltaT, size }) => size > 2 * rms && asked(target, deltaT))
    .slice(0, ADDED)
    .map(({ deltaT }) => ({ deltaT, weight }));
  return [...points, ...added];
}

/** By how much what a spike alone leaves exceeds its limit, relative to the peak; 0 within. */
function loneExcess(design: Judgement, target: Target, { lone, gross }: Limits): number {
  const over = (side: "pre" | "post") => {
    const { net, gross: moved } = side === "pre" ? design.lonePre : design.lonePost;
    return (
      Math.max(0, Math.abs(net - target.lone[side]) / target.peak - lone) +
      Math.max(0, moved / target.peak - gross)
    );
  };
  return over("pre") + over("post");
}

/** By how much the longer waveform exceeds the longest, relative to it; 0 within. */
export function tooLong({ pre, post }: Pair, { longest }: Limits): number {
  const length = Math.max(...[pre, post].map(({ t }) => t.at(-1)! - t[0]!));
  // A little more than rounding.
  return Math.max(0, length / longest - 1 - 1e-9);
}

/** What is made small over several solutions: the misfit, the worst place a little, limits far more. */
function score(design: Design, target: Target, limits: Limits): number {
  const gate = Math.max(0, design.peakGate / limits.gate - 1);
  const pair = Math.max(0, design.grossPair / target.peak - (limits.grossPair ?? Number.POSITIVE_INFINITY));
  return (
    design.rms +
    0.05 * Math.max(design.worst, design.beyond) +
    20 * (loneExcess(design, target, limits) + gate + tooLong(design, limits)) +
    pair
  );
}

function pressed(
  stress: Demands["stress"],
  design: Design,
  target: Target,
  limits: Limits,
): Demands["stress"] {
  const lone = loneExcess(design, target, limits) > 0;
  const pair = design.grossPair / target.peak > (limits.grossPair ?? Number.POSITIVE_INFINITY);
  const limit = lone || pair || design.peakGate > limits.gate || tooLong(design, limits) > 0;
  return { lone: lone ? 4 * stress.lone : stress.lone, limit: limit ? 4 * stress.limit : stress.limit };
}
