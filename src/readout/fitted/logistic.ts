/**
 * Multinomial logistic regression: the probability of class c is exp(score_c) / sum of all exp(score), and weights minimise
 *
 *   - mean over pictures of ln p(label) + PENALTY / 2 * sum of weights^2
 *
 * by STEPS steps of Nesterov's accelerated gradient from zero, of a length that the largest sum of squares of a picture's
 * spikes allows. Spikes are taken by their root, which makes their Poisson noise alike.
 */
import { exp } from "../../core/elementary.js";
import { type Answers, type FittedReadout, linear } from "./model.js";

/** Chosen: of 1,000 to 10,000 pictures, weights of seldom neurons would grow without it. */
const PENALTY = 1e-4;
const STEPS = 300;

export const logistic: FittedReadout = {
  title: "logistic regression",
  doc: "multinomial logistic regression on the roots of spike counts, fitted to the answers to labelling images",
  most: 100_000,
  fit(answers) {
    const { features: n, classes } = answers;
    const x = answers.spikes.map(Math.sqrt);
    const step = 1 / (0.5 * largestSquare(answers, x) + PENALTY);
    const size = (n + 1) * classes;
    let weight = new Float64Array(size);
    let ahead = new Float64Array(size);
    const slope = new Float64Array(size);
    for (let s = 0; s < STEPS; s++) {
      gradient(answers, x, ahead, slope);
      const next = ahead.map((w, k) => w - step * slope[k]!);
      const momentum = s / (s + 3);
      ahead = next.map((w, k) => w + momentum * (w - weight[k]!));
      weight = next;
    }
    const score = linear(weight.slice(0, n * classes), weight.slice(n * classes));
    const roots = new Float64Array(n);
    return (spikes, out) => {
      for (let f = 0; f < n; f++) roots[f] = Math.sqrt(spikes[f]!);
      score(roots, out);
    };
  },
};

/** With the constant that the bias is of. */
function largestSquare({ pictures, first }: Answers, x: Float32Array): number {
  let largest = 1;
  for (let k = 0; k < pictures; k++) {
    let square = 1;
    for (let a = first[k]!; a < first[k + 1]!; a++) square += x[a]! * x[a]!;
    largest = Math.max(largest, square);
  }
  return largest;
}

function gradient(
  { features: n, classes, pictures, first, index, labels }: Answers,
  x: Float32Array,
  weight: Float64Array,
  slope: Float64Array,
): void {
  for (let w = 0; w < slope.length; w++) slope[w] = w < n * classes ? PENALTY * weight[w]! : 0;
  const p = new Float64Array(classes);
  const bias = n * classes;
  for (let k = 0; k < pictures; k++) {
    for (let c = 0; c < classes; c++) p[c] = weight[bias + c]!;
    for (let a = first[k]!; a < first[k + 1]!; a++)
      for (let c = 0; c < classes; c++) p[c]! += x[a]! * weight[index[a]! * classes + c]!;
    let most = Number.NEGATIVE_INFINITY;
    for (const score of p) most = Math.max(most, score);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      p[c] = exp(p[c]! - most);
      sum += p[c]!;
    }
    for (let c = 0; c < classes; c++) p[c] = (p[c]! / sum - (c === labels[k] ? 1 : 0)) / pictures;
    for (let c = 0; c < classes; c++) slope[bias + c]! += p[c]!;
    for (let a = first[k]!; a < first[k + 1]!; a++)
      for (let c = 0; c < classes; c++) slope[index[a]! * classes + c]! += x[a]! * p[c]!;
  }
}
