/**
 * Neuromodulation: the factors of V_pre and V_post at the gate as functions of time.
 *
 *   V_G(t) = (alphaPre(t) V_pre(t) + alphaPost(t) V_post(t)) / 2
 *
 * An alpha is a gain that all drivers of one side share, as a broadcast line gives it: what it becomes at a tick holds
 * from that tick on, for waveforms that start later and for those under way. Between two changes it is constant, so that
 * V_G(t) follows from the distance of the two latest spikes as ever, with the pair tables of the present alphas.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.4 and fig. 5c,d
 */
import { checkValue } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";

/** Piecewise constant: from `at[k]` s on the alpha is `value[k]`. */
export interface AlphaSchedule {
  /** Tells the courses apart. */
  readonly kind: "schedule";
  /** s, ascending; the first is 0. */
  readonly at: readonly number[];
  /** The alpha from each of these times on. */
  readonly value: readonly number[];
}

/** offset + factor * signal, on a grid of `step`: every value on it needs tables of its own. */
export interface AlphaSignal {
  /** Tells the courses apart. */
  readonly kind: "signal";
  /** Name of the network's signal. */
  readonly signal: string;
  /** Value of the signal until it is first set. */
  readonly start: number;
  /** The alpha where the signal is 0. */
  readonly offset: number;
  /** Change of the alpha per unit of the signal. */
  readonly factor: number;
  /** Distance of neighbouring values of the alpha on its grid. */
  readonly step: number;
}

/** A factor that changes during a run: by a schedule of times, or with a signal of the network. */
export type AlphaCourse = AlphaSchedule | AlphaSignal;

/** Which alphas move; the others are constant. */
export interface Modulation {
  /** Of the pre voltage; as in the spec where left out. */
  readonly pre?: AlphaCourse;
  /** Of the post voltage; as in the spec where left out. */
  readonly post?: AlphaCourse;
}

/** Largest |alpha|. Assumed: the paper shows -1 to +1, and twice the voltage is far outside any rate table. */
export const MOST_ALPHA = 2;

/** Grid of an alpha that follows a signal. Assumed: a driver of some 8 bits over the paper's -1 to +1. */
export const ALPHA_STEP = 0.01;

/** @throws RangeError where the alpha of a signal's value is outside -2..2 */
export function alphaOf({ signal, offset, factor, step }: AlphaSignal, x: number): number {
  const alpha = Math.round((offset + factor * x) / step) * step;
  if (!(Math.abs(alpha) <= MOST_ALPHA))
    throw new RangeError(
      `signal "${signal}" of ${x} gives an alpha of ${alpha}; accepted: ${-MOST_ALPHA} to ${MOST_ALPHA}`,
    );
  return alpha;
}

/** @throws RangeError unless times ascend from 0 s and all alphas are within -2..2 */
export function checkSchedule({ at, value }: AlphaSchedule): void {
  if (at.length === 0 || at.length !== value.length)
    throw new RangeError(`a schedule of ${at.length} times and ${value.length} values`);
  if (at[0] !== 0) throw new RangeError(`the schedule begins at ${at[0]} s; accepted: 0 s`);
  for (let k = 0; k < at.length; k++) {
    if (k > 0 && !(at[k]! > at[k - 1]!))
      throw new RangeError(`${at[k]} s comes after ${at[k - 1]} s; accepted: ascending times`);
    if (!(Math.abs(value[k]!) <= MOST_ALPHA))
      throw new RangeError(`alpha is ${value[k]}; accepted: ${-MOST_ALPHA} to ${MOST_ALPHA}`);
  }
}

/** One side's alpha in the course of time. */
class AlphaLine {
  value: number;
  /** Tick of the next scheduled change; Infinity if there is none. */
  due: number;
  private readonly ticks: readonly number[];

  constructor(
    private readonly course: AlphaCourse | undefined,
    constant: number,
    tick: number,
  ) {
    if (course?.kind === "schedule") checkSchedule(course);
    this.ticks = course?.kind === "schedule" ? course.at.map((s) => Math.round(s / tick)) : [];
    this.due = this.ticks[1] ?? Number.POSITIVE_INFINITY;
    this.value =
      course === undefined
        ? constant
        : course.kind === "schedule"
          ? course.value[0]!
          : alphaOf(course, course.start);
  }

  /** Take what the schedule has at `tick`, from whatever time before or after. */
  at(tick: number): void {
    if (this.course?.kind !== "schedule") return;
    const later = this.ticks.findIndex((t) => t > tick);
    const next = later < 0 ? this.ticks.length : later;
    this.due = this.ticks[next] ?? Number.POSITIVE_INFINITY;
    this.value = this.course.value[next - 1]!;
  }

  /** Whether it can be `value`, and another from tick `due` on. */
  canBe(value: number, due: number): boolean {
    const { course, ticks } = this;
    if (course?.kind === "schedule")
      return course.value.some((v, k) => v === value && (ticks[k + 1] ?? Number.POSITIVE_INFINITY) === due);
    const own = course
      ? Math.abs(value) <= MOST_ALPHA && Math.round(value / course.step) * course.step === value
      : value === this.value;
    return own && due === Number.POSITIVE_INFINITY;
  }

  /** What it is under that value of a signal. @throws RangeError as `alphaOf` */
  under(signal: string, x: number): number {
    const { course } = this;
    return course?.kind === "signal" && course.signal === signal ? alphaOf(course, x) : this.value;
  }
}

/** Smallest and largest alpha of a course; of a signal's where it is between -1 and +1, as in the paper, or starts. */
export function extremes(course: AlphaCourse): readonly [least: number, most: number] {
  const values =
    course.kind === "schedule"
      ? course.value
      : [-1, course.start, 1].map((x) => course.offset + course.factor * x);
  return [Math.min(...values), Math.max(...values)];
}

/** Both alphas of a crossbar. */
export class Alphas {
  readonly pre: AlphaLine;
  readonly post: AlphaLine;
  readonly variables: readonly StateVariable[];

  /** @param constant  why alphas cannot move. @throws RangeError, which says so, where they do */
  static of(
    spec: {
      readonly alphaPre: number;
      readonly alphaPost: number;
      readonly modulation?: Modulation;
    },
    tick: number,
    constant: string | undefined,
  ): Alphas {
    const { modulation = {} } = spec;
    const moves = modulation.pre !== undefined || modulation.post !== undefined;
    if (moves && constant !== undefined) throw new RangeError(constant);
    return new Alphas(modulation, spec, tick);
  }

  /**
   * @param constant  what an alpha is that does not move
   * @param tick  length of a tick, s
   * @throws RangeError as `checkSchedule` and `alphaOf`
   */
  constructor(
    { pre, post }: Modulation,
    constant: { readonly alphaPre: number; readonly alphaPost: number },
    tick: number,
  ) {
    this.pre = new AlphaLine(pre, constant.alphaPre, tick);
    this.post = new AlphaLine(post, constant.alphaPost, tick);
    this.variables = this.declared();
  }

  /** Tick of the next scheduled change; Infinity if there is none. */
  nextTick(): number {
    return Math.min(this.pre.due, this.post.due);
  }

  /** Take what the schedules have at `tick`. */
  at(tick: number): void {
    this.pre.at(tick);
    this.post.at(tick);
  }

  /** Values, and the ticks of what the schedules have next: between two events a change may still be due. */
  private declared(): readonly StateVariable[] {
    const lines = [this.pre, this.post];
    return [
      {
        name: "alphas",
        unit: "1",
        per: "event",
        doc: "alphas of V_pre and V_post, each with the tick of its next change",
        length: 4,
        list: () => Float64Array.from(lines.flatMap(({ value, due }) => [value, due])),
        check: (all, saved) => {
          for (const [x, line] of lines.entries()) {
            const [value, due] = [all[2 * x]!, all[2 * x + 1]!];
            checkValue(saved, `alphas[${2 * x}]`, value, {
              words: `an alpha of its course that changes at tick ${due}`,
              holds: () => line.canBe(value, due),
            });
          }
        },
        take: (all) => {
          for (const [x, line] of lines.entries())
            Object.assign(line, { value: all[2 * x]!, due: all[2 * x + 1]! });
        },
      },
    ];
  }

  /** A signal has a new value. @throws RangeError where an alpha would leave its range; then both stay as they are */
  take(signal: string, x: number): void {
    const pre = this.pre.under(signal, x);
    const post = this.post.under(signal, x);
    this.pre.value = pre;
    this.post.value = post;
  }
}
