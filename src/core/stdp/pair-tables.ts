/**
 * What any pair of spikes does to a synapse, tabulated once by exact integration.
 *
 * A neuron's terminal follows the waveform of its most recent spike. Between two events of a synapse (a new
 * waveform on its row or column) V_G(t) therefore depends on one number, the *regime*
 *
 *   d = start of the post waveform - start of the pre waveform, in ticks, cut to -nPost .. nPre
 *
 * (d = -nPost: V_pre alone; d = nPre: V_post alone), and on the ticks elapsed since the later of the two starts.
 * For every regime and elapsed time the tables hold P = integral of r+ dt and D = integral of |r-| dt, and the
 * runs of one sign in their order. Every spike train on the tick grid is a chain of such entries.
 */
import type { RateLaw } from "../rate/model.js";
import { bytesInWords } from "../size.js";
import type { Waveform } from "../waveform/model.js";
import { lead } from "../waveform/piecewise-linear.js";
import { gateVoltage } from "./gate.js";
import { integrateSigned } from "./integrate.js";

/** Device and voltages whose pairs are tabulated. */
export interface PairRequest {
  /** Rate law of the device. */
  readonly rate: RateLaw;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Factor of the pre voltage at the gate. */
  readonly alphaPre: number;
  /** Factor of the post voltage at the gate. */
  readonly alphaPost: number;
  /** Length of a tick, s. */
  readonly tick: number;
}

/** Integrals in S before the state factors f±; index [regime * stride + elapsed]. */
export interface PairTables {
  /** Lengths of the waveforms, whole ticks (rounded up). */
  readonly nPre: number;
  /** Length of the post waveform, whole ticks (rounded up). */
  readonly nPost: number;
  /** Ticks from a spike's arrival to the start of its waveform. */
  readonly preLead: number;
  /** Ticks from a post spike's arrival to the start of its waveform. */
  readonly postLead: number;
  /** Entries per regime: elapsed 0 .. stride - 1; at the last one both waveforms are over. */
  readonly stride: number;
  /** P: integral of r+ over time since the later start, S. */
  readonly p: Float64Array;
  /** D: integral of |r-| over time since the later start, S. */
  readonly d: Float64Array;
  /** Integrals over one tick at rest (0 V applied): zero unless V_oc is not 0. */
  readonly restP: number;
  /** Integral of |r-| over one tick at rest, S. */
  readonly restD: number;
  /** Stretches of potentiation and depression, in their order. */
  readonly runs: SignRuns;
}

/** Runs of one sign of every regime in time order; runs of regime k are first[k] .. first[k+1]-1. */
export interface SignRuns {
  /** Where each regime's runs begin; length regimes + 1. */
  readonly first: Int32Array;
  /** 1: potentiation, -1: depression. */
  readonly sign: Int8Array;
  /** Elapsed time at start and end, ticks (not whole: V_G crosses V_oc anywhere). */
  readonly start: Float64Array;
  /** Elapsed time at the end of a run, ticks. */
  readonly end: Float64Array;
  /** Cumulative integral of the run's own sign at its start and end, S. */
  readonly cumulativeStart: Float64Array;
  /** Cumulative integral of the run's own sign at its end, S. */
  readonly cumulativeEnd: Float64Array;
}

/** Two integrals for each of twice as many distances as ticks, at every tick. */
const BYTES_PER_PAIR = 32;
/** Of an entry: two integrals here, and what kernels in single precision make of them. */
const BYTES_PER_ENTRY = 56;

/** Bytes of the tables of two waveforms, about; 0 where they are not accepted, which `timing` says. */
export function pairTableBytes(pre: Waveform, post: Waveform, tick: number): number {
  const [nPre, nPost] = [pre, post].map((w) => Math.ceil((w.t.at(-1)! - w.t[0]!) / tick)) as [number, number];
  if (Math.max(nPre, nPost) > MAX_WAVEFORM_TICKS) return 0;
  return BYTES_PER_ENTRY * (nPre + nPost + 1) * (Math.max(nPre, nPost) + 1);
}

/** Longest waveform accepted, ticks: the tables grow with its square. */
export const MAX_WAVEFORM_TICKS = 2048;

/** Regime index of a distance d = post start - pre start (ticks, may be infinite). */
export function regimeOf(t: PairTables, d: number): number {
  return Math.max(-t.nPost, Math.min(t.nPre, d)) + t.nPost;
}

/**
 * Waveform length in ticks and the lead that the two waveforms share: a waveform starts when its neuron fires,
 * so knots at negative time shift both by the same lead, and delta_t keeps its meaning.
 * @throws RangeError where a first knot does not fall on the tick grid, or a waveform is too long for tables
 */
export function timing(pre: Waveform, post: Waveform, tick: number) {
  const shared = lead(pre, post);
  const whole = (seconds: number, what: string): number => {
    const ticks = seconds / tick;
    const rounded = Math.round(ticks);
    if (Math.abs(ticks - rounded) > 1e-6 * Math.max(1, ticks))
      throw new RangeError(
        `the first knot of V_${what} is ${ticks} ticks after its spike; it must be a whole number of ticks`,
      );
    return rounded;
  };
  const length = (w: Waveform, what: string): number => {
    const ticks = Math.ceil((w.t[w.t.length - 1]! - w.t[0]!) / tick - 1e-6);
    if (ticks > MAX_WAVEFORM_TICKS)
      throw new RangeError(
        `V_${what} lasts ${ticks} ticks, and tables of every pair of spikes would take ${bytesInWords(BYTES_PER_PAIR * ticks * ticks)}; up to ${MAX_WAVEFORM_TICKS} are accepted: choose a longer tick`,
      );
    return Math.max(1, ticks);
  };
  return {
    preLead: whole(shared + pre.t[0]!, "pre"),
    postLead: whole(shared + post.t[0]!, "post"),
    nPre: length(pre, "pre"),
    nPost: length(post, "post"),
  };
}

/**
 * Tabulates what every pair of spikes does to a synapse.
 * @throws RangeError as `timing`
 */
export function buildPairTables(request: PairRequest): PairTables {
  const { preLead, postLead, nPre, nPost } = timing(request.pre, request.post, request.tick);
  const stride = Math.max(nPre, nPost) + 1;
  const regimes = nPre + nPost + 1;
  const p = new Float64Array(regimes * stride);
  const d = new Float64Array(regimes * stride);
  const rest = { p: 0, d: 0 };
  integrateSigned(request.rate, 0, 0, request.tick, rest);
  const runs = new RunRecorder(regimes);
  for (let k = 0; k < regimes; k++) tabulate(request, k, k - nPost, stride, p, d, runs);
  return { nPre, nPost, preLead, postLead, stride, p, d, restP: rest.p, restD: rest.d, runs: runs.done() };
}

/** One regime: cut V_G at its knots, at the ticks and where it crosses V_oc; integrate piece by piece. */
function tabulate(
  { rate, pre, post, alphaPre, alphaPost, tick }: PairRequest,
  regime: number,
  distance: number,
  stride: number,
  p: Float64Array,
  d: Float64Array,
  runs: RunRecorder,
): void {
  // The later start is time 0: the earlier waveform began |distance| ticks before.
  const preStart = -Math.max(0, distance) * tick - pre.t[0]!;
  const postStart = Math.min(0, distance) * tick - post.t[0]!;
  const gate = gateVoltage(pre, preStart, post, postStart, alphaPre, alphaPost);
  const knots = gate.t.length;
  const sum = { p: 0, d: 0 };
  runs.begin(regime);

  const piece = (from: number, to: number, vFrom: number, vTo: number): void => {
    const over = vFrom - rate.vOc;
    const under = vTo - rate.vOc;
    if (over * under < 0) {
      const cross = from + ((to - from) * over) / (over - under);
      piece(from, cross, vFrom, rate.vOc);
      piece(cross, to, rate.vOc, vTo);
      return;
    }
    const { p: beforeP, d: beforeD } = sum;
    integrateSigned(rate, vFrom, vTo, to - from, sum);
    if (sum.p > beforeP) runs.add(1, from / tick, to / tick, beforeP, sum.p);
    else if (sum.d > beforeD) runs.add(-1, from / tick, to / tick, beforeD, sum.d);
  };

  let next = 0;
  let at = 0;
  while (next < knots && gate.t[next]! <= 0) next++;
  for (let e = 1; e < stride; e++) {
    const end = e * tick;
    while (at < end) {
      const stop = next < knots && gate.t[next]! < end ? gate.t[next]! : end;
      if (stop > at) {
        const inside = next > 0 && next < knots;
        piece(at, stop, inside ? between(gate, next, at) : 0, inside ? between(gate, next, stop) : 0);
        at = stop;
      }
      if (stop < end) next++;
      while (next < knots && gate.t[next]! <= at) next++;
    }
    p[regime * stride + e] = sum.p;
    d[regime * stride + e] = sum.d;
  }
}

/** Voltage at time t on the segment that ends in knot `next`. */
function between(w: Waveform, next: number, t: number): number {
  const t0 = w.t[next - 1]!;
  const t1 = w.t[next]!;
  const v0 = w.v[next - 1]!;
  const v1 = w.v[next]!;
  if (t >= t1) return v1;
  return t1 > t0 ? v0 + ((v1 - v0) * (t - t0)) / (t1 - t0) : v1;
}

/** Collects runs, joining neighbours of one sign. */
class RunRecorder {
  private readonly first: Int32Array;
  private readonly rows: { sign: number; start: number; end: number; from: number; to: number }[] = [];
  private regime = -1;

  constructor(regimes: number) {
    this.first = new Int32Array(regimes + 1);
  }

  begin(regime: number): void {
    this.regime = regime;
    this.first[regime] = this.rows.length;
    this.first[regime + 1] = this.rows.length;
  }

  add(sign: number, start: number, end: number, from: number, to: number): void {
    const last = this.rows.length > this.first[this.regime]! ? this.rows[this.rows.length - 1] : undefined;
    if (last && last.sign === sign) {
      last.end = end;
      last.to = to;
    } else {
      this.rows.push({ sign, start, end, from, to });
      this.first[this.regime + 1] = this.rows.length;
    }
  }

  done(): SignRuns {
    return {
      first: this.first,
      sign: Int8Array.from(this.rows, (r) => r.sign),
      start: Float64Array.from(this.rows, (r) => r.start),
      end: Float64Array.from(this.rows, (r) => r.end),
      cumulativeStart: Float64Array.from(this.rows, (r) => r.from),
      cumulativeEnd: Float64Array.from(this.rows, (r) => r.to),
    };
  }
}
