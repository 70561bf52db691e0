/** Probes of a simulation, from what was asked for to what they saw. */
import { wholeRows } from "../../../core/connectivity/index.js";
import type { SpikeTrain } from "../../../core/spikes.js";
import { type StateVariable, valuesAt } from "../../../core/state.js";
import type { Crossbar, StateBounds } from "../../../crossbar/model.js";
import type { Engine } from "../../../engine/engine.js";
import {
  ConductanceProbe,
  type Growing,
  HistogramProbe,
  RateProbe,
  SpikeProbe,
  StateProbe,
  VoltageProbe,
} from "../../../engine/probes.js";
import { watchedOf } from "../../../engine/watched.js";
import { buildNetwork, type Network, NetworkError } from "../../../network/build.js";
import { ticksAt } from "../../../network/ticks.js";
import { masterStream } from "../../../seed.js";
import { sparseWiring } from "../../sparse.js";
import { stateUnit } from "../../synapse-state.js";
import { trialNetwork } from "../../trial-network.js";
import type { HeldRecord, ProbeRecord } from "./result.js";
import type { ProbeSpec, SimulateSpec } from "./spec.js";

/** A probe that is connected: how it is read when the run is over, and saved before. */
export interface Recorder {
  read(): ProbeRecord;
  /** What it has seen; absent where nothing is gathered on the way. */
  readonly seen?: { readonly variables: readonly StateVariable[] };
  /**
   * What it has seen since the last time and forgets now: ticks, and as many neurons or samples. Absent where what is
   * recorded does not grow.
   * @param now  ticks that are done
   */
  drain?(now: number): Drained;
  /** Leave out what an earlier part of the run has drained, where nothing else says what that was. */
  skip?(rows: number): void;
}

interface Drained {
  readonly ticks: Float64Array;
  readonly values: Float64Array | Int32Array;
}

/** A record that grows while the run goes on. */
export type GrowingRecord = Extract<HeldRecord, { time: Float64Array }>;

/** Connect a probe. @param ticks  of the whole run @throws NetworkError where there is nothing that it could see */
export function attach(
  spec: ProbeSpec,
  position: number,
  engine: Engine,
  trains: ReadonlyMap<number, SpikeTrain>,
  ticks: number,
): Recorder {
  const { network } = engine;
  const seconds = (ticks: Float64Array) => ticks.map((t) => t * network.tick);
  const every = (period: number) => ticksAt(period, network.tick, `probes.${position}.every`, 1);
  if (spec.kind === "conductance" || spec.kind === "histogram") {
    const crossbar = network.projections.find((p) => p.name === spec.of)?.crossbar;
    if (!crossbar)
      throw new NetworkError(`probes.${position}.of`, `there is no plastic projection "${spec.of}"`);
    if (spec.kind === "histogram") return attachHistogram(spec, position, engine, crossbar, seconds);
    const probe = new ConductanceProbe(every(spec.every), crossbar);
    engine.addSampler(probe);
    const { nPre, nPost } = wholeRows(crossbar.wiring);
    const sparse = sparseWiring(crossbar.wiring);
    return {
      seen: probe,
      drain: () => drained(probe),
      read: () => ({
        kind: "conductance",
        of: spec.of,
        nPre,
        nPost,
        ...(sparse ? { first: sparse.indptr } : {}),
        unit: stateUnit(crossbar),
        time: seconds(probe.tick.toArray()),
        value: probe.value.toArray(),
      }),
    };
  }
  if (spec.kind === "state") return attachState(spec, position, engine, seconds, every(spec.every));
  const at = engine.population(spec.of);
  const population = network.populations[at];
  if (!population) throw new NetworkError(`probes.${position}.of`, `there is no population "${spec.of}"`);
  if (spec.kind === "counts")
    return { read: () => ({ kind: "counts", of: spec.of, counts: engine.counts[at]!.slice() }) };
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
    return {
      seen: probe,
      drain: () => drained(probe),
      read: () => ({
        kind: "voltage",
        of: spec.of,
        neurons: [...spec.neurons],
        time: seconds(probe.tick.toArray()),
        value: probe.value.toArray(),
      }),
    };
  }
  const size = population.size;
  const source = trains.get(at);
  if (spec.kind === "rate") {
    const probe = new RateProbe(at, every(spec.every), ticks);
    if (!source) listen(engine, probe);
    return {
      seen: probe,
      read: () => {
        if (source) countTrain(probe, source, engine.now);
        const value = probe.rates(size, engine.now, network.tick);
        const time = value.map((_, k) => k * probe.every * network.tick);
        return { kind: "rate", of: spec.of, every: spec.every, time, value };
      },
    };
  }
  if (source)
    return {
      read: () => ({ kind: "spikes", of: spec.of, size, time: seconds(source.tick), index: source.index }),
      ...drainedTrain(source),
    };
  const probe = new SpikeProbe(at, size);
  listen(engine, probe);
  return {
    seen: probe,
    drain: () => ({ ticks: probe.tick.drain(), values: Int32Array.from(probe.index.drain()) }),
    read: () => ({
      kind: "spikes",
      of: spec.of,
      size,
      time: seconds(probe.tick.toArray()),
      index: Int32Array.from(probe.index.toArray()),
    }),
  };
}

function drained({ tick, value }: { readonly tick: Growing; readonly value: Growing }): Drained {
  return { ticks: tick.drain(), values: value.drain() };
}

/** Of a source all spikes are known: those that were not there yet, up to the present. */
function drainedTrain({ tick, index, count }: SpikeTrain): Pick<Recorder, "drain" | "skip"> {
  let from = 0;
  return {
    drain(now) {
      const start = from;
      while (from < count && tick[from]! < now) from++;
      return { ticks: Float64Array.from(tick.slice(start, from)), values: index.slice(start, from) };
    },
    skip(rows) {
      from = rows;
    },
  };
}

function listen(engine: Engine, probe: SpikeProbe | RateProbe): void {
  const others = engine.onSpikes;
  engine.onSpikes = (p, tick, spikes) => {
    others?.(p, tick, spikes);
    probe.see(p, tick, spikes);
  };
}

/** Of a source all spikes are known: those before tick `now`. */
function countTrain({ counts, every }: RateProbe, { tick, count }: SpikeTrain, now: number): void {
  counts.fill(0);
  for (let s = 0; s < count && tick[s]! < now; s++) counts[Math.floor(tick[s]! / every)]!++;
}

/** @throws NetworkError where states have no range */
function attachHistogram(
  { of, bins, every }: Extract<ProbeSpec, { kind: "histogram" }>,
  position: number,
  engine: Engine,
  crossbar: Crossbar,
  seconds: (ticks: Float64Array) => Float64Array,
): Recorder {
  const bounds = rangeOf(of, crossbar, position);
  const ticks = ticksAt(every, engine.network.tick, `probes.${position}.every`, 1);
  const probe = new HistogramProbe(ticks, crossbar, bins, bounds);
  engine.addSampler(probe);
  return {
    seen: probe,
    drain: () => drained(probe),
    read: () => ({
      kind: "histogram",
      of,
      unit: stateUnit(crossbar),
      edges: probe.edges,
      time: seconds(probe.tick.toArray()),
      value: probe.value.toArray(),
    }),
  };
}

/** @throws NetworkError where states have no range */
function rangeOf(of: string, { bounds }: Crossbar, position: number): StateBounds {
  if (bounds) return bounds;
  throw new NetworkError(
    `probes.${position}.of`,
    `the weights of "${of}" have no range to divide; accepted: a projection whose states have bounds, or kind: conductance`,
  );
}

type StateProbeSpec = Extract<ProbeSpec, { kind: "state" }>;

/** Whether all state that is to be watched is there: the parts of a network list it once they are made. */
export function checkWatched({ network: spec, probes, seed }: SimulateSpec): void {
  const trial = trialNetwork(spec, seed);
  if (!probes.some(({ kind }) => kind === "state" || kind === "histogram")) return;
  const network = trial ?? buildNetwork(spec, masterStream(seed, "network"));
  for (const [position, probe] of probes.entries())
    if (probe.kind === "state") watchedVariable(probe, position, network);
    else if (probe.kind === "histogram") {
      const crossbar = network.projections.find((p) => p.name === probe.of)?.crossbar;
      if (crossbar) rangeOf(probe.of, crossbar, position);
    }
}

/** @throws NetworkError where the probe asks for what is not there */
function watchedVariable(
  { of, variable: name, neurons }: StateProbeSpec,
  position: number,
  network: Network,
) {
  const variables = watchedOf(network, of);
  if (!variables)
    throw new NetworkError(
      `probes.${position}.of`,
      `there is no population of neurons and no plastic projection "${of}"`,
    );
  const variable = variables.find((v) => v.name === name);
  if (!variable)
    throw new NetworkError(
      `probes.${position}.variable`,
      `"${of}" has no state variable "${name}"; it has: ${variables.map((v) => v.name).join(", ")}`,
    );
  const own = valuesAt(variable, 0).length;
  const wrong = neurons?.find((i) => i >= own);
  if (wrong !== undefined)
    throw new NetworkError(
      `probes.${position}.neurons`,
      `"${name}" of "${of}" has no value ${wrong}; it has 0 to ${own - 1}`,
    );
  return variable;
}

function attachState(
  watched: StateProbeSpec,
  position: number,
  engine: Engine,
  seconds: (ticks: Float64Array) => Float64Array,
  every: number,
): Recorder {
  const { of, variable: name } = watched;
  const variable = watchedVariable(watched, position, engine.network);
  const probe = new StateProbe(every, variable, engine.now, watched.neurons);
  engine.addSampler(probe);
  const { unit } = variable;
  return {
    seen: probe,
    drain: () => drained(probe),
    read: () => ({
      kind: "state",
      of,
      variable: name,
      unit,
      width: probe.width,
      ...(watched.neurons ? { neurons: [...watched.neurons] } : {}),
      time: seconds(probe.tick.toArray()),
      value: probe.value.toArray(),
    }),
  };
}
