/**
 * Threads of one layer, by the wall clock: the machine has to be idle. Two networks learn the same pictures in turns, one
 * with one thread; medians of the blocks, the cost of a meeting, and what a model of them makes of more cores.
 */
import { availableParallelism } from "node:os";
import { LayerEngine } from "../src/engine/wasm/layer-engine.js";
import { allowThreads } from "../src/engine/wasm/threads.js";
import { weightsSha256 } from "../src/experiment/hash.js";
import { begin, spikeCounts } from "../src/experiment/kinds/classify/learning.js";
import { openSession } from "../src/experiment/kinds/classify/session.js";
import type { ClassifySpec } from "../src/experiment/kinds/classify/spec.js";
import { stageAt, stagesOf } from "../src/experiment/kinds/classify/stages.js";
import { kernelThreads } from "../src/node/kernel-threads.js";
import { masterStream } from "../src/seed.js";
import { quantile } from "./measure.js";
import { taskOf } from "./task.js";

/** Pictures before the first block that counts: afterwards most events are not booked one by one any more. */
const WARM_UP = 400;
const MEETINGS = 100_000;

/** A network that learns picture after picture. */
function learner(spec: ClassifySpec, threads: number) {
  const session = openSession(spec, { threads });
  const { presenter, crossbar } = session;
  const { engine } = presenter;
  if (!(engine instanceof LayerEngine)) throw new Error("the network is no layer of the wasm kernel");
  if (!engine.assembled(10_000)) throw new Error("threads did not come");
  const stages = stagesOf(spec);
  const totals = {
    images: 0,
    seconds: 0,
    inputSpikes: 0,
    postSpikes: 0,
    retries: 0,
    spikes: spikeCounts(spec, stages),
  };
  const learning = begin(session, stageAt(stages, 0), totals);
  learning.begin(0);
  const stream = masterStream(spec.seed, "train", "spikes");
  let shown = 0;
  let showings = 0;
  return {
    engine,
    /** ms a showing. */
    show(pictures: number): number {
      const started = performance.now();
      const before = showings;
      for (const end = shown + pictures; shown < end; shown++)
        presenter.show(spec.dataset.train, shown, stream.split(shown), (spikes) => {
          learning.end(spikes);
          showings++;
        });
      return (performance.now() - started) / (showings - before);
    },
    get showings(): number {
      return showings;
    },
    hash(): string {
      engine.flush();
      const theta = engine.network.populations[presenter.output]!.neurons!.theta!;
      return weightsSha256(Float32Array.from(crossbar.state), Float32Array.from(theta)).slice(0, 8);
    },
  };
}

const median = (values: readonly number[]) =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** @returns  a table in Markdown */
export async function compareThreads(
  sizes: readonly number[],
  blocks: number,
  say: (text: string) => void,
): Promise<string> {
  allowThreads(kernelThreads(new URL("../dist/node/kernel-thread.js", import.meta.url)));
  const most = availableParallelism();
  const rows: string[] = [];
  const serial = new Map<number, number>();
  for (const n of sizes) {
    const spec = await taskOf(n);
    const pictures = Math.max(5, Math.round(64_000 / n));
    for (let threads = 2; threads <= most; threads *= 2) {
      say(`${n} neurons, ${threads} threads`);
      const each = row(n, threads, spec, pictures, blocks, serial.get(threads) ?? 0);
      serial.set(threads, each.serial);
      rows.push(each.text);
    }
  }
  return [
    "| neurons | threads | ms a showing, one thread | with threads | ratio (quartiles of pairs) | hash | µs a meeting | meetings a showing | serial, ms | model: 8 cores | 16 cores |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** @param leastSerial  ms a showing of what threads do not share, as it was in a smaller layer; it does not shrink with size */
function row(
  n: number,
  threads: number,
  spec: ClassifySpec,
  pictures: number,
  blocks: number,
  leastSerial: number,
): { text: string; serial: number } {
  const alone = learner(spec, 1);
  const shared = learner(spec, threads);
  const { kernels } = shared.engine;
  kernels.meetOften(MEETINGS);
  const started = performance.now();
  kernels.meetOften(MEETINGS);
  const meeting = (performance.now() - started) / MEETINGS;
  alone.show(WARM_UP);
  shared.show(WARM_UP);
  const before = { meetings: kernels.meetingsSoFar(), showings: shared.showings };
  const times = { alone: [] as number[], shared: [] as number[] };
  const ratios: number[] = [];
  for (let k = 0; k < blocks; k++) {
    times.alone.push(alone.show(pictures));
    times.shared.push(shared.show(pictures));
    ratios.push(times.alone[k]! / times.shared[k]!);
  }
  const meetings = (kernels.meetingsSoFar() - before.meetings) / (shared.showings - before.showings);
  const hashes = [...new Set([alone.hash(), shared.hash()])];
  shared.engine.release();
  const t1 = median(times.alone);
  const tn = median(times.shared);
  // t(T) = serial + shared / T + meetings * cost(T); a meeting costs more with every thread that counts itself in.
  // Several caches may hold what one does not: then one and two threads alone would leave nothing serial.
  const serial = Math.max(leastSerial, t1 - (t1 - tn + meetings * meeting) / (1 - 1 / threads));
  const parallel = t1 - serial;
  const model = (cores: number) => t1 / (serial + parallel / cores + (meetings * meeting * cores) / threads);
  ratios.sort((a, b) => a - b);
  const spread = [0.5, 0.25, 0.75].map((q) => quantile(ratios, q).toFixed(2));
  const text = `| ${n} | ${threads} | ${t1.toFixed(3)} | ${tn.toFixed(3)} | ${spread[0]} (${spread[1]} to ${spread[2]}) | ${hashes.join(" ≠ ")} | ${(meeting * 1000).toFixed(2)} | ${meetings.toFixed(0)} | ${serial.toFixed(3)} | ${model(8).toFixed(1)}× | ${model(16).toFixed(1)}× |`;
  return { text, serial };
}
