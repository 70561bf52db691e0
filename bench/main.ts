/**
 * npm run bench [-- --peer brian2 --peer native] [--neurons 100,400] [--quick] [--no-write] [--only tfjs]
 * npm run bench -- --networks [--peer brian2 --peer nest --peer native --python /path/to/python3] [--neurons 1000,2500]
 *   [--tasks static,plastic,dense,recurrent]
 * npm run bench -- --threads [--neurons 1600,6400] [--quick]
 * Prints ratios from one run; without --no-write also bench/RESULTS.md and docs/speed.svg.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { takeSimdWidth } from "../src/cli/simd.js";
import { paddedStride } from "../src/core/connectivity/index.js";
import { isPaired } from "../src/engine/wasm/pairing.js";
import { withKeptSections } from "./kept-sections.js";
import { compareKernels } from "./kernels.js";
import { machine } from "./machine.js";
import { compareNetworks, PEERS, type Peer, TASKS, type Task } from "./networks.js";
import { brian2 } from "./peers/brian2.js";
import { nativeSteps } from "./peers/native.js";
import { markdown, type Results, speedPlot, tfjsTable } from "./report.js";
import { compareTfjs } from "./tfjs.js";
import { throughput } from "./training.js";

const { values: options } = parseArgs({
  options: {
    peer: { type: "string", multiple: true, default: [] },
    neurons: { type: "string" },
    networks: { type: "boolean", default: false },
    threads: { type: "boolean", default: false },
    tasks: { type: "string", default: TASKS.join(",") },
    python: { type: "string", default: "/usr/bin/python3" },
    quick: { type: "boolean", default: false },
    "no-write": { type: "boolean", default: false },
    only: { type: "string" },
  },
});
takeSimdWidth();
const knownPeers: readonly string[] = options.networks ? PEERS : ["brian2", "native"];
const unknown = options.peer.find((p) => !knownPeers.includes(p));
if (unknown !== undefined) {
  console.error(`--peer: there is no peer "${unknown}"; accepted: ${knownPeers.join(", ")}`);
  process.exit(2);
}
if (options.only !== undefined && options.only !== "tfjs") {
  console.error(`--only: there is no part "${options.only}"; accepted: tfjs`);
  process.exit(2);
}
if (options.only === "tfjs") {
  console.log(tfjsTable(await compareTfjs()));
  process.exit(0);
}
const standard = options.threads ? "400,1600,6400" : "100,400,1600,6400";
const neurons = options.neurons ?? (options.networks ? "1000,2500,5000,10000" : standard);
const sizes = neurons.split(",").map(Number);
if (sizes.some((n) => !Number.isInteger(n) || n < 1)) {
  console.error(`--neurons: "${neurons}" is not accepted; accepted: numbers of neurons such as 100,400`);
  process.exit(2);
}

const say = (text: string) => process.stderr.write(`${text}\n`);
if (options.networks) {
  const peers = options.peer as Peer[];
  const tasks = options.tasks.split(",");
  const other = tasks.find((task) => !(TASKS as readonly string[]).includes(task));
  if (other !== undefined) {
    console.error(`--tasks: there is no task "${other}"; accepted: ${TASKS.join(", ")}`);
    process.exit(2);
  }
  console.log(await compareNetworks(sizes, peers, options.python, say, tasks as Task[]));
  process.exit(0);
}
if (options.threads) {
  const { compareThreads } = await import("./threads.js");
  console.log(await compareThreads(sizes, options.quick ? 5 : 21, say));
  process.exit(0);
}
/** Rate that gives as many input spikes as the peers' published measurements, 2,230 an image. */
const PEER_RATE = 6370;
const effort = options.quick ? 0.25 : 1;
const windowsFor = (n: number) => Math.max(12, Math.round(effort * Math.min(120, (120 * 400) / n)));

say("yardsticks");
const here = machine();
const training: Results["training"][number][] = [];
for (const n of sizes) {
  say(`training, ${n} neurons`);
  training.push({ ...(await throughput(n, "wasm", windowsFor(n))), weightBytes: 784 * paddedStride(n) * 4 });
}
const reference = [];
const kernels = [];
const phases = [];
for (const n of sizes.filter((size) => size <= 400)) {
  say(`reference, ${n} neurons`);
  reference.push(await throughput(n, "reference", 12));
  const compared = await compareKernels(n);
  kernels.push(...compared.rows);
  phases.push(compared.phases);
}
say("tfjs");
const tfjs = await compareTfjs();
const peers = [];
const native = options.peer.includes("native") ? nativeSteps(phases.map((p) => p.neurons)) : [];
if (options.peer.includes("brian2"))
  for (const n of sizes.filter((size) => size <= 400))
    for (const rate of [10_000, PEER_RATE]) {
      say(`brian2, ${n} neurons, ${rate} Hz`);
      const against =
        rate === 10_000
          ? training.find((t) => t.neurons === n)!
          : await throughput(n, "wasm", windowsFor(n), rate);
      for (const formulation of ["usual", "tuned"] as const)
        peers.push({
          ...(await brian2(n, options.quick ? 20 : 100, formulation, options.python, rate)),
          against,
        });
    }

/** Of the built program, as a user starts it. */
function startUp(root: string): { stdpSeconds: number } {
  const folder = mkdtempSync(join(tmpdir(), "spikion-bench-"));
  const seconds = Array.from({ length: 7 }, () => {
    const started = performance.now();
    execFileSync(process.execPath, [`${root}dist/cli/main.js`, "stdp", "--csv", join(folder, "x.csv")]);
    return (performance.now() - started) / 1000;
  }).sort((a, b) => a - b);
  rmSync(folder, { recursive: true });
  return { stdpSeconds: seconds[3]! };
}

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
say("start-up of spikion stdp");
const { stdpSeconds } = startUp(root);
const text = markdown({
  stdpSeconds,
  date: new Date().toISOString().slice(0, 10),
  version,
  machine: here,
  kernels,
  phases,
  training,
  reference,
  tfjs,
  peers,
  native,
  paired: isPaired(),
  peakMemory: process.resourceUsage().maxRSS * 1024,
});
console.log(text);
if (!options["no-write"]) {
  const tried = readFileSync(`${root}bench/tried.md`, "utf8");
  const whole = withKeptSections(text, readFileSync(`${root}bench/RESULTS.md`, "utf8"));
  writeFileSync(`${root}bench/RESULTS.md`, `# Measured speed\n\n${whole}\n${tried}`);
  writeFileSync(`${root}docs/speed.svg`, await speedPlot(training));
}
