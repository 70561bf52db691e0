/** What V_pre alone does in the lumped form: summed per row, and applied to the whole row when it is worth a pass. */
import type { Device } from "../../core/device/model.js";
import { count, notNegative, pastTickOrNever, whole } from "../../core/saved-values.js";
import type { StateVariable } from "../../core/state.js";
import type { PairTables } from "../../core/stdp/pair-tables.js";
import { perLine, single } from "../declared.js";
import type { LumpedChange } from "./lumped-change.js";

/** Parts below this share of the distance to a bound wait until they are worth a pass over the row. */
export const WORTH_A_PASS = 2 ** -12;

/** ... but for this many presentations at most, so that the ledger books them at a conductance that still holds. */
export const LONGEST_WAIT = 64;

export class LonePreSums {
  private readonly lastPre: Float64Array;
  /** Integrals that wait, S. */
  private readonly rowP: Float64Array;
  private readonly rowD: Float64Array;
  private begin = 0;
  private presentations = 0;
  readonly variables: readonly StateVariable[];

  constructor(
    private readonly nPre: number,
    private readonly device: Device,
    private readonly change: LumpedChange,
  ) {
    this.lastPre = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.rowP = new Float64Array(nPre);
    this.rowD = new Float64Array(nPre);
    this.variables = this.declared();
  }

  /** V_pre starts anew on row i: what it did until now is booked. */
  start(t: PairTables, factor: number, i: number, tick: number): void {
    this.book(t, factor, i, tick);
    this.lastPre[i] = tick;
    this.apply(i, WORTH_A_PASS);
  }

  finish(t: PairTables, factor: number, tick: number): void {
    const resting = t.restP > 0 || t.restD > 0;
    const threshold = ++this.presentations % LONGEST_WAIT === 0 ? 0 : WORTH_A_PASS;
    for (let i = 0; i < this.nPre; i++) {
      if (this.lastPre[i]! > Number.NEGATIVE_INFINITY)
        this.book(t, factor, i, Math.max(tick, this.lastPre[i]! + t.nPre));
      else if (resting) this.book(t, factor, i, tick);
      this.lastPre[i] = Number.NEGATIVE_INFINITY;
      this.apply(i, threshold);
    }
    this.begin = tick;
  }

  skip(tick: number): void {
    this.begin = tick;
  }

  /** Apply all that waits. */
  flush(): void {
    for (let i = 0; i < this.nPre; i++) this.apply(i, 0);
  }

  /** The row's V_pre alone, from its last start (or the presentation's begin) to `tick`. */
  private book(t: PairTables, factor: number, i: number, tick: number): void {
    const last = this.lastPre[i]!;
    const { p, d, restP, restD } = t;
    const age = tick - Math.max(last, this.begin);
    if (last === Number.NEGATIVE_INFINITY) {
      this.rowP[i]! += factor * (restP * age);
      this.rowD[i]! += factor * (restD * age);
    } else {
      this.rowP[i]! += factor * upTo(p, t.stride, restP, age);
      this.rowD[i]! += factor * upTo(d, t.stride, restD, age);
    }
  }

  private apply(i: number, threshold: number): void {
    const p = this.rowP[i]!;
    const d = this.rowD[i]!;
    if (p === 0 && d === 0) return;
    const { gMin, g0, gMax } = this.device;
    if (p < threshold * (gMax - g0) && d < threshold * (g0 - gMin)) return;
    this.rowP[i] = 0;
    this.rowD[i] = 0;
    this.change.row(i, p, d);
  }

  private declared(): readonly StateVariable[] {
    const waits = (what: string) => `${what} of V_pre alone that waits for a pass over its row`;
    return [
      perLine(
        "row",
        "lastPre",
        "tick",
        "last start of V_pre",
        ({ now }) => pastTickOrNever(now),
        this.lastPre,
      ),
      perLine("row", "waitingP", "S", waits("potentiation"), () => notNegative, this.rowP),
      perLine("row", "waitingD", "S", waits("depression"), () => notNegative, this.rowD),
      single(
        "presentations",
        "1",
        "presentations that have ended",
        () => count,
        () => this.presentations,
        (x) => {
          this.presentations = x;
        },
      ),
      single(
        "begin",
        "tick",
        "tick from which rest counts",
        ({ now }) => whole(0, now),
        () => this.begin,
        (x) => {
          this.begin = x;
        },
      ),
    ];
  }
}

/** Integral of V_pre alone (regime 0 of a table) up to an age, resting afterwards, S. */
function upTo(table: Float64Array, stride: number, rest: number, age: number): number {
  const last = stride - 1;
  return age <= last ? table[age]! : table[last]! + rest * (age - last);
}
