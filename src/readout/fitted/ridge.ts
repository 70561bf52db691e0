/**
 * Least squares on one target of each class, 1 for its pictures and 0 for others, with a penalty on the weights:
 *
 *   (X'X / n + penalty) W = X'Y / n,   X and Y less their means,   penalty = SHARE * mean of the diagonal of X'X / n
 *
 * solved by a Cholesky decomposition.
 */
import { type Answers, type FittedReadout, linear } from "./model.js";

/** Chosen: between too few pictures (1,000 for 400 neurons) and plenty, accuracy changes little from 0.01 to 1. */
const SHARE = 0.1;

export const ridge: FittedReadout = {
  title: "ridge regression",
  doc: "least squares with a penalty on the weights, fitted to the answers to labelling images",
  most: 4096,
  fit(answers) {
    const { features: n, classes, pictures } = answers;
    const { matrix, target, mean, share } = moments(answers);
    let trace = 0;
    for (let f = 0; f < n; f++) trace += matrix[f * n + f]!;
    // A network that never spiked: any penalty will do.
    const penalty = (SHARE * trace) / n || 1;
    for (let f = 0; f < n; f++) matrix[f * n + f]! += penalty;
    decompose(matrix, n);
    solve(matrix, n, target, classes);
    const bias = Float64Array.from({ length: classes }, (_, c) => {
      let b = share[c]!;
      for (let f = 0; f < n; f++) b -= mean[f]! * target[f * classes + c]!;
      return b;
    });
    return pictures === 0
      ? linear(new Float64Array(n * classes), new Float64Array(classes))
      : linear(target, bias);
  },
};

/** Second moments of features, and with the targets, about the means. */
function moments({ features: n, classes, pictures, first, index, spikes, labels }: Answers) {
  const count = Math.max(1, pictures);
  const matrix = new Float64Array(n * n);
  const target = new Float64Array(n * classes);
  const mean = new Float64Array(n);
  const share = new Float64Array(classes);
  for (let k = 0; k < pictures; k++) {
    const c = labels[k]!;
    share[c]! += 1 / count;
    for (let a = first[k]!; a < first[k + 1]!; a++) {
      const [f, x] = [index[a]!, spikes[a]! / count];
      mean[f]! += x;
      target[f * classes + c]! += x;
      // Entries of a picture ascend: the lower triangle.
      for (let b = first[k]!; b <= a; b++) matrix[f * n + index[b]!]! += x * spikes[b]!;
    }
  }
  for (let f = 0; f < n; f++) {
    if (mean[f] === 0) continue;
    for (let g = 0; g <= f; g++) matrix[f * n + g]! -= mean[f]! * mean[g]!;
    for (let c = 0; c < classes; c++) target[f * classes + c]! -= mean[f]! * share[c]!;
  }
  return { matrix, target, mean, share };
}

/** The lower triangle L of LL', in place. */
function decompose(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j]!;
    }
}

/** LL'x = y for every column of y, in place. */
function solve(lower: Float64Array, n: number, y: Float64Array, columns: number): void {
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) {
      let sum = y[i * columns + c]!;
      for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * y[k * columns + c]!;
      y[i * columns + c] = sum / lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = y[i * columns + c]!;
      for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * y[k * columns + c]!;
      y[i * columns + c] = sum / lower[i * n + i]!;
    }
  }
}
