/**
 * Networks of other shapes, as users of Brian 2 and NEST write them: sparse and static, sparse and plastic, plastic on every
 * pair, recurrent. Plastic synapses are electrochemical ones here and pair STDP in the peers.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadExperimentText } from "../src/config/load.js";
import { Engine } from "../src/engine/engine.js";
import { encodeSources } from "../src/experiment/kinds/simulate/sources.js";
import type { SimulateSpec } from "../src/experiment/kinds/simulate/spec.js";
import { buildNetwork } from "../src/network/build.js";
import { memoryFiles } from "../src/platform/memory-files.js";
import { masterStream } from "../src/seed.js";

export const TASKS = ["static", "plastic", "dense", "recurrent"] as const;
export type Task = (typeof TASKS)[number];

/** Other programs; native: the static network as a bare loop in C. */
export const PEERS = ["brian2", "nest", "native"] as const;
export type Peer = (typeof PEERS)[number];

export interface NetworkRun {
  /** CPU time of the simulation, and of what comes before it, s. */
  readonly loop: number;
  readonly before: number;
  /** Spikes of a neuron a second in the mean, by population. */
  readonly rates: Readonly<Record<string, number>>;
  /** Arrivals at synapses. */
  readonly events: number;
  /** Of all synapses together, B each: what wiring, state and neurons take while it runs. */
  readonly bytesPerSynapse?: number;
  /** What a further synapse takes of that, B: without what stays as it is in networks of any size, such as tables of waveforms. */
  readonly bytesOfAnother?: number;
}

const NEURON =
  "neuron: lif, params: {tauM: 20 ms, vRest: 0 mV, vReset: 10 mV, vThreshold: 20 mV, refractory: 2 ms}";
const START = "start: {v: {uniform: [0 mV, 19 mV]}}";
const eis = (readGain: number, init: string) =>
  `synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, overlap: hold, form: lumped, ` +
  `readGain: ${readGain} mV, init: ${init}, variability: {d2d: 0, c2c: 0}}}`;

/** Least starting conductance, % of the range, by size: with it neurons spike as often in a run as with the peers' synapses. */
const LEAST_START = [
  [1000, 27.5],
  [2500, 27],
  [5000, 23],
  [10_000, 20.5],
] as const;

function startOf(neurons: number): string {
  const [, least] = LEAST_START.findLast(([size]) => size <= neurons) ?? LEAST_START[0];
  return `{uniform: [${least} %, ${least + 40} %]}`;
}

/** Populations and projections of a task; `neurons` in all, or on the side of the inputs. */
function networkOf(task: Task, neurons: number): string {
  if (task === "dense")
    return `
  populations:
    source: {size: ${neurons}}
    target: {size: ${neurons / 10}, neuron: lif, params: {tauM: 20 ms, vRest: 0 mV, vReset: 0 mV, vThreshold: 20 mV, refractory: 2 ms}, ${START}}
  projections:
    learns: {from: source, to: target, rule: all-to-all, receptor: delta, delay: 1.5 ms, ${eis(300 / neurons, "{uniform: [30 %, 70 %]}")}}`;
  if (task === "recurrent")
    return `
  populations:
    excitatory: {size: ${neurons}, ${NEURON}, ${START}, drive: {poisson: {rate: 1.8 kHz, weight: 0.5 mV, receptor: delta}}}
  projections:
    ee: {from: excitatory, to: excitatory, rule: all-to-all, receptor: delta, delay: 1.5 ms, ${eis(12 / neurons, "{uniform: [30 %, 70 %]}")}}`;
  // Brunel's network A at another size: weights grow as in-degrees shrink, so that the mean input stays.
  const excitatory = Math.floor(0.8 * neurons);
  const inhibitory = neurons - excitatory;
  const [fromE, fromI] = [Math.floor(excitatory / 10), Math.floor(inhibitory / 10)];
  const weight = 100 / fromE;
  const drive = `drive: {poisson: {rate: ${(2 * 20) / (weight * 20e-3)} Hz, weight: ${weight} mV, receptor: delta}}`;
  const fixed = (from: string, to: string, n: number, w: number) =>
    `{from: ${from}, to: ${to}, rule: {fixed-indegree: ${n}}, receptor: delta, delay: 1.5 ms, weight: ${w} mV}`;
  const ee =
    task === "static"
      ? fixed("excitatory", "excitatory", fromE, weight)
      : `{from: excitatory, to: excitatory, rule: {fixed-indegree: ${fromE}}, receptor: delta, delay: 1.5 ms, ${eis(2 * weight, startOf(neurons))}}`;
  return `
  populations:
    excitatory: {size: ${excitatory}, ${NEURON}, ${START}, ${drive}}
    inhibitory: {size: ${inhibitory}, ${NEURON}, ${START}, ${drive}}
  projections:
    ee: ${ee}
    ei: ${fixed("excitatory", "inhibitory", fromE, weight)}
    ie: ${fixed("inhibitory", "excitatory", fromI, -5 * weight)}
    ii: ${fixed("inhibitory", "inhibitory", fromI, -5 * weight)}`;
}

export async function specOf(task: Task, neurons: number, seconds: number): Promise<SimulateSpec> {
  const sources = task === "dense" ? "{source: {model: poisson-rate, rate: 15 Hz}}" : "{}";
  const text = `kind: simulate\nseed: "1"\nnetwork:\n  tick: 0.1 ms${networkOf(task, neurons)}\nduration: ${seconds} s\nsources: ${sources}\n`;
  return (await loadExperimentText(memoryFiles({}, { cwd: "/w" }), text, "/w/bench.yaml"))
    .spec as SimulateSpec;
}

function engineOf({ network, seed }: SimulateSpec, compiled = true): Engine {
  return new Engine(buildNetwork(network, masterStream(seed, "network")), compiled);
}

function synapsesOf({ network }: Engine): number {
  return network.projections.reduce((n, { connectivity }) => n + connectivity.count, 0);
}

/** The task here. @param seconds  of simulated time */
export async function simulated(
  task: Task,
  neurons: number,
  seconds: number,
  compiled = true,
): Promise<NetworkRun> {
  const spec = await specOf(task, neurons, seconds);
  const began = cpuSeconds();
  const engine = engineOf(spec, compiled);
  const { network } = engine;
  const ticks = Math.round(seconds / network.tick);
  const trains = encodeSources(spec, network, ticks);
  const built = cpuSeconds();
  engine.run(ticks, trains);
  const done = cpuSeconds();
  const spikes = engine.counts.map((counts) => counts.reduce((a, b) => a + b, 0));
  let events = 0;
  for (const { from, connectivity } of network.projections)
    events += (spikes[from]! * connectivity.count) / network.populations[from]!.size;
  return {
    loop: done - built,
    before: built - began,
    rates: Object.fromEntries(
      network.populations.map(({ name, size }, x) => [name, spikes[x]! / size / seconds]),
    ),
    events,
    bytesPerSynapse: engine.compiledBytes / synapsesOf(engine),
  };
}

/** Bytes that a synapse more takes, between half of the neurons and all of them. */
async function bytesOfAnother(task: Task, neurons: number): Promise<number> {
  const [half, whole] = [await built(neurons / 2), await built(neurons)];
  return (whole.bytes - half.bytes) / (whole.synapses - half.synapses);

  async function built(n: number) {
    const engine = engineOf(await specOf(task, n, 1));
    return { bytes: engine.compiledBytes, synapses: synapsesOf(engine) };
  }
}

/** The static network in C, compiled here. @throws Error where there is no gcc */
function native(neurons: number, seconds: number, folder: string): NetworkRun {
  const program = join(folder, "networks");
  const source = fileURLToPath(new URL("./peers/networks.c", import.meta.url));
  execFileSync("gcc", ["-O3", "-march=native", "-ffast-math", source, "-lm", "-o", program]);
  const told = execFileSync(program, [String(neurons), String(seconds)], { encoding: "utf8" });
  const [loop, e, i] = told.trim().split(" ").map(Number) as [number, number, number];
  const excitatory = Math.floor(0.8 * neurons);
  const inhibitory = neurons - excitatory;
  const ofE = (Math.floor(excitatory / 10) * neurons) / excitatory;
  const ofI = (Math.floor(inhibitory / 10) * neurons) / inhibitory;
  const rates = { excitatory: e / excitatory / seconds, inhibitory: i / inhibitory / seconds };
  return { loop, before: 0, rates, events: e * ofE + i * ofI };
}

/** The task of a peer; undefined: it has none such. @param python  that has it. @throws Error with its own words where it does not run */
export function ofPeer(
  peer: Peer,
  python: string,
  task: Task,
  neurons: number,
  seconds: number,
): NetworkRun | undefined {
  if (peer === "native" && task !== "static") return undefined;
  const folder = mkdtempSync(join(tmpdir(), "spikion-networks-"));
  try {
    if (peer === "native") return native(neurons, seconds, folder);
    const script = fileURLToPath(new URL("./peers/networks.py", import.meta.url));
    const asked = { peer, task, neurons, seconds, dir: folder };
    const { status, stdout, stderr, error } = spawnSync(
      python,
      [script, ...Object.entries(asked).flatMap(([name, value]) => [`--${name}`, String(value)])],
      { encoding: "utf8", timeout: 1_800_000, maxBuffer: 1 << 26 },
    );
    if (status !== 0)
      throw new Error(error?.message ?? (stderr.trim().split("\n").at(-1) || `exit code ${status}`));
    return JSON.parse(stdout.trim().split("\n").at(-1)!) as NetworkRun;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Simulated seconds: enough events for a figure, few enough for a coffee. */
function secondsOf(task: Task, neurons: number): number {
  if (task === "dense") return 10;
  return neurons <= 2500 ? 4 : neurons <= 5000 ? 2 : 1;
}

/** Runs until one is hardly shorter than the one before, up to this many. */
const MOST_RUNS = 4;

/** The task when the program's own code is compiled: what that took counts as set-up, as it does with a peer. */
async function settled(task: Task, neurons: number, seconds: number): Promise<NetworkRun> {
  const first = await simulated(task, neurons, seconds);
  let run = first;
  for (let k = 1; k < MOST_RUNS; k++) {
    const next = await simulated(task, neurons, seconds);
    const isSettled = next.loop > 0.95 * run.loop;
    if (next.loop < run.loop) run = next;
    if (isSettled) break;
  }
  const growing = await bytesOfAnother(task, neurons);
  return { ...run, before: run.before + first.loop - run.loop, bytesOfAnother: growing };
}

/**
 * All tasks one after the other, ours and each peer's in turns.
 * @param say  is told of each
 * @param tasks  that are run; of those on every pair there is one size
 * @returns  a table in Markdown: millions of synaptic events a second of CPU time, and what they were
 */
export async function compareNetworks(
  sizes: readonly number[],
  peers: readonly Peer[],
  python: string,
  say: (text: string) => void,
  tasks: readonly Task[] = TASKS,
): Promise<string> {
  const head = [
    "network",
    "spikion",
    ...peers.flatMap((p) => [p, `spikion : ${p}`]),
    "Hz",
    "set up, s",
    "B a synapse, and another",
  ];
  const rows: string[][] = [];
  const jobs = [
    ...(["static", "plastic"] as const).flatMap((task) => sizes.map((n) => [task, n] as const)),
    ...(["dense", "recurrent"] as const).map((task) => [task, 1000] as const),
  ].filter(([task]) => tasks.includes(task));
  for (const [task, neurons] of jobs) {
    say(`${task}, ${neurons} neurons`);
    const seconds = secondsOf(task, neurons);
    const own = await settled(task, neurons, seconds);
    const others = peers.map((peer) => ofPeer(peer, python, task, neurons, seconds));
    const ran = [own, ...others.filter((other) => other !== undefined)];
    const speed = ({ events, loop }: NetworkRun) => events / loop / 1e6;
    const hz = ({ rates }: NetworkRun) =>
      Object.values(rates)
        .map((rate) => rate.toFixed(0))
        .join("/");
    rows.push([
      `${task}, ${neurons}`,
      speed(own).toFixed(1),
      ...others.flatMap((other) =>
        other ? [speed(other).toFixed(1), (speed(own) / speed(other)).toFixed(2)] : ["–", "–"],
      ),
      ran.map(hz).join(", "),
      ran.map(({ before }) => before.toFixed(1)).join(", "),
      `${own.bytesPerSynapse!.toFixed(1)}, ${own.bytesOfAnother!.toFixed(1)}`,
    ]);
  }
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
