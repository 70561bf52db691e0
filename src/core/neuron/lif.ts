/**
 * Leaky integrate-and-fire neuron with delta inputs, advanced from event to event.
 *
 *   dv/dt = -(v - vRest) / tauM        between inputs, solved exactly
 *   v    <- v + w                      when a weight w arrives
 *   v    <- vReset, held there         for the refractory time, when v >= vThreshold after the tick's sum; inputs are lost
 *
 * v is at its threshold from 2^-22 of the way from vRest below it on, so that 15 mV on -70 mV reach -55 mV, and so do
 * 3 x 5 mV (`threshold.ts`). Weights of a tick are summed in double precision.
 *
 * v can only pass the threshold at an input, so neurons are touched at their inputs alone. Losers of a
 * one-per-step population keep v and are tested again at their next input.
 *
 * @see Gerstner et al., Neuronal Dynamics (2014), ch. 1.3
 */
import type { Compiled } from "../compiled.js";
import { perNeuron } from "../declared.js";
import { exp } from "../elementary.js";
import type { ParamTable, Values } from "../params.js";
import { whole } from "../saved-values.js";
import type { StateVariable } from "../state.js";
import { CompiledLif } from "./lif-compiled.js";
import { DrivenLif } from "./lif-driven.js";
import type { Neurons, SpikeBuffer, Winner } from "./model.js";
import { PlaceWinners } from "./place-winners.js";
import { refractoryProblem } from "./refractory.js";
import { checkThreshold, evenBelow, reachOf } from "./threshold.js";

export const doc = "leaky integrate-and-fire, inputs are jumps of v, exact between events";

export const params = {
  tauM: {
    unit: "s",
    default: 10e-3,
    min: 0,
    open: true,
    doc: "membrane time constant",
    source: "NEST iaf_psc_delta",
  },
  vRest: { unit: "V", default: -70e-3, doc: "resting potential", source: "NEST iaf_psc_delta" },
  vReset: { unit: "V", default: -70e-3, doc: "potential just after a spike", source: "NEST iaf_psc_delta" },
  vThreshold: { unit: "V", default: -55e-3, doc: "spike threshold", source: "NEST iaf_psc_delta" },
  refractory: {
    unit: "s",
    onGrid: true,
    default: 2e-3,
    min: 0,
    doc: "time after a spike in which inputs are lost, a whole number of ticks",
    source: "NEST iaf_psc_delta",
  },
} as const satisfies ParamTable;

export const starts = { v: "V" } as const;
export const receptors = ["delta"] as const;
export const weightUnit = "V";
export const knowsPlaces = true;

/** Off the grid, the refractory time would be another one. */
export function problem({ refractory }: Values<typeof params>, tick: number): string | undefined {
  return refractoryProblem(refractory, tick);
}

/**
 * Weights are jumps of v, V.
 * @throws RangeError unless vRest and vReset are below vThreshold
 */
export function create(n: number, values: Values<typeof params>, tick: number, winner: Winner): Neurons {
  checkThreshold(values);
  return new Lif(n, values, tick, winner);
}

/** As `create`, with a current that can be set: from tick to tick. */
export function driven(n: number, values: Values<typeof params>, tick: number, winner: Winner): Neurons {
  checkThreshold(values);
  return new DrivenLif(n, values, tick, winner);
}

/** Times since an input, in ticks, for which the decay is kept: most are shorter. For a few neurons it is not worth it. */
const TABULATED = 256;
const FEW = 32;

class Lif implements Neurons {
  readonly receptors = receptors;
  readonly input: [Float64Array];
  readonly variables: readonly StateVariable[];
  /** Potential at `since`, V; length n. */
  private v: Float64Array;
  /** Tick from which v decays: that of the last input, or the end of the refractory time where that is later. */
  private since: Float64Array;
  private compiled: CompiledLif | undefined;
  /** Distance above rest at which it spikes, V. */
  private readonly reach: number;
  private readonly even: number;
  private readonly perTick: number;
  /** What is left of v - vRest after so many ticks. */
  private readonly decay: Float64Array;
  private readonly refractoryTicks: number;
  private readonly placeWinners: PlaceWinners | undefined;

  constructor(
    readonly n: number,
    private readonly p: Values<typeof params>,
    tick: number,
    private readonly winner: Winner,
  ) {
    this.input = [new Float64Array(n)];
    this.reach = reachOf(p);
    this.even = evenBelow(p);
    this.v = new Float64Array(n).fill(p.vRest);
    this.since = new Float64Array(n);
    this.placeWinners = PlaceWinners.of(winner, this.even);
    this.perTick = tick / p.tauM;
    this.decay = Float64Array.from({ length: n < FEW ? 0 : TABULATED }, (_, age) => exp(-age * this.perTick));
    this.refractoryTicks = Math.round(p.refractory / tick);
    const potential = () => this.v;
    this.variables = [
      {
        ...perNeuron("v", "V", this.v, "membrane potential, kept at `since`"),
        get values() {
          return potential();
        },
        at: (tick) => Float64Array.from(this.v, (_, i) => this.voltage(i, tick)),
      },
      perNeuron(
        "since",
        "tick",
        () => this.since,
        "tick of the last input, or the end of the refractory time where that is later",
        ({ now }) => whole(0, now + this.refractoryTicks),
      ),
    ];
  }

  moveTo(compiled: Compiled): void {
    const lif = new CompiledLif(compiled, this.decay, this.n);
    compiled.move(this.v, (v) => {
      this.v = lif.v = v;
    });
    compiled.move(this.since, (since) => {
      this.since = lif.since = since;
    });
    compiled.move(this.input[0], (input) => {
      this.input[0] = lif.input = input;
    });
    this.compiled = lif;
  }

  takeDrive(address: number): boolean {
    if (!this.compiled) return false;
    this.compiled.drive = address;
    return true;
  }

  update(tick: number, spikes: SpikeBuffer): void {
    if (this.compiled) this.updateCompiled(this.compiled, tick, spikes);
    else this.updateEach(tick, spikes);
  }

  private updateCompiled(compiled: CompiledLif, tick: number, spikes: SpikeBuffer): void {
    const { vRest } = this.p;
    const count = compiled.step(tick, vRest, this.reach, this.perTick);
    spikes.count = 0;
    if (count === 0) return;
    const { over } = compiled;
    const { v, winner, placeWinners: places } = this;
    if (winner === "all") {
      for (let x = 0; x < count; x++) this.fire(over[x]!, tick, spikes);
      return;
    }
    let winners = 0;
    let best = over[0]!;
    for (let x = 0; x < count; x++) {
      const i = over[x]!;
      if (places) winners = places.offer(i, v[i]! - vRest, spikes.index, winners);
      else if (v[i]! - v[best]! > this.even) best = i;
    }
    if (places) this.fireWinners(winners, tick, spikes);
    else this.fire(best, tick, spikes);
  }

  private fireWinners(winners: number, tick: number, spikes: SpikeBuffer): void {
    this.placeWinners!.clear(spikes.index, winners);
    // Each is written where it was read.
    for (let s = 0; s < winners; s++) this.fire(spikes.index[s]!, tick, spikes);
  }

  private updateEach(tick: number, spikes: SpikeBuffer): void {
    const { n, v, since, perTick, reach, decay } = this;
    const { vRest } = this.p;
    const input = this.input[0];
    const all = this.winner === "all";
    const places = this.placeWinners;
    let best = -1;
    let winners = 0;
    spikes.count = 0;
    for (let i = 0; i < n; i++) {
      const w = input[i]!;
      if (w === 0) continue;
      input[i] = 0;
      const age = tick - since[i]!;
      if (age < 0) continue; // refractory
      const left = age < decay.length ? decay[age]! : exp(-age * perTick);
      const now = vRest + (v[i]! - vRest) * left + w;
      v[i] = now;
      since[i] = tick;
      if (!(now - vRest >= reach)) continue;
      if (all) this.fire(i, tick, spikes);
      else if (places) winners = places.offer(i, now - vRest, spikes.index, winners);
      else if (best < 0 || now - v[best]! > this.even) best = i;
    }
    if (best >= 0) this.fire(best, tick, spikes);
    if (places) this.fireWinners(winners, tick, spikes);
  }

  /** @throws RangeError at or above the threshold, where v is only tested at an input */
  begin(_variable: string, i: number, x: number): void {
    if (x - this.p.vRest >= this.reach)
      throw new RangeError(
        `neuron ${i} would start at ${x} V; accepted: below the threshold of ${this.p.vThreshold} V`,
      );
    this.v[i] = x;
  }

  private fire(i: number, tick: number, spikes: SpikeBuffer): void {
    this.v[i] = this.p.vReset;
    this.since[i] = tick + this.refractoryTicks;
    spikes.index[spikes.count++] = i;
  }

  nextTick(): number {
    return Number.POSITIVE_INFINITY;
  }

  voltage(i: number, tick: number): number {
    const age = tick - this.since[i]!;
    const v = this.v[i]!;
    return age <= 0 ? v : this.p.vRest + (v - this.p.vRest) * exp(-age * this.perTick);
  }

  reset(tick: number): void {
    this.v.fill(this.p.vRest);
    this.since.fill(tick);
    this.input[0].fill(0);
  }
}
