/** Training images per second of CPU time: the whole pipeline, as `spikion run` does it. */
import type { KernelChoice } from "../src/engine/create.js";
import type { ClassifySpec } from "../src/experiment/kinds/classify/spec.js";
import { runExperiment } from "../src/experiment/run.js";
import { type Timing, Windows } from "./measure.js";
import { taskOf } from "./task.js";

export interface Throughput {
  readonly neurons: number;
  readonly kernel: KernelChoice;
  /** CPU seconds per image. */
  readonly timing: Timing;
  readonly inputSpikes: number;
  readonly outputSpikes: number;
  readonly totalRate: number;
}

/** Images between two progress reports of a run, hence in a window. */
const WINDOW = 50;

/** Train for `windows` windows after as many as it takes for the compiler to settle, then stop. */
export async function throughput(
  neurons: number,
  kernel: KernelChoice,
  windows: number,
  totalRate = 10_000,
): Promise<Throughput> {
  const spec: ClassifySpec = { ...(await taskOf(neurons, totalRate)), kernel };
  const seen = new Windows();
  const stop = new AbortController();
  const warmUp = Math.ceil(windows / 5);
  const { metrics } = await runExperiment(spec, {
    signal: stop.signal,
    progress: ({ phase, done }) => {
      if (phase !== "train" || done < warmUp * WINDOW) return;
      seen.mark(WINDOW);
      if (seen.count >= windows) stop.abort();
    },
  });
  return {
    neurons,
    kernel,
    timing: seen.timing,
    inputSpikes: metrics.inputSpikesPerImage ?? 0,
    outputSpikes: metrics.postSpikesPerImage ?? 0,
    totalRate,
  };
}
