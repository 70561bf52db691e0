/**
 * What a run pays for being watched: trains the same network with and without live.jsonl and pictures, in turn, and prints
 * the CPU time of both and whether the weights are the same. `npm run build && node scripts/live-cost.mjs [IMAGES] [ROUNDS]`
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LiveRun } from "../dist/cli/live-run.js";
import { loadExperiment } from "../dist/node/config.js";
import { runExperiment } from "../dist/node/run.js";

const [images = "6000", rounds = "5"] = process.argv.slice(2);
const { spec } = await loadExperiment("experiments/quickstart.yaml", {
  set: [`train.images=${images}`, "label.images=500", "test.images=500"],
});
const folder = mkdtempSync(join(tmpdir(), "spikion-live-"));
const hashes = new Set();

async function cpuSeconds(watched) {
  const before = process.cpuUsage();
  const live = watched ? new LiveRun(folder, spec, undefined) : undefined;
  const observe = live?.observe();
  const { metrics } = await runExperiment(spec, {
    progress: (p) => live?.progress(p),
    ...(observe ? { observe } : {}),
  });
  live?.end("finished");
  const { user, system } = process.cpuUsage(before);
  hashes.add(metrics.weightsSha256);
  return (user + system) / 1e6;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
await cpuSeconds(false);
const times = { without: [], with: [] };
for (let k = 0; k < Number(rounds); k++)
  for (const watched of k % 2 === 0 ? [false, true] : [true, false])
    times[watched ? "with" : "without"].push(await cpuSeconds(watched));
const lines = readFileSync(join(folder, "live.jsonl"), "utf8").trim().split("\n");
const percent = (x) => `${(100 * x).toFixed(1)} %`;
const pairs = times.with.map((t, k) => t / times.without[k] - 1);
console.log(`CPU: ${median(times.without).toFixed(2)} s alone, ${median(times.with).toFixed(2)} s watched`);
console.log(`of ${pairs.length} pairs: median ${percent(median(pairs))} (${pairs.map(percent).join(", ")})`);
console.log(`weights: ${hashes.size === 1 ? "the same" : "NOT the same"} in ${2 * Number(rounds) + 1} runs`);
console.log(`live.jsonl: ${lines.length} lines`);
rmSync(folder, { recursive: true });
