/** Scores a frozen test pass with every read-out at once. */
import { wilson95 } from "../../metrics/interval.js";
import { predict, readouts, SILENT } from "../../readout/index.js";
import type { AccuracyByReadout } from "../result.js";

export interface Scores {
  readonly images: number;
  readonly silent: number;
  readonly accuracy: AccuracyByReadout;
  readonly interval: Record<keyof AccuracyByReadout, [number, number]>;
  /** True class by class-mean prediction; last column = silent. */
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
  ) {
    this.scores = new Float64Array(classes);
    this.confusion = Array.from({ length: classes }, () => new Array<number>(classes + 1).fill(0));
  }

  /** Class-mean accuracy so far. */
  get running(): number {
    return this.right.classMean / Math.max(1, this.images);
  }

  add(counts: Int32Array, label: number): void {
    this.images++;
    for (const key of ["classMean", "confidence", "logLikelihood"] as const) {
      readouts[names[key]].score(counts, this.meanCounts, this.labels, this.classes, this.scores);
      const answer = predict(this.scores, counts);
      if (answer === label) this.right[key]++;
      if (key !== "classMean") continue;
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
