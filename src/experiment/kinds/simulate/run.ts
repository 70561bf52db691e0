/** A network driven by generated spikes, watched by probes. */
import { packed, packedSingle, wholeRows } from "../../../core/connectivity/index.js";
import type { Crossbar } from "../../../crossbar/model.js";
import { Engine } from "../../../engine/engine.js";
import { openSlicing } from "../../../engine/slicing.js";
import { buildNetwork, type Network } from "../../../network/build.js";
import { ticksAt } from "../../../network/ticks.js";
import { yieldToEvents } from "../../../platform/yield.js";
import { masterStream } from "../../../seed.js";
import { CheckpointClock, notResumable, resumeFrom } from "../../checkpointing.js";
import { cutCounts, cutNotices } from "../../cut-waveforms.js";
import { checkNetwork } from "../../finite.js";
import { concatenated, conductancesOf, furtherCrossbars } from "../../further-projections.js";
import { precisionWarnings } from "../../guards.js";
import { weightsSha256 } from "../../hash.js";
import { InterruptedError } from "../../interrupted.js";
import { sayOneThread } from "../../one-thread.js";
import type { RunOptions } from "../../options.js";
import { plasticityChecks } from "../../plasticity-checks.js";
import { type SparseWiring, sparseWiring } from "../../sparse.js";
import { stateUnit } from "../../synapse-state.js";
import { age } from "./aging.js";
import { restoreSimulation, saveSimulation } from "./course.js";
import { Pace } from "./pace.js";
import { attach } from "./probes.js";
import type { SimulateResult } from "./result.js";
import { cut, encodeSources } from "./sources.js";
import type { SimulateSpec } from "./spec.js";
import { StreamedRecorder } from "./streamed.js";

export async function runSimulate(spec: SimulateSpec, options: RunOptions): Promise<SimulateResult> {
  const slicing = await openSlicing(spec.kernel ?? "auto", spec.network, options.backends);
  const network = buildNetwork(spec.network, masterStream(spec.seed, "network"), slicing);
  for (const warning of precisionWarnings(network)) options.notice?.(warning);
  const engine = new Engine(network, (spec.kernel ?? "auto") === "auto", options.threads ?? "as pays");
  sayOneThread(engine.oneThread, options);
  try {
    return await simulated(spec, options, engine);
  } finally {
    engine.release();
  }
}

async function simulated(spec: SimulateSpec, options: RunOptions, engine: Engine): Promise<SimulateResult> {
  const { network } = engine;
  const ticks = ticksAt(spec.duration, network.tick, "duration", 1);
  const trains = encodeSources(spec, network, ticks);
  const aging = age(engine);
  const taken = new Set<string>();
  const recorders = spec.probes.map((p, x) => {
    const own = attach(p, x, engine, trains, ticks);
    if (!options.records || !("keep" in p) || p.keep !== "disk") return own;
    return new StreamedRecorder(own, options.records, network.tick, taken);
  });
  const streamed = recorders.filter((r) => r instanceof StreamedRecorder);
  const plastic = network.projections.filter((p) => p.crossbar);
  const before = plastic.map((p) => rowMeans(p.crossbar!));
  const totals = { done: 0, seconds: 0 };
  const course = { engine, recorders, totals };
  const checkpoint = resumable(network, options) ? options.checkpoint : undefined;
  const every = checkpoint?.every;
  const clock = new CheckpointClock(every);
  if (checkpoint) resumeFrom(checkpoint, (saved) => restoreSimulation(course, saved, ticks));
  for (const recorder of streamed) recorder.open();
  const earlier = totals.seconds;
  const started = performance.now();
  const pace = new Pace(ticks, every && "ticks" in every ? every.ticks : undefined);
  let kept = checkpoint?.from !== undefined;
  const keep = async (): Promise<void> => {
    // What the checkpoint counts on is there before it is.
    options.records?.sync();
    await checkpoint?.write(saveSimulation(course), totals.done);
    kept = true;
    clock.restart();
  };
  while (totals.done < ticks && !options.signal?.aborted) {
    const end = pace.next(totals.done);
    engine.run(end - totals.done, cut(trains, totals.done, end));
    pace.over();
    checkNetwork(network, end);
    for (const recorder of streamed) recorder.flush(end);
    totals.done = end;
    totals.seconds = earlier + (performance.now() - started) / 1000;
    options.progress?.({ phase: "simulate", done: Math.floor((100 * end) / ticks), total: 100, unit: "%" });
    if (clock.due(end) && end < ticks) await keep();
    await yieldToEvents();
  }
  if (totals.done === 0) throw new InterruptedError("the first tick");
  // Before waveforms complete, which would change what follows. A run that was over before its first checkpoint was due
  // is sooner done again than kept.
  if (kept || options.signal?.aborted) await keep();
  engine.finish(false);
  const { threads, sharedPart } = engine;
  for (const p of plastic) p.crossbar!.flush();
  aging.finish();
  for (const recorder of streamed) recorder.flush(engine.now);
  checkNetwork(network, engine.now);
  const cutWaveforms = cutCounts(network);
  for (const said of cutNotices(cutWaveforms)) options.notice?.(said);
  const { inTypeScript } = engine;
  const first = plastic[0]?.crossbar;
  const conductance = first ? packedSingle(first.wiring, first.state) : new Float32Array(0);
  const others = conductancesOf(furtherCrossbars(network, plastic[0]?.name ?? ""));
  const sparse = plastic.flatMap(({ name, crossbar }): [string, SparseWiring][] => {
    const wiring = sparseWiring(crossbar!.wiring);
    return wiring ? [[name, wiring]] : [];
  });
  const thetas = network.populations.flatMap((p) => (p.neurons?.theta ? [...p.neurons.theta] : []));
  return {
    kind: "simulate",
    metrics: {
      kind: "simulate",
      duration: totals.done * network.tick,
      ticks: totals.done,
      events: engine.activeTicks,
      seconds: totals.seconds,
      spikes: Object.fromEntries(
        network.populations.map((p, x) => [p.name, engine.counts[x]!.reduce((a, b) => a + b, 0)]),
      ),
      conductance: Object.fromEntries(
        plastic.map((p, x) => [
          p.name,
          { start: before[x]!, end: rowMeans(p.crossbar!), unit: stateUnit(p.crossbar!) },
        ]),
      ),
      cutWaveforms,
      plasticityChecks: plasticityChecks(network),
      ...(inTypeScript.length > 0 ? { inTypeScript } : {}),
      ...(threads > 1 ? { threads, sharedPart } : {}),
      weightsSha256: weightsSha256(concatenated([conductance, ...Object.values(others)]), thetas),
      seed: spec.seed,
      interrupted: options.signal?.aborted ?? false,
    },
    records: recorders.map((recorder) => recorder.read()),
    conductance,
    ...(first ? { conductanceUnit: stateUnit(first) } : {}),
    ...(plastic.length > 1 ? { others } : {}),
    ...(sparse.length > 0 ? { sparse: Object.fromEntries(sparse) } : {}),
    nPre: first ? wholeRows(first.wiring).nPre : 0,
    nPost: first?.wiring.nPost ?? 0,
  };
}

/** Whether a checkpoint would hold all of the state; says so where it would not. */
function resumable(network: Network, { checkpoint, notice }: RunOptions): boolean {
  const why = checkpoint && notResumable(network);
  if (why) notice?.(why);
  return why === undefined;
}

/** Of each source neuron's synapses, in their unit; null where it has none. */
function rowMeans({ state, wiring }: Crossbar): (number | null)[] {
  const values = packed(wiring, state);
  const rows = wholeRows(wiring);
  let at = 0;
  return Array.from({ length: rows.nPre }, (_, i) => {
    const n = rows.rowEnd(i) - rows.rowStart(i);
    let sum = 0;
    for (let k = 0; k < n; k++) sum += values[at++]!;
    return n > 0 ? sum / n : null;
  });
}
