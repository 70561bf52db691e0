/**
 * Running accuracy while learning goes on, for the progress bar and the learning curve. Every window of training
 * images is scored with the neuron classes of the window before; training labels only, and nothing learns from it.
 */
import { anyArrayOf, gathered, partOf, type Saved } from "../../../core/saved.js";
import {
  between,
  checkedArray,
  checkedNumber,
  checkLength,
  count,
  notNegative,
  whole,
} from "../../../core/saved-values.js";
import { decide, informedNeurons } from "../../../readout/decision.js";
import { readouts, STANDARD_READOUT } from "../../../readout/index.js";
import { LabelAccumulator } from "../../../readout/labels.js";
import type { ClassifyResult } from "./result.js";

/** Training images of a point of the learning curve. */
export const WINDOW = 1000;

export interface Monitor {
  readonly history: ClassifyResult["history"];
  /** Of the last complete window. */
  readonly accuracy: number | undefined;
  /**
   * @param counts  spikes of each neuron for an image
   * @param total  their sum
   * @param thetaMean  asked at the end of a window
   */
  see(counts: Int32Array, label: number, total: number, thetaMean: () => number): void;
  save(): Saved;
  /** @param images  that it has seen. @throws SavedError where it cannot have seen that */
  restore(saved: Saved, images: number): void;
}

export function runningMonitor(n: number, classes: number): Monitor {
  const history: ClassifyResult["history"] = { images: [], accuracy: [], postSpikes: [], thetaMean: [] };
  const scores = new Float64Array(classes);
  let gathering = new LabelAccumulator(n, classes);
  let known: { meanCounts: Float64Array; labels: Int32Array } | undefined;
  /** Of `known`. */
  let informed: Uint8Array | undefined;
  let accuracy: number | undefined;
  let seen = 0;
  let right = 0;
  let spikes = 0;
  const save = (): Saved => {
    const course = Object.entries(history).map(([name, x]) => [`history.${name}`, Float64Array.from(x)]);
    const last: Saved["arrays"] = known ? { meanCounts: known.meanCounts, labels: known.labels } : {};
    const own = {
      numbers: { seen, right, spikes, accuracy: accuracy ?? -1 },
      arrays: { ...Object.fromEntries(course), ...last } as Saved["arrays"],
    };
    const { numbers, arrays } = gathered({ gathering: gathering.save() });
    return { numbers: { ...own.numbers, ...numbers }, arrays: { ...own.arrays, ...arrays } };
  };
  const restore = (saved: Saved, images: number): void => {
    gathering.restore(partOf(saved, "gathering"));
    seen = checkedNumber(saved, "seen", whole(images, images));
    right = checkedNumber(saved, "right", whole(0, WINDOW));
    spikes = checkedNumber(saved, "spikes", count);
    const last = checkedNumber(saved, "accuracy", between(-1, 1));
    accuracy = last < 0 ? undefined : last;
    // Of every window but the first, which there is nothing to score with.
    const scored = Math.max(0, Math.floor(seen / WINDOW) - 1);
    for (const name of Object.keys(history) as (keyof typeof history)[]) {
      checkLength(saved, `history.${name}`, scored);
      history[name] = Array.from(anyArrayOf(saved, `history.${name}`));
    }
    informed = undefined;
    known =
      seen < WINDOW
        ? undefined
        : {
            meanCounts: checkedArray(saved, "meanCounts", new Float64Array(n * classes), notNegative),
            labels: checkedArray(saved, "labels", new Int32Array(n), whole(-1, classes - 1)),
          };
  };
  return {
    save,
    restore,
    history,
    get accuracy() {
      return accuracy;
    },
    see(counts, label, total, thetaMean) {
      gathering.add(counts, label);
      spikes += total;
      if (known) {
        readouts[STANDARD_READOUT].score(counts, known.meanCounts, known.labels, classes, scores);
        informed ??= informedNeurons(known.meanCounts, classes);
        if (decide(scores, counts, informed) === label) right++;
      }
      if (++seen % WINDOW > 0) return;
      if (known) {
        accuracy = right / WINDOW;
        history.images.push(seen);
        history.accuracy.push(accuracy);
        history.postSpikes.push(spikes / WINDOW);
        history.thetaMean.push(thetaMean());
      }
      informed = undefined;
      known = { meanCounts: gathering.meanCounts(), labels: gathering.labels() };
      gathering = new LabelAccumulator(n, classes);
      right = 0;
      spikes = 0;
    },
  };
}
