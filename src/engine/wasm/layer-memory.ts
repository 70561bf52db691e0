/** Memory and kernels of one layer: set up once, then views onto what the kernel works on. */
import { loneTable, postEventRecords } from "../../crossbar/post-event-records.js";
import { LateStarts } from "./late-starts.js";
import type { Layer } from "./layer.js";
import { LayerNeurons } from "./layer-neurons.js";
import { FIRST_ADDRESS, type MemoryPlan } from "./memory-plan.js";
import { instantiate, type Kernels, type Layout } from "./module.js";
import { isPaired } from "./pairing.js";
import {
  LEDGER_ENTRY,
  LISTED_PASSES,
  ownArrays,
  PASS_ENTRY,
  PREPARED_EVENTS,
  paddedRows,
  planOf,
  RANDOM_WORDS,
  SHARED_WORDS,
  setConstants,
  TOLD_WORDS,
  WAITING_AMOUNTS,
} from "./plan.js";
import { Team } from "./team.js";
import { type Place, threadMeans } from "./threads.js";

/** Looks at a word before a thread that waits for it sleeps; and where there are more threads than cores. */
const SPIN = 50_000;
const SPIN_CROWDED = 200;

export class LayerMemory {
  readonly kernels: Kernels;
  readonly neurons: LayerNeurons;
  readonly counts: Int32Array;
  readonly sourceCounts: Int32Array;
  readonly theta: Float32Array;
  readonly probability: Float64Array;
  /** (tick, row) of input spikes; of those on rows that are followed; (tick, neuron) of output spikes. */
  readonly drawn: Int32Array;
  readonly followed: Int32Array;
  readonly outLog: Int32Array;
  /** Per row the lone-pre parts that wait: (p, d). */
  readonly waiting: Float64Array;
  /** Pre waveforms in the order of their starts, where those may be late. */
  readonly starts: LateStarts | undefined;
  /** Further threads, where the memory is shared. */
  readonly team: Team | undefined;
  private readonly layout: Layout;
  /** What the kernel is set to, by name. */
  private readonly settings: Record<string, number> = {};
  private readonly table: Float32Array;
  private readonly excess: Float32Array;
  private readonly lone: Float64Array;
  private version = -1;

  /**
   * @param maxTicks  longest presentation between two calls of `finish`, ticks
   * @param begin  absolute tick of the last `finish`
   * @param threads  that may work on it at once
   */
  constructor(
    private readonly layer: Layer,
    maxTicks: number,
    begin: () => number,
    threads = 1,
  ) {
    const means = threads > 1 ? threadMeans() : undefined;
    const seats = means ? threads - 1 : 0;
    const plan = planOf(layer, maxTicks, seats + 1);
    const host = {
      levelOf: layer.synapses.levelOf ?? (() => 0),
      postDelay: (column: number, tick: number) => layer.synapses.jitter!.post(column, begin() + tick),
    };
    const { module, memory, kernels, layout } = instantiate(plan.bytes, host, seats > 0);
    const { buffer } = memory;
    this.kernels = kernels;
    this.layout = layout;
    const laidOut = {
      BATCH: RANDOM_WORDS,
      ENTRY_BYTES: 4 * LEDGER_ENTRY,
      MOST_AMOUNTS: WAITING_AMOUNTS,
      MOST_LISTED: LISTED_PASSES,
      MOST_PREPARED: PREPARED_EVENTS,
      PASS_BYTES: 4 * PASS_ENTRY,
      TOLD_BYTES: 4 * TOLD_WORDS,
      WORDS_BYTES: 4 * SHARED_WORDS,
    };
    if (
      this.get("dataEnd") > FIRST_ADDRESS ||
      Object.entries(laidOut).some(([name, value]) => this.get(name) !== value)
    )
      throw new Error("the kernel was built for another layout: npm run build");
    const addresses = [...plan.addresses()];
    for (const [name, address] of addresses) if (!name.includes("@")) this.set(name, address);
    setConstants(layer, maxTicks, (name, value) => this.set(name, value));
    this.counts = plan.int32("counts", buffer).subarray(0, layer.neurons.n);
    this.sourceCounts = plan.int32("sourceCounts", buffer).subarray(0, layer.nPre);
    this.theta = plan.float32("theta", buffer).subarray(0, layer.neurons.n);
    plan.float32("threshold", buffer).fill(Number.POSITIVE_INFINITY);
    this.probability = plan.float64("probability", buffer).subarray(0, layer.nPre);
    this.drawn = plan.int32("drawn", buffer);
    this.followed = plan.int32("followed", buffer);
    const sampled = plan.int32("sampled", buffer);
    for (const row of layer.synapses.followedRows) sampled[row] = 1;
    this.outLog = plan.int32("outLog", buffer);
    this.table = plan.float32("table", buffer);
    this.excess = plan.float32("excess", buffer);
    this.lone = plan.float64("lone", buffer);
    this.waiting = plan.float64("waiting", buffer);
    this.neurons = new LayerNeurons(layer, plan, buffer, layout);
    this.takeTiles(isPaired() ? 2 : 1);
    plan.int32("entryOf", buffer).fill(-1);
    plan.int32("lastPre", buffer).fill(-1);
    const { wiring, synapses, nPre } = layer;
    synapses.moveState(plan.float32("state", buffer).subarray(0, nPre * wiring.stride));
    this.copyOwn(plan, buffer);
    this.starts = this.lateStarts(plan, buffer);
    this.refreshTables();
    this.kernels.finish(true);
    if (!means || seats === 0) return;
    this.set("seatCount", seats);
    this.set("mostThreads", threads);
    this.set("spinSteps", threads > means.cores ? SPIN_CROWDED : SPIN);
    const ownOf = (seat: number) =>
      Object.fromEntries(
        addresses.flatMap(([name, at]) => (name.endsWith(`@${seat}`) ? [[name.split("@")[0]!, at]] : [])),
      );
    const place = (seat: number): Place => ({
      module,
      memory,
      seat,
      layout: { ...this.settings, ...ownOf(seat) },
    });
    this.team = new Team(means, plan.int32("seats", buffer), place, seats);
  }

  /**
   * How many tiles of 16 neurons are taken at once where they can be: two where vectors are paired, as set at first. It
   * changes no result. Public for tests.
   */
  takeTiles(atOnce: 1 | 2): void {
    this.set("wide", atOnce - 1);
    this.kernels.reshare();
  }

  /** Input spikes after which a chunk of time steps ends. It changes no result; set before threads come. Public for tests. */
  endChunksAfter(spikes: number): void {
    this.set("chunkSpikes", spikes);
  }

  /**
   * Pieces of post events that each thread prepares at every end of a chunk, though it does not wait. It changes no result; set
   * before threads come. Public for tests.
   */
  prepareAlways(pieces: number): void {
    this.set("piecesAhead", pieces);
  }

  set(name: string, value: number): void {
    const global = this.layout[name];
    if (!global) throw new Error(`the kernel has no "${name}"`);
    global.value = value;
    this.settings[name] = value;
  }

  get(name: string): number {
    return this.layout[name]!.value;
  }

  private lateStarts(plan: MemoryPlan, buffer: ArrayBufferLike): LateStarts | undefined {
    const { jitter, followedRows } = this.layer.synapses;
    if (jitter) return new LateStarts(jitter, plan, buffer, this.layer.nPre, followedRows);
    this.set("startAt", this.get("firstAt"));
    this.set("startRow", this.get("rowIndex"));
    this.set("startTick", this.get("tickIndex"));
    return undefined;
  }

  /** Gains and bounds of single devices, by row and by column. */
  private copyOwn(plan: MemoryPlan, buffer: ArrayBufferLike): void {
    const { wiring, nPre, synapses } = this.layer;
    const rows = paddedRows(nPre);
    for (const { name, values } of ownArrays(synapses)) {
      plan.float32(name, buffer).set(values);
      const byColumn = plan.float32(`${name}ByColumn`, buffer);
      for (let i = 0; i < nPre; i++)
        for (let j = 0; j < wiring.nPost; j++) byColumn[j * rows + i] = values[wiring.find(i, j)]!;
    }
    const { gains } = synapses;
    if (gains?.down !== gains?.up) return;
    this.set("gainDown", this.get("gainUp"));
    this.set("gainDownByColumn", this.get("gainUpByColumn"));
  }

  /** Copy the tables of the waveforms again, where they have changed. */
  refreshTables(): void {
    const { synapses } = this.layer;
    if (synapses.version === this.version) return;
    const [first] = synapses.tables;
    this.set("gain", synapses.factor);
    if (first.p.length * synapses.tables.length * 4 !== this.table.length)
      throw new Error("the waveforms have changed their length during a run");
    const lone = loneTable(first);
    for (const [level, tables] of synapses.tables.entries()) {
      const records = postEventRecords(tables, lone);
      const entries = tables.p.length;
      this.table.set(records, 4 * level * entries);
      for (let x = 0; x < entries; x++) {
        const at = 2 * (level * entries + x);
        this.excess[at] = records[4 * x + 2]!;
        this.excess[at + 1] = records[4 * x + 3]!;
      }
    }
    for (let age = 0; age < lone.p.length; age++) {
      this.lone[2 * age] = lone.p[age]!;
      this.lone[2 * age + 1] = lone.d[age]!;
    }
    this.set("restP", first.restP);
    this.set("restD", first.restD);
    this.version = synapses.version;
  }
}
