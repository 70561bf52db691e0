/** Memory and constants of one layer's kernel; names are those of `assembly/layout.ts`. */
import { SINGLE_FROM } from "../../core/encoder/gap-sampling.js";
import { LONGEST_WAIT, WORTH_A_PASS } from "../../crossbar/forms/lone-pre-sums.js";
import type { FusedSynapses } from "../../crossbar/model.js";
import { BOOKED_EVERY, BOOKED_FIRST } from "../../crossbar/post-event-ledger.js";
import type { Layer } from "./layer.js";
import { MemoryPlan } from "./memory-plan.js";

/** Sizes that are constants of the kernel, which `LayerEngine` compares with what it exports. */
export const RANDOM_WORDS = 1024;
/** Of four bytes each. */
export const LEDGER_ENTRY = 16;
export const LISTED_PASSES = 1024;
export const PASS_ENTRY = 6;

/** Rows of |dG| that wait for a meeting of threads; bytes of words that they share, and of what they are told, without lists. */
export const WAITING_AMOUNTS = 16;
export const SHARED_WORDS = 128;
export const TOLD_WORDS = 24;
/** Post events that waiting threads prepare at a time. */
export const PREPARED_EVENTS = 8;
/**
 * Conductances up to so many bytes are in a core's own cache, or near enough. Of more, a chunk passes no more rows than a
 * processor follows at once, to fetch ahead what comes next of each.
 */
const CACHED_BYTES = 1 << 23;
const FEW_ROWS = 40;
/** Neurons of a strip, whose rows are summed before they are advanced. */
const STRIP = 256;
/** Words of a cache line. */
const LINE = 16;

/**
 * Room for everything the kernel works on.
 * @param maxTicks  longest presentation, ticks
 * @param threads  most threads; what is each thread's own is there again for the further ones, as `name@seat`
 */
export function planOf(layer: Layer, maxTicks: number, threads: number): MemoryPlan {
  const { constants, wiring, nPre, synapses } = layer;
  const { stride, nPost } = wiring;
  const [tables] = synapses.tables;
  const entries = tables.p.length * synapses.tables.length;
  const padded = Math.ceil(nPost / 16) * 16;
  const rows = paddedRows(nPre);
  const capacity = nPre * maxTicks;
  const plan = new MemoryPlan();
  plan.add("state", Float32Array, rows * stride);
  for (const name of ["vA", "vB", "eA", "eB", "hA", "hB", "pending", "threshold", "theta"])
    plan.add(name, Float32Array, padded);
  for (const name of ["refractoryA", "refractoryB", "counts"]) plan.add(name, Int32Array, padded);
  for (const name of ["doneTo", "refractoryTo", "order"]) plan.add(name, Int32Array, padded / 16);
  for (const name of ["hOf", "loadOf", "cOf"]) plan.add(name, Float32Array, constants.flushEvery);
  plan.add("rowSums", Float32Array, STRIP * constants.flushEvery);
  plan.add("sourceCounts", Int32Array, nPre);
  plan.add("probability", Float64Array, nPre);
  plan.add("active", Int32Array, nPre);
  plan.add("perGap", Float64Array, nPre + 4);
  plan.add("philoxWords", Int32Array, 32);
  plan.add("scratch", Float32Array, 64);
  plan.add("words", Int32Array, RANDOM_WORDS);
  plan.add("logs", Float32Array, RANDOM_WORDS);
  plan.add("firstAt", Int32Array, maxTicks + 3);
  plan.add("rowOffset", Int32Array, capacity);
  plan.add("rowIndex", Int32Array, capacity);
  plan.add("tickIndex", Int32Array, capacity);
  if (synapses.jitter) {
    plan.add("startAt", Int32Array, startTicks(synapses, maxTicks) + 1);
    plan.add("startRow", Int32Array, capacity);
    plan.add("startTick", Int32Array, capacity);
  }
  plan.add("drawn", Int32Array, 2 * (capacity + 1));
  // One winner per step, hence one spike at most.
  plan.add("outLog", Int32Array, 2 * maxTicks);
  plan.add("postQueue", Int32Array, 2 * maxTicks);
  plan.add("postEvents", Int32Array, 3 * (nPost + 1));
  plan.add("table", Float32Array, 4 * entries);
  plan.add("lone", Float64Array, 2 * (tables.nPre + tables.stride + 1));
  plan.add("waiting", Float64Array, 2 * nPre);
  plan.add("lastPre", Int32Array, nPre);
  // At the end of a presentation every row may have one.
  plan.add("passes", Int32Array, PASS_ENTRY * Math.max(LISTED_PASSES, nPre));
  // Two doubles and two integers for each row.
  plan.add("undo", Int32Array, 6 * nPre);
  plan.add("marks", Int32Array, 2 * Math.ceil(capacity / 64));
  plan.add("entryOf", Int32Array, nPre);
  plan.add("entries", Float32Array, LEDGER_ENTRY * nPre);
  plan.add("sampled", Int32Array, nPre);
  plan.add("followed", Int32Array, 2 * capacity);
  plan.add("excess", Float32Array, 2 * entries);
  plan.add("origin", Int32Array, rows);
  plan.add("sums", Float32Array, 2 * rows);
  // Factors are drawn 64 at a time.
  plan.add("factor", Float32Array, Math.ceil(nPre / 64) * 64);
  for (const { name } of ownArrays(synapses)) {
    plan.add(name, Float32Array, nPre * stride);
    plan.add(`${name}ByColumn`, Float32Array, padded * rows);
  }
  if (threads > 1) addShared(plan, layer, maxTicks, threads);
  return plan;
}

/** What threads share beside the layer, and what each further one has of its own. */
function addShared(
  plan: MemoryPlan,
  { constants, wiring, nPre }: Layer,
  maxTicks: number,
  threads: number,
): void {
  const padded = Math.ceil(wiring.nPost / 16) * 16;
  const rows = paddedRows(nPre);
  const events = 3 * (wiring.nPost + 1);
  plan.add("seats", Int32Array, LINE * (threads - 1));
  plan.add("teamWords", Int32Array, SHARED_WORDS);
  plan.add("notes", Int32Array, 2 * LINE * threads);
  plan.add("told", Int32Array, TOLD_WORDS + events + 2 * maxTicks);
  // A word, a factor a row, and twice as much; rows are drawn 64 at a time.
  plan.add("ahead", Int32Array, PREPARED_EVENTS * (LINE + 3 * Math.ceil(nPre / 64) * 64));
  plan.add("amounts", Float32Array, 2 * WAITING_AMOUNTS * padded);
  for (let seat = 0; seat < threads - 1; seat++) {
    const own = (name: string) => `${name}@${seat}`;
    plan.add(own("order"), Int32Array, padded / 16);
    for (const name of ["hOf", "loadOf", "cOf"]) plan.add(own(name), Float32Array, constants.flushEvery);
    plan.add(own("rowSums"), Float32Array, STRIP * constants.flushEvery);
    plan.add(own("philoxWords"), Int32Array, 32);
    plan.add(own("scratch"), Float32Array, 64);
    plan.add(own("postQueue"), Int32Array, 2 * maxTicks);
    plan.add(own("postEvents"), Int32Array, events);
    plan.add(own("origin"), Int32Array, rows);
    plan.add(own("sums"), Float32Array, 2 * rows);
    plan.add(own("factor"), Float32Array, Math.ceil(nPre / 64) * 64);
  }
}

/** Ticks in which waveforms may start or end the settling of a presentation, those after its end included. */
export function startTicks({ jitter, tables: [{ postLead }] }: FusedSynapses, maxTicks: number): number {
  return maxTicks + 2 * (jitter?.wait ?? 0) + postLead + 3;
}

/** What is each synapse's own, kept by row and by column; where one gain serves both polarities it is there once. */
export function ownArrays({ gains, own }: FusedSynapses): { name: string; values: Float32Array }[] {
  return [
    ...(gains ? [{ name: "gainUp", values: gains.up }] : []),
    ...(gains && gains.down !== gains.up ? [{ name: "gainDown", values: gains.down }] : []),
    ...(own ? [{ name: "ownLow", values: own.low }] : []),
    ...(own ? [{ name: "ownHigh", values: own.high }] : []),
  ];
}

/** Rows filled up to 32, two cache lines. */
export function paddedRows(nPre: number): number {
  return Math.ceil(nPre / 32) * 32;
}

export function setConstants(
  layer: Layer,
  maxTicks: number,
  set: (name: string, value: number) => void,
): void {
  const { crossbar, wiring, synapses, constants, nPre } = layer;
  const { stride, nPost } = wiring;
  const { device, noise } = synapses;
  const [tables] = synapses.tables;
  set("nPre", nPre);
  set("nPost", nPost);
  set("tiles", Math.ceil(nPost / 16));
  set("rowBytes", 4 * stride);
  for (const name of ["decayE", "decayI", "leak", "vRest", "vReset", "vThreshold", "eExc", "eInh"] as const)
    set(name, constants[name]);
  set("flushBelow", constants.flushBelow);
  set("flushEvery", constants.flushEvery);
  set("chunkSpikes", 4 * stride * nPre > CACHED_BYTES ? FEW_ROWS : 2 ** 31 - 1);
  set("refractorySteps", constants.refractorySteps);
  set("readGain", crossbar.readGain);
  set("inhibition", layer.inhibition);
  set("inhibitsSelf", layer.inhibitsSelf ? 1 : 0);
  const { gMin, g0, gMax } = device;
  set("gMin", gMin);
  set("gMax", gMax);
  for (const name of ["toUp", "toUpWide"]) set(name, 1 / (gMax - g0));
  for (const name of ["toDown", "toDownWide"]) set(name, 1 / (g0 - gMin));
  set("worthUp", WORTH_A_PASS * (gMax - g0));
  set("worthDown", WORTH_A_PASS * (g0 - gMin));
  set("longestWait", LONGEST_WAIT);
  set("bookedFirst", BOOKED_FIRST);
  set("bookedEvery", BOOKED_EVERY);
  set("singleFrom", SINGLE_FROM);
  set("hasGains", synapses.gains ? 1 : 0);
  set("late", 2 * (synapses.jitter?.wait ?? 0));
  set("hasOwn", synapses.own ? 1 : 0);
  set("hasLevels", synapses.levelOf ? 1 : 0);
  set("noiseLocation", noise.location);
  set("noiseScale", noise.scale);
  set("noiseKey0", noise.k0);
  set("noiseKey1", noise.k1);
  set("preTicks", tables.nPre);
  set("postTicks", tables.nPost);
  set("postLead", tables.postLead);
  set("tableStride", tables.stride);
  set("capacity", nPre * maxTicks);
}
