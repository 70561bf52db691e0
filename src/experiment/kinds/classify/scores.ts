/** Scores a frozen test pass with every read-out at once. */
import { wilson95 } from "../../../metrics/interval.js";
import { decide, informedNeurons, SILENT, sharing, UNDECIDED } from "../../../readout/decision.js";
import type { Scorer } from "../../../readout/fitted/model.js";
import { readoutKey } from "../../../readout/index.js";
import type { Readout } from "../../../readout/model.js";
import type { AccuracyByReadout, Ties } from "./result.js";

export interface Scores {
  readonly images: number;
  readonly silent: number;
  readonly accuracy: AccuracyByReadout;
  readonly interval: Record<keyof AccuracyByReadout, [number, number]>;
  /** Images that were answered, but for no class more than for another, by read-out. */
  readonly undecided: Record<keyof AccuracyByReadout, number>;
  /** Answers that the order of classes decided, since some of them share the largest score; and right ones among them. */
  readonly tied: Record<keyof AccuracyByReadout, Ties>;
  /** True class by the chosen read-out's decision; the last two columns are silent and undecided images. */
  readonly confusion: number[][];
}

interface Entry {
  readonly name: string;
  readonly score: (counts: ArrayLike<number>, bins: ArrayLike<number>, out: Float64Array) => void;
  right: number;
  undecided: number;
  readonly tied: Ties;
}

/** Scores from which nothing can be decided: a fault of the read-out. */
export class ReadoutError extends Error {
  override readonly name = "ReadoutError";
}

export class TestScores {
  private images = 0;
  private silent = 0;
  private readonly table: readonly Entry[];
  private readonly informed: Uint8Array;
  private readonly confusion: number[][];
  private readonly scores: Float64Array;

  /**
   * @param chosen  name of the read-out whose decisions `confusion` counts
   * @param fitted  scored beside those of the table
   * @param scale  of the spikes of an answer to those that they were fitted to
   * @param known  1 for each class of which the labelling pass had an image; all where absent
   */
  constructor(
    private readonly classes: number,
    meanCounts: Float64Array,
    labels: Int32Array,
    private readonly chosen: string,
    table: Readonly<Record<string, Readout>>,
    private readonly known: Uint8Array | undefined,
    fitted: readonly { readonly name: string; readonly score: Scorer }[],
    scale: number,
  ) {
    this.scores = new Float64Array(classes);
    const votes = Object.entries(table).map(([name, readout]) => ({
      name,
      score: (counts: ArrayLike<number>, _: ArrayLike<number>, out: Float64Array) =>
        readout.score(counts, meanCounts, labels, classes, out),
    }));
    const further = fitted.map(({ name, score }) => ({
      name,
      score: (_: ArrayLike<number>, bins: ArrayLike<number>, out: Float64Array) =>
        score(scale === 1 ? bins : Float64Array.from(bins, (x) => x * scale), out),
    }));
    this.table = [...votes, ...further].map((entry) => ({
      ...entry,
      right: 0,
      undecided: 0,
      tied: { images: 0, right: 0 },
    }));
    this.informed = informedNeurons(meanCounts, classes);
    this.confusion = Array.from({ length: classes }, () => new Array<number>(classes + 2).fill(0));
  }

  /** Accuracy of the chosen read-out so far. */
  get running(): number {
    const right = Object.values(this.confusion).reduce((sum, row, c) => sum + row[c]!, 0);
    return right / Math.max(1, this.images);
  }

  /**
   * @param bins  the same by parts of the presentation, where these are told apart
   * @throws ReadoutError where a read-out gives a score that is not finite
   */
  add(counts: ArrayLike<number>, label: number, bins = counts): void {
    for (const entry of this.table) {
      const answer = this.decision(entry, counts, bins);
      if (answer === label) entry.right++;
      if (answer === UNDECIDED) entry.undecided++;
      else if (answer !== SILENT && sharing(this.scores) > 1) {
        entry.tied.images++;
        if (answer === label) entry.tied.right++;
      }
      if (entry.name !== this.chosen) continue;
      if (answer === SILENT) this.silent++;
      this.confusion[label]![this.columnOf(answer)]!++;
    }
    this.images++;
  }

  private decision({ name, score }: Entry, counts: ArrayLike<number>, bins: ArrayLike<number>): number {
    score(counts, bins, this.scores);
    try {
      return decide(this.scores, counts, this.informed, this.known);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ReadoutError(
        `test image ${this.images}: read-out "${name}": ${error.message}; accepted: a finite number for every class`,
      );
    }
  }

  private columnOf(answer: number): number {
    return answer === SILENT ? this.classes : answer === UNDECIDED ? this.classes + 1 : answer;
  }

  result(): Scores {
    const n = Math.max(1, this.images);
    const each = <T>(value: (entry: Entry) => T) =>
      Object.fromEntries(this.table.map((entry) => [readoutKey(entry.name), value(entry)])) as Record<
        keyof AccuracyByReadout,
        T
      >;
    return {
      images: this.images,
      silent: this.silent,
      undecided: each(({ undecided }) => undecided),
      tied: each(({ tied }) => ({ ...tied })),
      accuracy: each(({ right }) => right / n),
      interval: each(({ right }) => wilson95(right, n)),
      confusion: this.confusion,
    };
  }
}
