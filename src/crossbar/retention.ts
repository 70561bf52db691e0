/**
 * Conductances that relax while a crossbar is written. A relaxation by one exponential depends on the conductance alone;
 * a stretched one depends on when each part of it was written, which is kept as a share for each of its exponentials.
 */
import type { Wiring } from "../core/connectivity/index.js";
import { single as oneNumber } from "../core/declared.js";
import { exp } from "../core/elementary.js";
import { between, notNegative } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";
import { perSynapse } from "./declared.js";
import type { OwnBounds } from "./kernels/reference.js";
import { relaxation } from "./nonideal/relaxation.js";
import {
  LOSS_WORTH_A_PASS,
  levelled,
  type RetentionValues,
  relaxed,
  remaining,
} from "./nonideal/retention.js";

/** What a state became, by its position. */
type Change = (g: number, at: number) => number;

export class Retention {
  readonly variables: readonly StateVariable[];
  /** Time for which retention has not been applied, s. */
  private unaged = 0;
  private readonly parts: { readonly values: Float64Array; readonly weight: number; readonly tau: number }[] =
    [];
  /** States as they were left by the last aging; of no length where nothing need be known of them. */
  private readonly last: Float64Array;
  private readonly change: Float64Array;
  private readonly levelOf: (at: number) => number;

  /** @param state  to begin with: written at time 0 */
  constructor(
    private readonly values: RetentionValues,
    private readonly wiring: Wiring,
    private readonly bounds: {
      readonly gMin: number;
      readonly gMax: number;
      readonly range: OwnBounds | undefined;
    },
    state: Float32Array | Float64Array,
  ) {
    const { tau, stretch = 1 } = values;
    const { gMin, gMax, range } = bounds;
    this.levelOf = (at) => levelled(range?.low[at] ?? gMin, range?.high[at] ?? gMax, values.level);
    const size = stretch === 1 ? 0 : state.length;
    this.last = Float64Array.from(state.subarray(0, size));
    this.change = new Float64Array(size);
    const { weight, tau: relative } = relaxation(stretch);
    if (size > 0)
      for (const [k, share] of weight.entries())
        this.parts.push({
          values: this.last.map((g, at) => share * (g - this.levelOf(at))),
          weight: share,
          tau: relative[k]! * tau,
        });
    this.variables = this.declared();
  }

  /**
   * Time passes.
   * @param state  overwritten
   * @param all  what is too small to count alone too
   * @returns  what every state became, for copies of some; undefined where nothing was lost
   */
  age(state: Float32Array | Float64Array, seconds: number, all: boolean): Change | undefined {
    this.unaged += seconds;
    if (this.parts.length > 0) return this.stretched(state);
    const left = remaining(this.values.tau, this.unaged);
    // Single precision would round small losses away, every time.
    const waits = state instanceof Float32Array && !all && 1 - left < LOSS_WORTH_A_PASS;
    if (left === 1 || waits) return undefined;
    this.unaged = 0;
    const { levelOf } = this;
    this.eachRow((from, to) => {
      for (let at = from; at < to; at++) state[at] = relaxed(state[at]!, levelOf(at), left);
    });
    return (g, at) => relaxed(g, levelOf(at), left);
  }

  /** What was written since the last time joins every exponential by its share; then each loses its own. */
  private stretched(state: Float32Array | Float64Array): Change | undefined {
    const { parts, last, change, levelOf, unaged } = this;
    if (unaged === 0) return undefined;
    this.unaged = 0;
    const left = parts.map(({ tau }) => exp(-unaged / tau));
    const { gMin, gMax, range } = this.bounds;
    this.eachRow((from, to) => {
      for (let at = from; at < to; at++) {
        const written = state[at]! - last[at]!;
        let sum = 0;
        for (let k = 0; k < parts.length; k++) {
          const { values, weight } = parts[k]!;
          values[at] = left[k]! * (values[at]! + weight * written);
          sum += values[at]!;
        }
        const before = state[at]!;
        state[at] = Math.min(range?.high[at] ?? gMax, Math.max(range?.low[at] ?? gMin, levelOf(at) + sum));
        last[at] = state[at]!;
        change[at] = state[at]! - before;
      }
    });
    return (g, at) => g + change[at]!;
  }

  private eachRow(see: (from: number, to: number) => void): void {
    const { wiring } = this;
    for (let i = 0; i < wiring.nPre; i++) see(wiring.rowStart(i), wiring.rowEnd(i));
  }

  private declared(): readonly StateVariable[] {
    const { wiring, bounds } = this;
    const far = 2 * (bounds.range?.high.reduce((a, b) => Math.max(a, b), bounds.gMax) ?? bounds.gMax);
    const own = (name: string, doc: string, values: Float64Array) =>
      perSynapse(wiring, name, "S", doc, () => between(-far, far, 0), values);
    return [
      oneNumber(
        "unaged",
        "s",
        "time for which what retention loses waits, because it is small",
        () => notNegative,
        () => this.unaged,
        (x) => {
          this.unaged = x;
        },
      ),
      ...(this.parts.length > 0
        ? [own("retention.last", "conductance at the last relaxation", this.last)]
        : []),
      ...this.parts.map(({ values }, k) =>
        own(`retention.part${k}`, "what of it is lost with one time constant", values),
      ),
    ];
  }
}
