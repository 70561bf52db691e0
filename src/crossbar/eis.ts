/**
 * Plastic synapses that are electrochemical ionic synapses. Nothing here knows about STDP: spikes start voltage
 * waveforms on rows and columns, and the device integrates what its gate sees. How it does is its form's.
 */
import type { Compiled } from "../core/compiled.js";
import { packed, type Wiring, wholeRows } from "../core/connectivity/index.js";
import type { Random } from "../core/random.js";
import type { Saved } from "../core/saved.js";
import { between, checkedNumber, whole } from "../core/saved-values.js";
import { restoreState, type StateVariable, saveState, within } from "../core/state.js";
import { pairTableBytes } from "../core/stdp/pair-tables.js";
import { coarseChanges } from "./coarse.js";
import { CutWaveforms } from "./cut-waveforms.js";
import { perSynapse, single } from "./declared.js";
import { drawDevices } from "./devices.js";
import { Drive } from "./drive.js";
import type { EisSpec } from "./eis-spec.js";
import { forms } from "./forms/index.js";
import type { FormMaker, FormRequest, SynapseForm } from "./forms/model.js";
import { ShadowCheck } from "./forms/shadow-check.js";
import { shadowed } from "./forms/shadowed.js";
import { fusedSynapses } from "./fused.js";
import type { GainSchedule } from "./gain.js";
import { EventNoise } from "./gains.js";
import type {
  Crossbar,
  CrossbarRequest,
  CutCount,
  DisturbLedger,
  FusedSynapses,
  PlasticityCheck,
  SynapseModel,
} from "./model.js";
import { levelsOf, PostAmplitudes } from "./nonideal/driver-amplitude.js";
import { StartJitter } from "./nonideal/driver-timing.js";
import { checkSparse, readOut } from "./nonideal/read.js";
import type { RetentionValues } from "./nonideal/retention.js";
import { Retention } from "./retention.js";
import { StartQueue } from "./start-queue.js";
import { placesOnTiles, type TileUse, tileUse } from "./tiles.js";
import type { Variation } from "./variation.js";

/**
 * A model of electrochemical synapses, as a projection's `synapse`.
 * @throws RangeError from `create` where a waveform does not fit the tick, a form has no alphas that move, or sparse
 * synapses have no place for a non-ideality
 */
export function eisSynapse(spec: EisSpec): SynapseModel {
  return {
    name: "eis",
    bytesPerSynapse: bytesPerSynapse(spec),
    bytesBesides: (tick) => levelsOf(spec.nonIdeal?.driver) * pairTableBytes(spec.pre, spec.post, tick),
    ...(spec.tiles ? { tiled: true } : {}),
    create: (request) => new EisCrossbar(spec, request),
  };
}

/** Rounding to single precision may lead this far beyond a bound, fraction of the range. */
const ROUNDING = 1e-6;

class EisCrossbar implements Crossbar {
  readonly wiring: Wiring;
  state: Float32Array | Float64Array;
  readonly readGain: number;
  learning = true;
  readonly variables: readonly StateVariable[];
  private readonly drive: Drive;
  private readonly form: SynapseForm;
  private readonly preStarts: StartQueue;
  private readonly postStarts: StartQueue;
  private readonly cut: CutWaveforms;
  /** Post spikes so far: numbers the events for c2c. */
  private postSpikes = 0;
  private readonly variation: Variation;
  private readonly jitter: StartJitter | undefined;
  private readonly random: Random;
  readonly tiles?: TileUse;
  private readonly retention: Retention | undefined;

  constructor(
    private readonly spec: EisSpec,
    request: CrossbarRequest,
  ) {
    const { wiring, tick, random, slicing } = request;
    this.wiring = wiring;
    this.readGain = spec.readGain;
    this.random = random;
    const { nPre, nPost } = wiring;
    const rows = wholeRows(wiring);
    const { nonIdeal = {} } = spec;
    if (spec.tiles) this.tiles = tileUse(wiring, spec.tiles);
    else if (rows.form !== "dense") checkSparse(nonIdeal);
    const maker: FormMaker = forms[slicing ? "sliced" : spec.form];
    const drivers = random.split("non-ideal").split("driver");
    const amplitudes = PostAmplitudes.draw(nPost, nonIdeal.driver ?? {}, drivers.split("amplitude"));
    this.jitter = StartJitter.draw(rows.nPre, nPost, nonIdeal.driver ?? {}, tick, drivers.split("timing"));
    this.drive = new Drive(spec, tick, amplitudes, maker.constantAlphas);
    const [t] = this.drive.tables;
    const holds = spec.overlap === "hold";
    const late = 2 * (this.jitter?.wait ?? 0);
    this.preStarts = new StartQueue("row", nPre, holds ? t.nPre : 0, t.preLead + late);
    this.postStarts = new StartQueue("column", nPost, holds ? t.nPost : 0, 1 + t.postLead + late);
    this.cut = new CutWaveforms(wiring, t, { pre: t.preLead + late, post: 1 + t.postLead + late });
    const { state, gains, range } = drawDevices(spec, request, maker.precision);
    this.state = state;
    const noise = new EventNoise(spec.c2c, random.split("c2c"), wiring.split?.row);
    const variation = { gains, range, noise, amplitudes };
    this.variation = variation;
    const made = { ...spec, wiring, state, tick, voltages: this.drive, variation, slicing };
    this.form = formOf(maker, made, random);
    const relaxes = nonIdeal.retention as RetentionValues | undefined;
    if (relaxes?.tau)
      this.retention = new Retention(relaxes, wiring, { ...deviceBounds(spec), range }, state);
    this.variables = this.declared();
  }

  get bounds() {
    const { gMin, gMax } = this.spec.device;
    return { min: gMin, max: gMax, own: this.variation.range };
  }

  get readNoise() {
    const { readNoise: sigma = 0 } = this.spec;
    return sigma > 0 ? { sigma, random: this.random.split("read noise") } : undefined;
  }

  get disturb(): DisturbLedger {
    return this.form.disturb;
  }

  get waveforms(): CutCount {
    return this.cut.count;
  }

  pre(i: number, tick: number): void {
    if (!this.learning) return;
    const start =
      tick + this.drive.tables[0].preLead + (this.jitter?.pre(this.wiring.split?.row[i] ?? i, tick) ?? 0);
    if (start > tick || this.postStarts.next() <= tick) {
      this.preStarts.push(i, start);
      this.settle(tick);
    } else if (this.preStarts.admits(i, start)) this.preStart(i, start);
  }

  post(j: number, tick: number): void {
    if (!this.learning) return;
    const late = this.jitter?.post(j, tick) ?? 0;
    this.postStarts.push(j, tick + 1 + this.drive.tables[0].postLead + late);
  }

  nextTick(): number {
    return Math.min(
      this.preStarts.next(),
      this.postStarts.next(),
      this.drive.alphas.nextTick(),
      this.form.nextTick(),
    );
  }

  settle(tick: number): void {
    this.settleUntil(tick, tick);
  }

  /** @param modulated  until when alphas follow their schedules */
  private settleUntil(tick: number, modulated: number): void {
    for (;;) {
      const pre = this.preStarts.next();
      const post = this.postStarts.next();
      const start = Math.min(pre, post);
      const change = this.drive.alphas.nextTick();
      if (change <= Math.min(start, modulated)) {
        this.drive.alphas.at(change);
        this.changeAlphas(change);
        continue;
      }
      if (start > tick) break;
      this.form.settle(start);
      if (post <= pre) this.postStart(this.postStarts.shift(), start);
      else this.preStart(this.preStarts.shift(), start);
    }
    this.form.settle(tick);
  }

  private preStart(i: number, tick: number): void {
    this.cut.preStart(i, tick);
    this.form.preStart(i, tick);
  }

  private postStart(j: number, tick: number): void {
    this.cut.postStart(j, tick);
    this.form.postStart(j, tick, this.postSpikes++);
  }

  setSignal(name: string, value: number, tick: number): void {
    this.settle(tick);
    this.drive.alphas.take(name, value);
    this.changeAlphas(tick);
  }

  /** The alphas change at `tick`. */
  private changeAlphas(tick: number): void {
    if (!this.drive.refresh()) return;
    if (this.learning) this.form.changeVoltages!(this.drive, tick);
    else this.form.setVoltages(this.drive);
  }

  finish(tick: number): void {
    if (!this.learning) {
      this.form.skip(tick);
      return;
    }
    // No time passes while waveforms complete: the alphas stay those of the end.
    const { preLead, postLead } = this.drive.tables[0];
    this.settleUntil(tick + preLead + postLead + 1 + 2 * (this.jitter?.wait ?? 0), tick);
    this.form.finish(tick);
    this.cut.finish();
    this.preStarts.reset();
    this.postStarts.reset();
  }

  flush(): void {
    this.form.flush();
  }

  setGain(gain: number, schedule: GainSchedule): void {
    if (this.drive.setGain(gain, schedule)) this.form.setVoltages(this.drive);
  }

  /** Without the tables: they follow from the gain, which is set before every presentation and never within one. */
  save(): Saved {
    return saveState(this.variables);
  }

  restore(saved: Saved, now: number): void {
    this.form.checkSaved?.(saved);
    const events = checkedNumber(saved, "events", this.possibleEvents(now));
    restoreState(this.variables, saved, { now, events });
    // The state is of these tables already: nothing is brought up to date by others.
    if (this.drive.refresh()) this.form.setVoltages(this.drive);
  }

  /** A neuron spikes once per tick at most. */
  private possibleEvents(now: number) {
    return whole(0, this.wiring.nPost * now);
  }

  /** Of all devices together, where they differ. */
  private possibleState() {
    const { min, max, own } = this.bounds;
    let [low, high] = [min, max];
    for (const x of own?.low ?? []) low = Math.min(low, x);
    for (const x of own?.high ?? []) high = Math.max(high, x);
    return between(low, high, ROUNDING * (high - low));
  }

  private declared(): readonly StateVariable[] {
    const state = perSynapse(
      this.wiring,
      "state",
      "S",
      "conductance",
      () => this.possibleState(),
      this.state,
    );
    const events = single(
      "events",
      "1",
      "post spikes whose waveforms have started",
      ({ now }) => this.possibleEvents(now),
      () => this.postSpikes,
      (x) => {
        this.postSpikes = x;
      },
    );
    return [
      ...(this.retention?.variables ?? []),
      // A kernel moves the state to memory of its own.
      Object.defineProperty(state, "values", { get: () => this.state }),
      events,
      ...within("preStarts", this.preStarts.variables),
      ...within("postStarts", this.postStarts.variables),
      ...within("waveforms", this.cut.variables),
      ...this.drive.alphas.variables,
      ...this.form.variables,
    ];
  }

  conductance(at: number, tick: number): number {
    return this.form.peek ? this.form.peek(at, tick) : this.state[at]!;
  }

  stuck(at: number): boolean {
    const { gains } = this.variation;
    return gains !== undefined && gains.up[at] === 0 && gains.down[at] === 0;
  }

  overwrite(change: (g: number, at: number, column: number) => number): void {
    const { state, wiring } = this;
    for (let i = 0; i < wiring.nPre; i++)
      for (let at = wiring.rowStart(i), end = wiring.rowEnd(i); at < end; at++)
        if (!this.stuck(at)) state[at] = change(state[at]!, at, wiring.columnOf(i, at));
    const columnOf = (at: number) => wiring.columnOf(wiring.rowOf(at), at);
    this.form.overwrite?.((g, at) => (this.stuck(at) ? g : change(g, at, columnOf(at))));
  }

  get relaxes(): number | undefined {
    return this.spec.nonIdeal?.retention?.tau || undefined;
  }

  age(seconds: number, all = false): void {
    const change = this.retention?.age(this.state, seconds, all);
    if (change) this.form.overwrite?.(change);
  }

  read(g: Float32Array): Float32Array {
    const { wiring, spec } = this;
    const { gMin, gMax } = spec.device;
    const own = this.variation.range;
    const range = own && { low: packed(wiring, own.low), high: packed(wiring, own.high) };
    const { nPre, nPost } = wholeRows(wiring);
    const tiles = spec.tiles && { ...spec.tiles, ...placesOnTiles(wiring, spec.tiles) };
    const random = this.random.split("read");
    const context = { nPre, nPost, gMin, gMax, range, random, ...(tiles ? { tiles } : {}) };
    return readOut(g, spec.nonIdeal ?? {}, context);
  }

  check(): PlasticityCheck | undefined {
    // The ordered form has V_pre alone in its runs: nothing to compare with where it is switched off.
    if (this.spec.lonePre === "off") return undefined;
    return this.form.check?.(this.state);
  }

  get coarse(): string | undefined {
    const { device } = this.spec;
    return this.state instanceof Float32Array ? coarseChanges(device, this.drive) : undefined;
  }

  moveTo(compiled: Compiled): void {
    this.form.moveTo?.(compiled, (state) => {
      this.state = state;
    });
  }

  get isCompiled(): boolean {
    return this.form.isCompiled ?? false;
  }

  fused(): FusedSynapses | string {
    const { spec, drive, form, variation, jitter } = this;
    return fusedSynapses({
      spec,
      drive,
      form,
      variation,
      jitter,
      cut: this.cut,
      moveState: (to) => {
        to.set(this.state);
        this.state = to;
      },
      numberEvents: (count) => {
        const first = this.postSpikes;
        this.postSpikes += count;
        return first;
      },
    });
  }
}

/** Forms that are not exact get a check beside them. */
function formOf(maker: FormMaker, request: FormRequest, random: Random): SynapseForm {
  const form = maker.create(request);
  return maker.exact ? form : shadowed(form, new ShadowCheck(request, random));
}

function deviceBounds({ device: { gMin, gMax } }: EisSpec) {
  return { gMin, gMax };
}

/** Its state, and where it is ordered its last events; where devices differ gains and bounds too, by row and column. */
function bytesPerSynapse({ form, d2d, nonIdeal }: EisSpec): number {
  const differ = d2d !== 0 || nonIdeal !== undefined;
  const { tau, stretch = 1 } = nonIdeal?.retention ?? {};
  // Shares of up to 13 exponentials, and what they were last.
  const relaxes = tau && stretch !== 1 ? 8 * 15 : 0;
  return (form === "ordered" ? 28 : 4) + (differ ? 32 : 0) + relaxes;
}
