/** Scores a frozen test pass with every read-out at once. */
import { wilson95 } from "../../../metrics/interval.js";
import { predict, readoutKey, readouts, SILENT } from "../../../readout/index.js";
import type { Readout } from "../../../readout/model.js";
import type { AccuracyByReadout } from "./result.js";

export interface Scores {
  readonly images: number;
  readonly silent: number;
  readonly accuracy: AccuracyByReadout;
  readonly interval: Record<keyof AccuracyByReadout, [number, number]>;
  /** True class by the chosen read-out's prediction; last column = silent. */
  readonly confusion: number[][];
}

export class TestScores {
  private images = 0;
  private silent = 0;
  private readonly table: readonly { readonly name: string; readonly readout: Readout; right: number }[];
  private readonly confusion: number[][];
  private readonly scores: Float64Array;

  /** @param chosen  name of the read-out whose decisions `confusion` counts */
  constructor(
    private readonly classes: number,
    private readonly meanCounts: Float64Array,
    private readonly labels: Int32Array,
    private readonly chosen: string,
    table: Readonly<Record<string, Readout>> = readouts,
  ) {
    this.scores = new Float64Array(classes);
    this.table = Object.entries(table).map(([name, readout]) => ({ name, readout, right: 0 }));
    this.confusion = Array.from({ length: classes }, () => new Array<number>(classes + 1).fill(0));
  }

  /** Accuracy of the chosen read-out so far. */
  get running(): number {
    const right = Object.values(this.confusion).reduce((sum, row, c) => sum + row[c]!, 0);
    return right / Math.max(1, this.images);
  }

  add(counts: ArrayLike<number>, label: number): void {
    this.images++;
    for (const entry of this.table) {
      entry.readout.score(counts, this.meanCounts, this.labels, this.classes, this.scores);
      const answer = predict(this.scores, counts);
      if (answer === label) entry.right++;
      if (entry.name !== this.chosen) continue;
      if (answer === SILENT) this.silent++;
      this.confusion[label]![answer === SILENT ? this.classes : answer]!++;
    }
  }

  result(): Scores {
    const n = Math.max(1, this.images);
    const each = <T>(value: (right: number) => T) =>
      Object.fromEntries(this.table.map(({ name, right }) => [readoutKey(name), value(right)])) as Record<
        keyof AccuracyByReadout,
        T
      >;
    return {
      images: this.images,
      silent: this.silent,
      accuracy: each((right) => right / n),
      interval: each((right) => wilson95(right, n)),
      confusion: this.confusion,
    };
  }
}
