/**
 * What neurons with exponential currents do if nothing arrives, in closed form:
 *
 *   tauM du/dt = -u + iE - iI,   diE/dt = -iE / tauE,   diI/dt = -iI / tauI
 *
 * u is v - vRest. The first tick at which it reaches the threshold is found exactly.
 */
import { exp, ln, oneMinusExpMinus } from "../elementary.js";
import { LAST_TICK } from "../ticks.js";
import { formatQuantity } from "../units.js";
import { reachOf } from "./threshold.js";

/** Time constants, s, and potentials, V. */
export interface ExpConstants {
  readonly tauM: number;
  readonly tauE: number;
  readonly tauI: number;
  readonly vRest: number;
  readonly vThreshold: number;
}

/** After this many of the longest time constant all that is left of a state is below 1e-24 of it. */
const HORIZON = 60;

/** Ticks from a state for which exponentials are kept: up to the horizon, as a rule. For a few neurons it is not worth it. */
const TABULATED = 16384;
const FEW = 32;

/**
 * Depolarisation at time t after a current exp(-t/tau) began, t >= 0; the same expression holds at tau = tauM,
 * because (1 - exp(-y))/y has no singularity, and it never overflows, because y >= 0.
 */
export function response(t: number, tau: number, tauM: number): number {
  const y = Math.abs(t / tau - t / tauM);
  return (t / tauM) * exp(-t / Math.max(tau, tauM)) * (y > 0 ? oneMinusExpMinus(y) / y : 1);
}

export class ExpCourse {
  /** Ticks after which all that is left of a state is negligible. */
  readonly horizon: number;
  /** Distance above rest at which it spikes, V. */
  readonly reach: number;
  /** Bounds of `response`: a unit current is at most 1 and carries the charge tau / tauM. */
  readonly mostE: number;
  readonly mostI: number;
  /** By ticks from the base: what is left of u and of the currents, and responses to the currents. */
  private leftM: Float64Array;
  private leftE: Float64Array;
  private leftI: Float64Array;
  private responseE: Float64Array;
  private responseI: Float64Array;

  /**
   * @param u, iE, iI  state of each neuron at a tick of its own, its base, V
   * @param tick  length of a tick, s
   * @throws RangeError where spikes may lie further ahead than ticks are counted
   */
  constructor(
    private u: Float64Array,
    private iE: Float64Array,
    private iI: Float64Array,
    private readonly p: ExpConstants,
    private readonly tick: number,
  ) {
    this.reach = reachOf(p);
    const longest = Math.max(p.tauM, p.tauE, p.tauI);
    this.horizon = Math.ceil((HORIZON * longest) / tick);
    if (!(this.horizon <= LAST_TICK))
      throw new RangeError(
        `a time constant of ${formatQuantity(longest, "s")} is ${(longest / tick).toPrecision(3)} ticks; accepted: at most ${formatQuantity((LAST_TICK * tick) / HORIZON, "s")}, or a longer tick`,
      );
    this.mostE = Math.min(1, p.tauE / p.tauM);
    this.mostI = Math.min(1, p.tauI / p.tauM);
    const { tauM, tauE, tauI } = p;
    const length = u.length < FEW ? 0 : Math.min(TABULATED, this.horizon + 1);
    const tabulated = (of: (t: number) => number) => Float64Array.from({ length }, (_, k) => of(k * tick));
    this.leftM = tabulated((t) => exp(-t / tauM));
    this.leftE = tabulated((t) => exp(-t / tauE));
    this.leftI = tabulated((t) => exp(-t / tauI));
    this.responseE = tabulated((t) => response(t, tauE, tauM));
    this.responseI = tabulated((t) => response(t, tauI, tauM));
  }

  /** The state lies elsewhere from now on. */
  setState(u: Float64Array, iE: Float64Array, iI: Float64Array): void {
    this.u = u;
    this.iE = iE;
    this.iI = iI;
  }

  /** Its tables, and what is told where each has moved to. */
  get tables(): readonly (readonly [Float64Array, (there: Float64Array) => void])[] {
    return [
      [
        this.leftM,
        (there) => {
          this.leftM = there;
        },
      ],
      [
        this.leftE,
        (there) => {
          this.leftE = there;
        },
      ],
      [
        this.leftI,
        (there) => {
          this.leftI = there;
        },
      ],
      [
        this.responseE,
        (there) => {
          this.responseE = there;
        },
      ],
      [
        this.responseI,
        (there) => {
          this.responseI = there;
        },
      ],
    ];
  }

  /** What is left of the currents after k >= 0 ticks. */
  keptE(k: number): number {
    return k < this.leftE.length ? this.leftE[k]! : exp((-k * this.tick) / this.p.tauE);
  }

  keptI(k: number): number {
    return k < this.leftI.length ? this.leftI[k]! : exp((-k * this.tick) / this.p.tauI);
  }

  /** v - vRest, k >= 0 ticks after the base if nothing arrives. */
  depolarisation(i: number, k: number): number {
    if (k < this.leftM.length)
      return (
        this.u[i]! * this.leftM[k]! + this.iE[i]! * this.responseE[k]! - this.iI[i]! * this.responseI[k]!
      );
    const { tauM, tauE, tauI } = this.p;
    const t = k * this.tick;
    const passive = this.u[i]! * exp(-t / tauM);
    return passive + this.iE[i]! * response(t, tauE, tauM) - this.iI[i]! * response(t, tauI, tauM);
  }

  /** tauM dv/dt, k ticks after the base. */
  private slope(i: number, k: number): number {
    const drive = this.iE[i]! * this.keptE(k) - this.iI[i]! * this.keptI(k);
    return drive - this.depolarisation(i, k);
  }

  /**
   * Ticks from the base to the first tick with v >= vThreshold; Infinity if there is none.
   *
   * With q = dv/dt, (d/dt + 1/tauM) q = (diE/dt - diI/dt) / tauM, which changes sign at most once. So exp(t/tauM)·q
   * is monotone before and after that turn, q has at most one zero on either side, and v at most one extremum.
   */
  firstCrossing(i: number): number {
    const u = this.u[i]!;
    const iE = this.iE[i]!;
    const iI = this.iI[i]!;
    // Cheap bound, true of nearly every input: not even the sum of the separate maxima gets there.
    if (Math.max(u, 0) + Math.max(iE, 0) * this.mostE + Math.max(-iI, 0) * this.mostI < this.reach)
      return Number.POSITIVE_INFINITY;
    const { tauE, tauI } = this.p;
    const turn = ln((iI * tauE) / (iE * tauI)) / (1 / tauI - 1 / tauE) / this.tick;
    const split = turn >= 1 && turn < this.horizon ? Math.floor(turn) : 0; // 0 also where turn is NaN: no turn
    const early = split > 0 ? this.crossingWithin(i, 1, split) : Number.POSITIVE_INFINITY;
    return early < Number.POSITIVE_INFINITY ? early : this.crossingWithin(i, split + 1, this.horizon);
  }

  /** First tick over threshold in from..to (after the base), between which v has at most one extremum. */
  private crossingWithin(i: number, from: number, to: number): number {
    const reach = this.reach;
    if (this.depolarisation(i, from) >= reach) return from;
    let end = to;
    if (this.slope(i, from) > 0 && this.slope(i, to) <= 0) {
      // A maximum: v rises up to tick `rising` and falls from tick `falling` = rising + 1.
      let rising = from;
      let falling = to;
      while (falling - rising > 1) {
        const middle = Math.floor((rising + falling) / 2);
        if (this.slope(i, middle) > 0) rising = middle;
        else falling = middle;
      }
      end = this.depolarisation(i, rising) >= reach ? rising : falling;
    }
    if (this.depolarisation(i, end) < reach) return Number.POSITIVE_INFINITY;
    // From below threshold at `from` to above it at `end` there is one crossing, also if v falls before it rises.
    let below = from;
    while (end - below > 1) {
      const middle = Math.floor((below + end) / 2);
      if (this.depolarisation(i, middle) >= reach) end = middle;
      else below = middle;
    }
    return end;
  }
}
