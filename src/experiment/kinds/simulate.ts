/** A network driven by generated spikes, watched by probes. */
import { Random } from "../../core/random.js";
import type { SpikeTrain } from "../../core/spikes.js";
import { type Crossbar, unpadded } from "../../crossbar/model.js";
import { Engine } from "../../engine/engine.js";
import { ConductanceProbe, SpikeProbe, VoltageProbe } from "../../engine/probes.js";
import { openSlicing } from "../../engine/slicing.js";
import { buildNetwork, type Network, NetworkError } from "../../network/build.js";
import { weightsSha256 } from "../hash.js";
import type { RunOptions } from "../options.js";
import { heldByOthers, joined, otherCrossbars } from "../others.js";
import type { ProbeRecord, SimulateResult } from "../result.js";
import type { ProbeSpec, SimulateSpec } from "../spec.js";

/** The run is cut into this many parts, between which progress is told and an abort is heard. */
const PARTS = 100;

export async function runSimulate(spec: SimulateSpec, options: RunOptions): Promise<SimulateResult> {
  const slicing = await openSlicing(spec.kernel ?? "auto", spec.network);
  const network = buildNetwork(spec.network, Random.of(spec.seed, "network"), slicing);
  const engine = new Engine(network);
  const ticks = Math.round(spec.duration / network.tick);
  const trains = encodeSources(spec, network, ticks);
  const probes = spec.probes.map((p, x) => attach(p, x, engine, trains));
  const plastic = network.projections.filter((p) => p.crossbar);
  const before = plastic.map((p) => rowMeans(p.crossbar!));
  const started = performance.now();
  let done = 0;
  for (let part = 1; part <= PARTS && !options.signal?.aborted; part++) {
    const end = Math.round((ticks * part) / PARTS);
    engine.run(end - done, cut(trains, done, end));
    done = end;
    options.progress?.({ phase: "simulate", done: part, total: PARTS });
    await new Promise((resume) => setImmediate(resume));
  }
  engine.finish(false);
  for (const p of plastic) p.crossbar!.flush();
  const first = plastic[0]?.crossbar;
  const conductance = first ? unpadded(first) : new Float32Array(0);
  const others = heldByOthers(otherCrossbars(network, plastic[0]?.name ?? ""));
  const thetas = network.populations.flatMap((p) => (p.neurons?.theta ? [...p.neurons.theta] : []));
  return {
    kind: "simulate",
    metrics: {
      kind: "simulate",
      duration: done * network.tick,
      ticks: done,
      events: engine.activeTicks,
      seconds: (performance.now() - started) / 1000,
      spikes: Object.fromEntries(
        network.populations.map((p, x) => [p.name, engine.counts[x]!.reduce((a, b) => a + b, 0)]),
      ),
      conductance: Object.fromEntries(
        plastic.map((p, x) => [p.name, { start: before[x]!, end: rowMeans(p.crossbar!) }]),
      ),
      weightsSha256: weightsSha256(joined([conductance, ...Object.values(others)]), thetas),
      seed: spec.seed,
      interrupted: options.signal?.aborted ?? false,
    },
    records: probes.map((read) => read()),
    conductance,
    ...(plastic.length > 1 ? { others } : {}),
    nPre: first?.nPre ?? 0,
    nPost: first?.nPost ?? 0,
  };
}

function encodeSources(spec: SimulateSpec, network: Network, ticks: number): Map<number, SpikeTrain> {
  const trains = new Map<number, SpikeTrain>();
  for (const [name, encoder] of Object.entries(spec.sources)) {
    const at = network.populations.findIndex((p) => p.name === name);
    const size = network.populations[at]?.size;
    if (size === undefined || network.populations[at]!.neurons)
      throw new NetworkError(`sources.${name}`, `"${name}" is not a source population of the network`);
    const train = encoder.encode({
      size,
      ticks,
      tick: network.tick,
      boost: 1,
      random: Random.of(spec.seed, "sources", name),
    });
    // An encoder may use its buffers again: keep a copy.
    trains.set(at, {
      tick: train.tick.slice(0, train.count),
      index: train.index.slice(0, train.count),
      count: train.count,
    });
  }
  return trains;
}

/** The spikes in from .. to, ticks counted from `from`. */
function cut(trains: ReadonlyMap<number, SpikeTrain>, from: number, to: number): Map<number, SpikeTrain> {
  const parts = new Map<number, SpikeTrain>();
  for (const [population, { tick, index, count }] of trains) {
    const low = firstFrom(tick, count, from);
    const high = firstFrom(tick, count, to);
    parts.set(population, {
      tick: tick.slice(low, high).map((t) => t - from),
      index: index.slice(low, high),
      count: high - low,
    });
  }
  return parts;
}

function firstFrom(tick: Float64Array, count: number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (tick[mid]! >= wanted) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** Connect a probe; returns how to read it when the run is over. */
function attach(
  spec: ProbeSpec,
  position: number,
  engine: Engine,
  trains: ReadonlyMap<number, SpikeTrain>,
): () => ProbeRecord {
  const { network } = engine;
  const seconds = (ticks: Float64Array) => ticks.map((t) => t * network.tick);
  const every = (period: number) => Math.max(1, Math.round(period / network.tick));
  if (spec.kind === "conductance") {
    const crossbar = network.projections.find((p) => p.name === spec.of)?.crossbar;
    if (!crossbar)
      throw new NetworkError(`probes.${position}.of`, `there is no plastic projection "${spec.of}"`);
    const probe = new ConductanceProbe(every(spec.every), crossbar);
    engine.addSampler(probe);
    const { nPre, nPost } = crossbar;
    return () => ({
      kind: "conductance",
      of: spec.of,
      nPre,
      nPost,
      time: seconds(probe.tick.toArray()),
      value: probe.value.toArray(),
    });
  }
  const at = engine.population(spec.of);
  const population = network.populations[at];
  if (!population) throw new NetworkError(`probes.${position}.of`, `there is no population "${spec.of}"`);
  if (spec.kind === "counts")
    return () => ({ kind: "counts", of: spec.of, counts: engine.counts[at]!.slice() });
  if (spec.kind === "voltage") {
    if (!population.neurons)
      throw new NetworkError(
        `probes.${position}.of`,
        `"${spec.of}" is a source: it has no membrane potential`,
      );
    const wrong = spec.neurons.find((i) => i >= population.size);
    if (wrong !== undefined)
      throw new NetworkError(
        `probes.${position}.neurons`,
        `there is no neuron ${wrong}; "${spec.of}" has 0 to ${population.size - 1}`,
      );
    const probe = new VoltageProbe(every(spec.every), population, spec.neurons);
    engine.addSampler(probe);
    return () => ({
      kind: "voltage",
      of: spec.of,
      neurons: [...spec.neurons],
      time: seconds(probe.tick.toArray()),
      value: probe.value.toArray(),
    });
  }
  const size = population.size;
  const source = trains.get(at);
  if (source)
    return () => ({ kind: "spikes", of: spec.of, size, time: seconds(source.tick), index: source.index });
  const probe = new SpikeProbe(at);
  const others = engine.onSpikes;
  engine.onSpikes = (p, tick, spikes) => {
    others?.(p, tick, spikes);
    probe.see(p, tick, spikes);
  };
  return () => ({
    kind: "spikes",
    of: spec.of,
    size,
    time: seconds(probe.tick.toArray()),
    index: Int32Array.from(probe.index.toArray()),
  });
}

function rowMeans({ state, stride, nPre, nPost }: Crossbar): number[] {
  return Array.from({ length: nPre }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < nPost; j++) sum += state[i * stride + j]!;
    return sum / nPost;
  });
}
