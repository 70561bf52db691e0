/** Scores a frozen test pass with every read-out at once. */
import { wilson95 } from "../../../metrics/interval.js";
import { predict, type ReadoutName, readouts, SILENT } from "../../../readout/index.js";
import type { AccuracyByReadout } from "./result.js";

export interface Scores {
  readonly images: number;
  readonly silent: number;
  readonly accuracy: AccuracyByReadout;
  readonly interval: Record<keyof AccuracyByReadout, [number, number]>;
  /** True class by the chosen read-out's prediction; last column = silent. */
  readonly confusion: number[][];
}

const names = { classMean: "class-mean", confidence: "confidence", logLikelihood: "log-likelihood" } as const;

export class TestScores {
  private images = 0;
  private silent = 0;
  private readonly right = { classMean: 0, confidence: 0, logLikelihood: 0 };
  private readonly confusion: number[][];
  private readonly scores: Float64Array;

  constructor(
    private readonly classes: number,
    private readonly meanCounts: Float64Array,
    private readonly labels: Int32Array,
    private readonly readout: ReadoutName,
  ) {
    this.scores = new Float64Array(classes);
    this.confusion = Array.from({ length: classes }, () => new Array<number>(classes + 1).fill(0));
  }

  /** Accuracy of the chosen read-out so far. */
  get running(): number {
    const right = Object.values(this.confusion).reduce((sum, row, c) => sum + row[c]!, 0);
    return right / Math.max(1, this.images);
  }

  add(counts: ArrayLike<number>, label: number): void {
    this.images++;
    for (const key of ["classMean", "confidence", "logLikelihood"] as const) {
      readouts[names[key]].score(counts, this.meanCounts, this.labels, this.classes, this.scores);
      const answer = predict(this.scores, counts);
      if (answer === label) this.right[key]++;
      if (names[key] !== this.readout) continue;
      if (answer === SILENT) this.silent++;
      this.confusion[label]![answer === SILENT ? this.classes : answer]!++;
    }
  }

  result(): Scores {
    const n = Math.max(1, this.images);
    const { classMean, confidence, logLikelihood } = this.right;
    return {
      images: this.images,
      silent: this.silent,
      accuracy: { classMean: classMean / n, confidence: confidence / n, logLikelihood: logLikelihood / n },
      interval: {
        classMean: wilson95(classMean, n),
        confidence: wilson95(confidence, n),
        logLikelihood: wilson95(logLikelihood, n),
      },
      confusion: this.confusion,
    };
  }
}
