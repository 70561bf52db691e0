/**
 * Running accuracy while learning goes on, for the progress bar and the learning curve. Every window of training
 * images is scored with the neuron classes of the window before; training labels only, and nothing learns from it.
 */
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
  return {
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
