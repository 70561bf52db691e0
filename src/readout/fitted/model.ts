/**
 * Read-outs that are fitted to the answers of the labelling pass: supervised, of training images alone, outside of the network.
 * They say what a network's answers hold; votes say what it says by itself.
 */

/** Answers to labelled pictures as sparse rows: of picture k the entries first[k] .. first[k + 1] - 1. */
export interface Answers {
  readonly pictures: number;
  /** Neurons, times parts of a presentation in which spikes are counted apart. */
  readonly features: number;
  readonly classes: number;
  readonly first: Int32Array;
  /** Feature and its spikes of each entry; none of them 0. */
  readonly index: Int32Array;
  readonly spikes: Float32Array;
  /** Class of each picture. */
  readonly labels: Int32Array;
}

/** Scores of every class for spikes by feature; the largest wins. */
export type Scorer = (spikes: ArrayLike<number>, out: Float64Array) => void;

export interface FittedReadout {
  readonly title: string;
  readonly doc: string;
  /** Features up to which it can be fitted. */
  readonly most: number;
  /** The same for the same answers, whatever the machine. */
  fit(answers: Answers): Scorer;
}

/** score_c = bias_c + sum over features of weight[f * classes + c] * spikes_f */
export function linear(weight: Float64Array, bias: Float64Array): Scorer {
  const classes = bias.length;
  return (spikes, out) => {
    out.set(bias);
    for (let f = 0; f < spikes.length; f++) {
      const x = spikes[f]!;
      if (x === 0) continue;
      for (let c = 0; c < classes; c++) out[c]! += x * weight[f * classes + c]!;
    }
  };
}

/** Gathers answers picture by picture. */
export class AnswerLog {
  private readonly first = [0];
  private readonly index: number[] = [];
  private readonly spikes: number[] = [];
  private readonly labels: number[] = [];

  constructor(
    private readonly features: number,
    private readonly classes: number,
  ) {}

  /** @param spikes  by feature */
  add(spikes: ArrayLike<number>, label: number): void {
    for (let f = 0; f < this.features; f++) {
      if (spikes[f] === 0) continue;
      this.index.push(f);
      this.spikes.push(spikes[f]!);
    }
    this.first.push(this.index.length);
    this.labels.push(label);
  }

  answers(): Answers {
    const { features, classes } = this;
    return {
      pictures: this.labels.length,
      features,
      classes,
      first: Int32Array.from(this.first),
      index: Int32Array.from(this.index),
      spikes: Float32Array.from(this.spikes),
      labels: Int32Array.from(this.labels),
    };
  }
}
