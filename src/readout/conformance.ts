/** What every read-out must keep to, ours and a user's own; see `Readout`. */
import { type Contract, descriptionProblems, functionExport, messageOf, textExport } from "../core/part.js";
import { Random } from "../core/random.js";
import type { Readout } from "./model.js";

/** What a read-out must be, ours and a user's own alike. */
export const readoutContract: Contract<Readout> = {
  exports: [textExport("doc"), functionExport("score")],
  problems: readoutProblems,
};

const NEURONS = 12;
const CLASSES = 4;
const TRIALS = 20;
/** Agreement of sums whose terms come in another order, relative to the largest score: rounding of some ten terms. */
const ROUNDING = 1e-9;

/** Everything that a read-out is given for one image. */
interface Trial {
  readonly counts: Uint32Array;
  readonly meanCounts: Float64Array;
  readonly labels: Int32Array;
}

function readoutProblems(readout: Readout): string[] {
  const problems = new Set(descriptionProblems(readout));
  const random = Random.of("read-out conformance");
  try {
    for (let k = 0; k < TRIALS; k++) checkTrial(readout, trial(random, 3), random, problems);
    // No neuron labelled, none of them ever active: what a network says that has learnt nothing.
    const nothing = { ...trial(random, 0), labels: new Int32Array(NEURONS).fill(-1) };
    nothing.meanCounts.fill(0);
    checkTrial(readout, nothing, random, problems);
    favourite(readout, problems);
  } catch (error) {
    problems.add(`throws: ${messageOf(error)}`);
  }
  return [...problems];
}

/** A crowd of neurons as a labelling pass may leave it: some never fired, some stand for no class. */
function trial(random: Random, most: number): Trial {
  const meanCounts = Float64Array.from({ length: NEURONS * CLASSES }, (_, x) =>
    x < CLASSES ? 0 : Math.max(0, 4 * random.uniform() - 2),
  );
  const labels = Int32Array.from({ length: NEURONS }, (_, j) => {
    const row = [...meanCounts.subarray(j * CLASSES, (j + 1) * CLASSES)];
    const largest = Math.max(...row);
    return largest > 0 ? row.indexOf(largest) : -1;
  });
  const counts = Uint32Array.from({ length: NEURONS }, () => random.below(most + 1));
  return { counts, meanCounts, labels };
}

/** Scores of one image, copied. `out` holds NaN before: what is not written shows. */
function scores(readout: Readout, { counts, meanCounts, labels }: Trial): Float64Array {
  const out = new Float64Array(CLASSES).fill(Number.NaN);
  readout.score(counts, meanCounts, labels, CLASSES, out);
  return out;
}

function checkTrial(readout: Readout, given: Trial, random: Random, problems: Set<string>): void {
  const before = structuredClone(given);
  const first = scores(readout, given);
  if (first.some(Number.isNaN)) problems.add("leaves a class without a score, or scores it NaN");
  else if (!first.every(Number.isFinite)) problems.add("a score is not finite");
  if (!same(given, before)) problems.add("changes what it is given to read");
  if (String(scores(readout, given)) !== String(first))
    problems.add("scores an image otherwise the second time");

  const largest = Math.max(1, ...first.map(Math.abs));
  const near = (a: number, b: number) => Math.abs(a - b) <= ROUNDING * largest || Object.is(a, b);
  const shuffled = scores(readout, neuronsInOrder(given, random.permutation(NEURONS)));
  if (!shuffled.every((score, c) => near(score, first[c]!)))
    problems.add("depends on the order of the neurons");
  const order = random.permutation(CLASSES);
  const renamed = scores(readout, classesInOrder(given, order));
  if (!renamed.every((score, c) => near(score, first[order[c]!]!)))
    problems.add("depends on the order of the classes");
}

/** Neurons that each fire for one class alone: whoever fires most must win. */
function favourite(readout: Readout, problems: Set<string>): void {
  for (let c = 0; c < CLASSES; c++) {
    const labels = Int32Array.from({ length: NEURONS }, (_, j) => j % CLASSES);
    const meanCounts = new Float64Array(NEURONS * CLASSES);
    for (const [j, label] of labels.entries()) meanCounts[j * CLASSES + label] = 2;
    const counts = Uint32Array.from(labels, (label) => (label === c ? 3 : 0));
    const out = scores(readout, { counts, meanCounts, labels });
    if (out.some((score, other) => other !== c && score >= out[c]!))
      problems.add("does not find the class whose own neurons alone fire");
  }
}

function same(a: Trial, b: Trial): boolean {
  return (["counts", "meanCounts", "labels"] as const).every((key) => String(a[key]) === String(b[key]));
}

/** The same crowd with neuron `order[j]` at place j. */
function neuronsInOrder({ counts, meanCounts, labels }: Trial, order: Uint32Array): Trial {
  return {
    counts: counts.map((_, j) => counts[order[j]!]!),
    labels: labels.map((_, j) => labels[order[j]!]!),
    meanCounts: meanCounts.map(
      (_, x) => meanCounts[order[Math.floor(x / CLASSES)]! * CLASSES + (x % CLASSES)]!,
    ),
  };
}

/** The same crowd where class `order[c]` is called c. */
function classesInOrder({ counts, meanCounts, labels }: Trial, order: Uint32Array): Trial {
  return {
    counts,
    labels: labels.map((label) => (label < 0 ? label : order.indexOf(label))),
    meanCounts: meanCounts.map((_, x) => meanCounts[x - (x % CLASSES) + order[x % CLASSES]!]!),
  };
}
