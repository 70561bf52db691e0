/** Right and wrong answers, counted. */

function checkLengths(truth: ArrayLike<number>, predicted: ArrayLike<number>): void {
  if (truth.length === predicted.length) return;
  throw new RangeError(`${truth.length} true classes, but ${predicted.length} predictions`);
}

/**
 * Images by true class (row) and predicted class (column).
 * @param predicted  0 .. classes-1, or -1 where no neuron answered
 * @returns classes rows of classes + 1 columns; the last column is the silent images
 * @throws RangeError for lengths that differ and classes that do not exist
 */
export function confusion(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  checkLengths(truth, predicted);
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes + 1).fill(0));
  for (let i = 0; i < truth.length; i++) {
    const row = matrix[truth[i]!];
    const column = predicted[i] === -1 ? classes : predicted[i]!;
    if (row?.[column] === undefined || (column === classes && predicted[i] !== -1)) {
      throw new RangeError(
        `image ${i}: class ${truth[i]} predicted as ${predicted[i]}, of ${classes} classes`,
      );
    }
    row[column]!++;
  }
  return matrix;
}

/**
 * Fraction of right answers; a silent image (-1) is wrong.
 * @throws RangeError for lengths that differ and for no images at all
 */
export function accuracy(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  checkLengths(truth, predicted);
  if (truth.length === 0) throw new RangeError("the accuracy of no images");
  let right = 0;
  for (let i = 0; i < truth.length; i++) if (truth[i] === predicted[i]) right++;
  return right / truth.length;
}
