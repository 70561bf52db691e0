/**
 * Whether the columns of a trained network have become different, by what is left of their random start.
 *
 * A neuron that never wins keeps the conductances it was drawn with; one that learns forgets them with its first few dozen
 * spikes. The correlation of a column with its own start is therefore near 1 or near 0. Columns at 1 are no harmless rest:
 * their thresholds are low, since they never won, so that they answer images of every class.
 *
 * Measured with 100 neurons (MNIST, r above 0.5): 0 to 1 % of columns after trainings that reach 80 % of right answers
 * (8,000 to 60,000 images, all technologies, variability up to 100 %), 15 to 99 % after those that end at 10 to 65 %.
 */
import type { Wiring } from "../../../core/connectivity/index.js";
import { formatQuantity } from "../../../core/units.js";
import { grouped, percent } from "../../../core/written.js";
import { automaticThetaPlus } from "../../../learning/homeostasis.js";
import type { ClassifyMetrics } from "./result.js";

/** Correlation with its start above which a column is mainly what it was drawn as. */
const UNLEARNED = 0.5;
/** Share of such columns from which on it is told: between the 1 % of learned and the 15 % of unlearned networks. */
const MOST = 0.05;
/** Relative change of a column without a pattern at the start (all values equal) that counts as none. */
const NO_CHANGE = 0.01;
/** Training images for each neuron below which columns have no time to learn (100 neurons: 10 do, 3 do not). */
const IMAGES_PER_NEURON = 10;

/**
 * Columns that are still mainly their start.
 * @param start  conductances or weights before training, row after row
 * @param end  the same after it
 * @param wiring  of whole rows
 */
export function unlearnedColumns(
  start: ArrayLike<number>,
  end: ArrayLike<number>,
  wiring: Pick<Wiring, "form" | "nPost" | "inDegree" | "memberPosition">,
): number {
  const { nPost } = wiring;
  let unlearned = 0;
  for (let j = 0; j < nPost; j++) {
    const degree = wiring.inDegree(j);
    // Arrays here have no padding.
    const places = Int32Array.from({ length: degree }, (_, k) =>
      wiring.form === "csr" ? wiring.memberPosition(j, k) : k * nPost + j,
    );
    if (degree > 0 && keeps(start, end, places)) unlearned++;
  }
  return unlearned;
}

function keeps(start: ArrayLike<number>, end: ArrayLike<number>, places: Int32Array): boolean {
  const n = places.length;
  let [meanA, meanB] = [0, 0];
  for (const at of places) {
    meanA += start[at]! / n;
    meanB += end[at]! / n;
  }
  let [aa, bb, ab, change] = [0, 0, 0, 0];
  for (const at of places) {
    const [a, b] = [start[at]! - meanA, end[at]! - meanB];
    aa += a * a;
    bb += b * b;
    ab += a * b;
    change += (end[at]! - start[at]!) ** 2;
  }
  // Rounding leaves some 1e-7 of the mean where all values are equal.
  const pattern = Math.sqrt(aa / n) > 1e-6 * Math.abs(meanA);
  if (!pattern) return Math.sqrt(change / n) <= NO_CHANGE * Math.abs(meanA);
  return ab > UNLEARNED * Math.sqrt(aa * bb);
}

/**
 * How many neurons share the answers: exp of the entropy of their shares; n where all answer alike often, 1 where one
 * answers everything, 0 where none does.
 * @param meanCounts  r[j * classes + c], mean spikes of neuron j for class c
 */
export function answeringNeurons(meanCounts: ArrayLike<number>, classes: number): number {
  const sums: number[] = [];
  let all = 0;
  for (let x = 0; x < meanCounts.length; x += classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      sum += meanCounts[x + c]!;
      all += meanCounts[x + c]!;
    }
    sums.push(sum);
  }
  if (all === 0) return 0;
  let entropy = 0;
  for (const sum of sums) if (sum > 0) entropy -= (sum / all) * Math.log(sum / all);
  return Math.exp(entropy);
}

/** "97 of 100; 92 share the answers (effective number)"; undefined where nothing was trained. */
export function learnedNeurons(m: ClassifyMetrics): string | undefined {
  const { unlearnedNeurons: unlearned, answeringNeurons: answering = 0, neurons } = m;
  if (unlearned === undefined || unlearned === null) return undefined;
  return `${grouped(neurons - unlearned)} of ${grouped(neurons)}; ${grouped(answering)} share the answers (effective number)`;
}

/**
 * That learning has not happened, and what to change, in words; undefined where it has, where nothing was trained and
 * where training was cut short.
 * @param thetaPlus  of the training, V
 */
export function notLearned(m: ClassifyMetrics, thetaPlus: number): string | undefined {
  const { unlearnedNeurons: unlearned, neurons } = m;
  const trainPresentations = m.learnedPresentations ?? m.trainPresentations;
  if (!unlearned || m.interrupted || trainPresentations === 0) return undefined;
  if (unlearned <= MOST * neurons) return undefined;
  const found = `${grouped(unlearned)} of ${grouped(neurons)} neurons (${percent(unlearned / neurons, 2)}) have not learned when the gain schedule ends: their synapses are still mainly those they were drawn with, and such neurons tend to answer images of every class`;
  const automatic = automaticThetaPlus(neurons, trainPresentations);
  const remedies = [
    ...(thetaPlus < 0.99 * automatic
      ? [
          `set homeostasis.thetaPlus to auto (${formatQuantity(automatic, "V")} here, not ${formatQuantity(thetaPlus, "V")})`,
        ]
      : []),
    trainPresentations < IMAGES_PER_NEURON * neurons
      ? `show at least ${IMAGES_PER_NEURON} training images for each neuron (${grouped(IMAGES_PER_NEURON * neurons)} here, not ${grouped(trainPresentations)}), or take fewer neurons`
      : "show more training images (train.images, train.epochs), or take fewer neurons",
  ];
  return `${found}. What helps: ${remedies.join("; ")}`;
}
