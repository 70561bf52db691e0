/**
 * Why a wanted curve cannot be made, from the curve, the device and the limits alone, and whether a solution is one.
 * The bounds are rough, and only speak where a solution has failed: what was found needs no reason.
 */
import type { RateLaw } from "../rate/model.js";
import { formatQuantity } from "../units.js";
import { type Design, type Limits, tooLong } from "./design.js";
import { asked, type Target } from "./target.js";

/** What a solution must keep to count as one, relative to the peak. */
export interface Tolerance {
  readonly rms: number;
}

export interface ReachRequest {
  readonly rate: RateLaw;
  readonly target: Target;
  readonly limits: Limits;
  readonly tolerance: Tolerance;
}

/** An edge is missed where so much of its height is. */
const EDGE_MISSED = 0.25;
/** A curve beyond the overlap counts from this part of the peak on. */
const SEEN = 0.05;
const POINTS = 2000;

/** @returns in words, what is most to the point first; empty where the solution keeps what is asked for */
export function shortfalls(request: ReachRequest, design: Design): string[] {
  const { target, limits, tolerance } = request;
  const lone = brokenLimits(target, limits, design);
  const edge = missedEdge(request, design);
  if (design.rms <= tolerance.rms && edge === undefined) return lone;
  const weak = tooLittle(request);
  const parity = wrongParity(request);
  if (parity !== undefined) return [parity];
  const reasons = [...(weak.length > 0 ? weak : tooLinear(request)), ...beyondOverlap(target, limits)];
  if (reasons.length > 0) return reasons;
  if (edge !== undefined) return [edge, ...lone];
  return [unexplained(limits, tolerance, target, design), ...lone];
}

/** Highest voltage of either sign that two spikes can put on the gate. */
function highest({ gate, voltage }: Limits): number {
  return Math.min(gate, voltage);
}

/** Fastest rate within the limits, of insertion or extraction, S/s. */
function fastest({ rate, limits }: ReachRequest, sign: 1 | -1): number {
  return Math.abs(rate.rate(sign * highest(limits)));
}

/** A change that even the longest waveform at the highest voltage is too short for. */
function tooLittle(request: ReachRequest): string[] {
  const { target, limits } = request;
  return ([1, -1] as const).flatMap((sign) => {
    const wanted = extreme(target, sign);
    const most = fastest(request, sign) * limits.longest;
    if (wanted <= most) return [];
    const change = sign > 0 ? "potentiation" : "depression";
    return [
      `a ${change} of ${S(wanted)} is wanted, and at ${V(sign * highest(limits))} at the gate the device moves ${rateOf(fastest(request, sign))}: ${S(most)} in the longest waveform (${time(limits.longest)}); a higher voltage, a longer waveform or a faster device would do`,
    ];
  });
}

/** A device that is too linear: two spikes then do what each does alone, whatever delta_t is. */
function tooLinear(request: ReachRequest): string[] {
  const { target, limits, rate } = request;
  const most = highest(limits);
  const span = (f: (dt: number) => number) => {
    const values = sampled(target).map(f);
    return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  };
  const wanted = span((dt) => target.value(dt));
  // What both do together beyond what each does alone, at best, of either sign: for as long as a waveform lasts and a
  // lone spike, at half the voltage, keeps its limit.
  const more = ([1, -1] as const).map((sign) => {
    const whole = Math.abs(rate.rate(sign * most));
    const half = Math.abs(rate.rate((sign * most) / 2));
    const duration = Math.min(limits.longest, (limits.gross * target.peak) / half);
    return Math.max(0, whole - 2 * half) * duration;
  });
  const best = more[0]! + more[1]!;
  if (best >= wanted) return [];
  const ratio = rate.rate(most) / rate.rate(most / 2);
  return [
    `the device is too nearly linear: at ${V(most)} it is ${ratio.toPrecision(3)} times as fast as at ${V(most / 2)} (a linear one: 2), so that two spikes move at most ${S(best)} more than each alone (up to ${time(limits.longest)} long, up to ${S(limits.gross * target.peak)} moved by one alone), and ${S(wanted)} is wanted between one delta_t and another`,
  ];
}

/** A curve whose part of the wrong symmetry is more than a solution may miss: V_post follows from V_pre. */
function wrongParity({ rate, target, limits, tolerance }: ReachRequest): string | undefined {
  const { tied } = limits;
  if (!tied) return undefined;
  const most = highest(limits);
  const uneven = Math.abs(rate.rate(most) + rate.rate(-most)) > 1e-6 * rate.rate(most);
  // Upside down the curve is odd only where both signs are alike; the same voltage twice is even on any device.
  if (tied < 0 && uneven) return undefined;
  const rest = target.lone.pre + target.lone.post;
  const wrong = sampled(target)
    .filter((dt) => asked(target, -dt))
    .map((dt) => (target.value(dt) - rest - tied * (target.value(-dt) - rest)) / (2 * target.peak));
  const rms = Math.sqrt(wrong.reduce((sum, x) => sum + x * x, 0) / wrong.length);
  if (rms <= tolerance.rms) return undefined;
  const [which, kind] = tied > 0 ? ["V_pre's own waveform", "even"] : ["V_pre upside down", "odd"];
  return `V_post is ${which} (limits.post), so that the curve is ${kind} in delta_t; what of the wanted one is not has an rms of ${(100 * rms).toPrecision(3)} % of the peak, accepted (tolerance): ${Number((100 * tolerance.rms).toPrecision(3))} %; limits.post: free`;
}

/** A curve that still changes where two waveforms of the longest length can no longer meet. */
function beyondOverlap(target: Target, { longest }: Limits): string[] {
  const rest = target.lone.pre + target.lone.post;
  const away = sampled(target).filter((dt) => Math.abs(target.value(dt) - rest) > SEEN * target.peak);
  if (away.length === 0) return [];
  const [first, last] = [away[0]!, away.at(-1)!];
  // Overlap of two waveforms of one length: as wide as both together.
  if (last - first <= 2 * longest) return [];
  return [
    `the curve differs from what lone spikes leave from delta_t = ${time(first)} to ${time(last)}, over ${time(last - first)}; two waveforms of at most ${time(longest)} (limits.longest) meet over ${time(2 * longest)} only, and beyond that nothing depends on delta_t`,
  ];
}

/** An edge that is missed and that the fastest rate is too slow for. */
function missedEdge(request: ReachRequest, design: Design): string | undefined {
  const { target, limits } = request;
  const most = Math.max(fastest(request, 1), fastest(request, -1));
  const missed = steepest(target).find(
    ({ at, height, within }) =>
      height > most * within &&
      design.misfits.some(
        ({ deltaT, size }) =>
          size * target.peak > EDGE_MISSED * height && Math.abs(deltaT - at) < 5 * within + height / most,
      ),
  );
  if (!missed) return undefined;
  return `the curve is to change by ${S(missed.height)} within ${time(missed.within)} at delta_t = ${time(missed.at)}; at ${V(highest(limits))} at the gate the device moves ${rateOf(most)}, so that this takes ${time(missed.height / most)} at least`;
}

interface Edge {
  readonly at: number;
  /** S. */
  readonly height: number;
  /** s. */
  readonly within: number;
}

/** The target's steps with their gaps, and the steepest way between two samples. */
function steepest(target: Target): Edge[] {
  const { gap } = target;
  const steps = target.steps.map((at) => ({
    at,
    height: Math.abs(target.value(at + gap) - target.value(at - gap)),
    within: 2 * gap,
  }));
  const places = sampled(target);
  let best: Edge = { at: 0, height: 0, within: 1 };
  // Ways of several lengths: the longest on which the curve is as steep says most.
  for (const stride of [1, 2, 5, 10, 20, 50])
    for (let k = stride; k < places.length; k++) {
      const [a, b] = [places[k - stride]!, places[k]!];
      const within = b - a;
      const height = Math.abs(target.value(b) - target.value(a));
      if (height > 0.2 * target.peak && height / within > 1.001 * (best.height / best.within))
        best = { at: (a + b) / 2, height, within };
    }
  return [...steps, ...(best.height > 0 ? [best] : [])].sort(
    (a, b) => b.height / b.within - a.height / a.within,
  );
}

function brokenLimits(target: Target, limits: Limits, design: Design): string[] {
  const percent = (x: number) => `${(100 * x).toPrecision(3)} %`;
  const pair = design.grossPair / target.peak;
  const cancelling =
    pair > (limits.grossPair ?? Number.POSITIVE_INFINITY)
      ? [
          `a pair moves ${percent(pair)} of the peak up and down in all at delta_t = ${time(design.grossPairDeltaT)} at best; accepted (limits.grossPair): ${percent(limits.grossPair!)}`,
        ]
      : [];
  const alone = (["pre", "post"] as const).flatMap((side) => {
    const { net, gross } = side === "pre" ? design.lonePre : design.lonePost;
    const off = Math.abs(net - target.lone[side]) / target.peak;
    const wanted = target.lone[side] === 0 ? "" : ` away from the wanted ${S(target.lone[side])}`;
    return [
      ...(off > limits.lone
        ? [
            `a ${side} spike alone leaves ${percent(off)} of the peak${wanted} at best; accepted (limits.lone): ${percent(limits.lone)}`,
          ]
        : []),
      ...(gross / target.peak > limits.gross
        ? [
            `a ${side} spike alone moves ${percent(gross / target.peak)} of the peak up and down in all at best; accepted (limits.gross): ${percent(limits.gross)}`,
          ]
        : []),
    ];
  });
  const long =
    tooLong(design, limits) > 0
      ? [
          `the waveforms are ${percent(tooLong(design, limits))} longer than accepted (limits.longest: ${time(limits.longest)})`,
        ]
      : [];
  return [...alone, ...cancelling, ...long];
}

function unexplained(limits: Limits, tolerance: Tolerance, target: Target, design: Design): string {
  const percent = (x: number) => `${(100 * x).toPrecision(3)} %`;
  return `${limits.knots} knots at least ${time(limits.shortest)} apart and up to ${V(limits.voltage)} come to an rms of ${percent(design.rms)} of the peak (${S(target.peak)}), accepted (tolerance): ${percent(tolerance.rms)}; they miss it most at delta_t = ${time(design.worstDeltaT)}, by ${percent(design.worst)}; more knots, a longer waveform, shorter intervals or more starts may do`;
}

/** The largest value of a sign, its size. */
function extreme(target: Target, sign: 1 | -1): number {
  return sampled(target).reduce((most, dt) => Math.max(most, sign * target.value(dt)), 0);
}

/** Equally spaced over the range, and every corner on either side. */
function sampled(target: Target): number[] {
  const { from, to, corners } = target;
  return [...Array.from({ length: POINTS + 1 }, (_, k) => from + (k * (to - from)) / POINTS), ...corners]
    .filter((dt) => dt >= from && dt <= to && asked(target, dt))
    .sort((a, b) => a - b);
}

const S = (s: number) => formatQuantity(s, "S");
const V = (v: number) => formatQuantity(v, "V");
const time = (t: number) => formatQuantity(t, "s");
const rateOf = (r: number) => formatQuantity(r, "S/s");
