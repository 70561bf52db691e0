/**
 * From the scores of a read-out to a class, by one rule for all of them: the class with the largest score, where scores
 * tell classes apart at all and a neuron that says anything has fired. Everything else is no answer, which is wrong.
 */

/** What `decide` says of an image that no neuron answered. */
export const SILENT = -1;
/** What it says of an image that was answered, but for no class more than for another. */
export const UNDECIDED = -2;

/**
 * Scores this close to the largest, relative to the largest magnitude, are equal to it: sums of the same terms in another
 * order differ by some 1e-15, scores that mean something by the share of one spike in all.
 */
const ROUNDING = 1e-12;

/**
 * Which neurons say anything about a class: those that fired in the labelling pass.
 * @param meanCounts  r[j * classes + c], mean spikes of neuron j for class c in the labelling pass
 * @returns  1 where neuron j did, length n
 */
export function informedNeurons(meanCounts: Float64Array, classes: number): Uint8Array {
  const informed = new Uint8Array(meanCounts.length / classes);
  for (let x = 0; x < meanCounts.length; x++) if (meanCounts[x]! > 0) informed[Math.floor(x / classes)] = 1;
  return informed;
}

/**
 * The class of an image.
 * @param scores  of each class, by a read-out
 * @param counts  spikes of each neuron for this image, length n
 * @param informed  as of `informedNeurons`, length n
 * @param known  1 for each class of which the labelling pass had an image; all where absent
 * @returns  the known class with the largest score, the first of those that share it (see `sharing`); SILENT where no
 *   neuron fired; UNDECIDED where none fired but such as never fired in the labelling pass, or where the scores of all
 *   classes, or of all known ones, are the same (if more than one)
 * @throws RangeError for a score that is not finite
 */
export function decide(
  scores: Float64Array,
  counts: ArrayLike<number>,
  informed: Uint8Array,
  known?: Uint8Array,
): number {
  let fired = false;
  let says = false;
  for (let j = 0; j < counts.length && !says; j++) {
    if (counts[j] === 0) continue;
    fired = true;
    says = informed[j] === 1;
  }
  if (!fired) return SILENT;
  const all = sharing(scores);
  if (!says || (scores.length > 1 && all === scores.length)) return UNDECIDED;
  const least = leastOfLargest(scores, known);
  let first = UNDECIDED;
  let [classes, alike] = [0, 0];
  for (let c = 0; c < scores.length; c++) {
    if (known !== undefined && known[c] !== 1) continue;
    classes++;
    if (scores[c]! < least) continue;
    if (alike++ === 0) first = c;
  }
  return classes > 1 && alike === classes ? UNDECIDED : first;
}

/** How many classes share the largest score: where it is more than one, their order in the list of classes decides. */
export function sharing(scores: Float64Array): number {
  const least = leastOfLargest(scores);
  let classes = 0;
  for (const score of scores) if (score >= least) classes++;
  return classes;
}

/** From where on a score counts as the largest, of the known classes where they are given. */
function leastOfLargest(scores: Float64Array, known?: Uint8Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  let magnitude = 0;
  for (let c = 0; c < scores.length; c++) {
    const score = scores[c]!;
    if (!Number.isFinite(score)) throw new RangeError(`the score of class ${c} is ${score}`);
    if (known !== undefined && known[c] !== 1) continue;
    if (score > largest) largest = score;
    const size = Math.abs(score);
    if (size > magnitude) magnitude = size;
  }
  return largest - ROUNDING * magnitude;
}
