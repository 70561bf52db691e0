/**
 * Running accuracy while learning goes on, for the progress bar and the learning curve. Every window of training
 * images is scored with the neuron classes of the window before; training labels only, and nothing learns from it.
 */
import { anyArrayOf, arrayOf, gathered, numberOf, partOf, type Saved } from "../../core/saved.js";
import { classMean } from "../../readout/class-mean.js";
import { predict } from "../../readout/index.js";
import { LabelAccumulator } from "../../readout/labels.js";
import type { ClassifyResult } from "../result.js";

const WINDOW = 1000;

export interface Monitor {
  readonly history: ClassifyResult["history"];
  /** Of the last complete window. */
  readonly accuracy: number | undefined;
  see(counts: Int32Array, label: number, thetaMean: number): void;
  save(): Saved;
  restore(saved: Saved): void;
}

export function runningMonitor(n: number, classes: number): Monitor {
  const history: ClassifyResult["history"] = { images: [], accuracy: [], postSpikes: [], thetaMean: [] };
  const scores = new Float64Array(classes);
  let gathering = new LabelAccumulator(n, classes);
  let known: { meanCounts: Float64Array; labels: Int32Array } | undefined;
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
  const restore = (saved: Saved): void => {
    gathering.restore(partOf(saved, "gathering"));
    seen = numberOf(saved, "seen");
    right = numberOf(saved, "right");
    spikes = numberOf(saved, "spikes");
    accuracy = numberOf(saved, "accuracy") < 0 ? undefined : numberOf(saved, "accuracy");
    for (const name of Object.keys(history) as (keyof typeof history)[])
      history[name].splice(0, Number.POSITIVE_INFINITY, ...anyArrayOf(saved, `history.${name}`));
    known =
      seen < WINDOW
        ? undefined
        : {
            meanCounts: arrayOf(saved, "meanCounts", new Float64Array(n * classes)),
            labels: arrayOf(saved, "labels", new Int32Array(n)),
          };
  };
  return {
    save,
    restore,
    history,
    get accuracy() {
      return accuracy;
    },
    see(counts, label, thetaMean) {
      gathering.add(counts, label);
      let here = 0;
      for (const c of counts) here += c;
      spikes += here;
      if (known) {
        classMean.score(counts, known.meanCounts, known.labels, classes, scores);
        if (predict(scores, counts) === label) right++;
      }
      if (++seen % WINDOW > 0) return;
      if (known) {
        accuracy = right / WINDOW;
        history.images.push(seen);
        history.accuracy.push(accuracy);
        history.postSpikes.push(spikes / WINDOW);
        history.thetaMean.push(thetaMean);
      }
      known = { meanCounts: gathering.meanCounts(), labels: gathering.labels() };
      gathering = new LabelAccumulator(n, classes);
      right = 0;
      spikes = 0;
    },
  };
}
