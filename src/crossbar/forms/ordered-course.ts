/** Where each row, column and synapse of the ordered form stands. */
import type { Positioned } from "../../core/connectivity/index.js";
import { count, notNegative, pastTickOrNever, whole } from "../../core/saved-values.js";
import type { StateVariable } from "../../core/state.js";
import { perLine, perSynapse, single } from "../declared.js";

/** Which waveforms are under way: what a change is booked under. */
export const REST = 0;
export const LONE_PRE = 1;
export const LONE_POST = 2;
export const PAIRED = 3;

export class OrderedCourse {
  readonly lastPre: Float64Array;
  readonly lastPost: Float64Array;
  /** Number of the post spike whose waveform each column last saw, and the level of its amplitude. */
  readonly postEvent: Float64Array;
  readonly postLevel: Uint8Array;
  /** Waveforms under way at each synapse, and its conductance when they were the same for the first time. */
  readonly category: Uint8Array;
  readonly gAtEntry: Float64Array;
  /** Post spike number with which each synapse was last paired. */
  readonly pairedWith: Float64Array;
  /** Tick from which rest counts. */
  begin = 0;
  /** Pieces of potentiation and depression solved. */
  pieces = 0;
  readonly variables: readonly StateVariable[];

  /** @param levels  present number of amplitude levels */
  constructor(wiring: Positioned, levels: () => number) {
    const { nPre, nPost, size } = wiring;
    this.lastPre = new Float64Array(nPre).fill(Number.NEGATIVE_INFINITY);
    this.lastPost = new Float64Array(nPost).fill(Number.NEGATIVE_INFINITY);
    this.postEvent = new Float64Array(nPost);
    this.postLevel = new Uint8Array(nPost);
    this.category = new Uint8Array(size);
    this.gAtEntry = new Float64Array(size);
    this.pairedWith = new Float64Array(size).fill(-1);
    this.variables = this.declared(wiring, levels);
  }

  private declared(wiring: Positioned, levels: () => number): readonly StateVariable[] {
    const level = "level of that waveform's amplitude";
    const seen = "number of the post spike whose waveform the column last saw";
    const entry = "conductance when the present waveforms were the same for the first time";
    const paired = "number of the post spike with which the synapse was last paired, -1 = none";
    const under = "waveforms under way: 0 none, 1 V_pre, 2 V_post, 3 both";
    return [
      perLine("row", "lastPre", "tick", "last start of V_pre", (l) => pastTickOrNever(l.now), this.lastPre),
      perLine(
        "column",
        "lastPost",
        "tick",
        "last start of V_post",
        (l) => pastTickOrNever(l.now),
        this.lastPost,
      ),
      perLine("column", "postEvent", "1", seen, ({ events = 0 }) => whole(0, events), this.postEvent),
      perLine("column", "postLevel", "1", level, () => whole(0, levels() - 1), this.postLevel),
      perSynapse(wiring, "gAtEntry", "S", entry, () => notNegative, this.gAtEntry),
      perSynapse(wiring, "pairedWith", "1", paired, ({ events = 0 }) => whole(-1, events), this.pairedWith),
      perSynapse(wiring, "category", "1", under, () => whole(REST, PAIRED), this.category),
      single(
        "pieces",
        "1",
        "pieces of potentiation and depression solved",
        () => count,
        () => this.pieces,
        (x) => {
          this.pieces = x;
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
