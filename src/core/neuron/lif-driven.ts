/**
 * lif neurons with a current, from tick to tick: between ticks it is constant, and v goes to vRest + current with tauM. At a
 * tick come the inputs, then the threshold, as in `lif.ts`; without a current both give the same spikes.
 */
import type { Compiled } from "../compiled.js";
import { perNeuron, single } from "../declared.js";
import { exp, oneMinusExpMinus } from "../elementary.js";
import { whole } from "../saved-values.js";
import type { StateVariable } from "../state.js";
import { CompiledSteps } from "./compiled-steps.js";
import type { Neurons, SpikeBuffer, Winner } from "./model.js";
import { PlaceWinners } from "./place-winners.js";
import { evenBelow, reachOf } from "./threshold.js";

const receptors = ["delta"] as const;

/** s and V, as in lif. */
export interface LifValues {
  readonly tauM: number;
  readonly vRest: number;
  readonly vReset: number;
  readonly vThreshold: number;
  readonly refractory: number;
}

export class DrivenLif implements Neurons {
  readonly receptors = receptors;
  readonly input: [Float64Array];
  current: Float64Array;
  readonly variables: readonly StateVariable[];
  private v: Float64Array;
  /** End of the refractory time, tick; length n. */
  private until: Float64Array;
  private compiled: CompiledSteps | undefined;
  private now = 0;
  private readonly reach: number;
  private readonly even: number;
  private readonly keep: number;
  private readonly gain: number;
  private readonly refractoryTicks: number;
  private readonly placeWinners: PlaceWinners | undefined;

  constructor(
    readonly n: number,
    private readonly p: LifValues,
    tick: number,
    private readonly winner: Winner,
  ) {
    this.input = [new Float64Array(n)];
    this.current = new Float64Array(n);
    this.v = new Float64Array(n).fill(p.vRest);
    this.until = new Float64Array(n);
    this.reach = reachOf(p);
    this.even = evenBelow(p);
    this.placeWinners = PlaceWinners.of(winner, this.even);
    this.keep = exp(-tick / p.tauM);
    this.gain = oneMinusExpMinus(tick / p.tauM);
    this.refractoryTicks = Math.round(p.refractory / tick);
    this.variables = [
      single(
        "now",
        "tick",
        "tick of the state",
        ({ now }) => whole(Math.max(0, now - 1), now),
        () => this.now,
        (at) => {
          this.now = at;
        },
      ),
      perNeuron("v", "V", () => this.v, "membrane potential"),
      perNeuron(
        "until",
        "tick",
        () => this.until,
        "end of the refractory time",
        ({ now }) => whole(0, now + this.refractoryTicks),
      ),
    ];
  }

  moveTo(compiled: Compiled): void {
    const { vRest } = this.p;
    const { reach, keep, gain, n } = this;
    this.compiled = new CompiledSteps(
      compiled,
      n,
      "stepLifDriven",
      [
        [this.until, (there: Float64Array) => (this.until = there)],
        [this.v, (there: Float64Array) => (this.v = there)],
        [this.current, (there: Float64Array) => (this.current = there)],
        [this.input[0], (there: Float64Array) => (this.input[0] = there)],
      ],
      [vRest, reach, keep, gain],
    );
  }

  update(tick: number, spikes: SpikeBuffer): void {
    if (this.compiled) this.updateCompiled(this.compiled, tick, spikes);
    else this.updateEach(tick, spikes);
  }

  private updateCompiled(compiled: CompiledSteps, tick: number, spikes: SpikeBuffer): void {
    const passes = tick > this.now;
    this.now = tick;
    spikes.count = 0;
    const count = compiled.step(tick, passes);
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
      if (places) winners = places.offer(i, v[i]! - this.p.vRest, spikes.index, winners);
      else if (v[i]! - v[best]! > this.even) best = i;
    }
    places?.clear(spikes.index, winners);
    for (let s = 0; s < winners; s++) this.fire(spikes.index[s]!, tick, spikes);
    if (!places) this.fire(best, tick, spikes);
  }

  private updateEach(tick: number, spikes: SpikeBuffer): void {
    const { n, v, until, current, reach, keep, gain } = this;
    const { vRest } = this.p;
    const input = this.input[0];
    const passes = tick > this.now;
    const all = this.winner === "all";
    const places = this.placeWinners;
    let winners = 0;
    this.now = tick;
    let best = -1;
    spikes.count = 0;
    for (let i = 0; i < n; i++) {
      const w = input[i]!;
      input[i] = 0;
      if (tick < until[i]!) continue;
      let now = v[i]!;
      // The tick at which the refractory time ends is its start.
      if (passes && tick > until[i]!) now = vRest + (now - vRest) * keep + gain * current[i]!;
      now += w;
      v[i] = now;
      if (!(now - vRest >= reach)) continue;
      if (all) this.fire(i, tick, spikes);
      else if (places) winners = places.offer(i, now - vRest, spikes.index, winners);
      else if (best < 0 || now - v[best]! > this.even) best = i;
    }
    places?.clear(spikes.index, winners);
    for (let s = 0; s < winners; s++) this.fire(spikes.index[s]!, tick, spikes);
    if (best >= 0) this.fire(best, tick, spikes);
  }

  private fire(i: number, tick: number, spikes: SpikeBuffer): void {
    this.v[i] = this.p.vReset;
    this.until[i] = tick + this.refractoryTicks;
    spikes.index[spikes.count++] = i;
  }

  begin(_variable: string, i: number, x: number): void {
    this.v[i] = x;
  }

  nextTick(): number {
    return this.now + 1;
  }

  voltage(i: number): number {
    return this.v[i]!;
  }

  reset(tick: number): void {
    this.v.fill(this.p.vRest);
    this.until.fill(tick);
    this.now = tick;
    this.input[0].fill(0);
  }
}
