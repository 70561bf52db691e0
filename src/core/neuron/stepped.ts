/**
 * Neurons that a model of their own brings from tick to tick, in one step or in several (`Dynamics.advance`). What they have in
 * common: at a tick the threshold comes first, then the inputs; v is held after a spike; who wins.
 */
import type { Compiled } from "../compiled.js";
import { perNeuron, single } from "../declared.js";
import { whole } from "../saved-values.js";
import type { StateVariable } from "../state.js";
import type { Neurons, SpikeBuffer, Winner } from "./model.js";
import { moveInput } from "./move-input.js";
import { PlaceWinners } from "./place-winners.js";

/** What a model adds to the common course of events. */
export interface Dynamics {
  readonly receptors: readonly string[];
  /** Membrane potential, V; length n. */
  readonly v: Float64Array;
  /** Constant input until it is set anew, V; length n. */
  readonly current: Float64Array;
  /** Further variables, length n each. */
  readonly others: readonly StateVariable[];
  /** From one tick to the next. @param held  whether v stays where it is (refractory) */
  advance(i: number, held: boolean): void;
  /** v from which on it spikes, V. */
  readonly vPeak: number;
  /** What a spike leaves behind. */
  spiked(i: number): void;
  /** Takes a weight that has arrived. */
  take(i: number, receptor: number, weight: number): void;
  /** All neurons back to rest. */
  rest(): void;
}

export class Stepped implements Neurons {
  readonly receptors: readonly string[];
  readonly input: Float64Array[];
  readonly variables: readonly StateVariable[];
  readonly current: Float64Array;
  /** Tick of the state. */
  private now = 0;
  /** First tick after the refractory time; length n. */
  private readonly until: Float64Array;
  private readonly over: Int32Array;
  private readonly placeWinners: PlaceWinners | undefined;

  /** @param refractoryTicks  in which v is held after a spike */
  constructor(
    readonly n: number,
    private readonly dynamics: Dynamics,
    private readonly winner: Winner,
    private readonly refractoryTicks: number,
  ) {
    const { receptors, v, others } = dynamics;
    this.receptors = receptors;
    this.current = dynamics.current;
    this.input = receptors.map(() => new Float64Array(n));
    this.until = new Float64Array(n);
    this.over = new Int32Array(n);
    this.placeWinners = PlaceWinners.of(winner);
    this.variables = [
      single(
        "now",
        "tick",
        "tick of the state",
        ({ now }) => whole(Math.max(0, now - 1), now),
        () => this.now,
        (tick) => {
          this.now = tick;
        },
      ),
      perNeuron("v", "V", v, "membrane potential"),
      perNeuron("until", "tick", this.until, "first tick after the refractory time", ({ now }) =>
        whole(0, now + refractoryTicks),
      ),
      ...others,
    ];
  }

  moveTo(compiled: Compiled): void {
    moveInput(this.input, compiled);
  }

  update(tick: number, spikes: SpikeBuffer): void {
    spikes.count = 0;
    if (tick > this.now + 1)
      throw new Error(`updated at tick ${tick}, but a step was due at ${this.now + 1}`);
    if (tick > this.now) this.step(tick, spikes);
    this.arrivals();
  }

  private step(tick: number, spikes: SpikeBuffer): void {
    const { n, dynamics, over, until } = this;
    const { v, vPeak } = dynamics;
    const places = this.placeWinners;
    this.now = tick;
    let count = 0;
    let best = -1;
    for (let i = 0; i < n; i++) {
      const held = tick <= until[i]!;
      dynamics.advance(i, held);
      if (held || !(v[i]! >= vPeak)) continue;
      if (places) {
        count = places.offer(i, v[i]!, over, count);
        continue;
      }
      over[count++] = i;
      if (best < 0 || v[i]! > v[best]!) best = i;
    }
    places?.clear(over, count);
    for (let x = 0; x < count; x++) {
      const i = over[x]!;
      if (this.winner === "one-per-step" && i !== best) continue;
      dynamics.spiked(i);
      until[i] = tick + this.refractoryTicks;
      spikes.index[spikes.count++] = i;
    }
  }

  private arrivals(): void {
    for (const [receptor, weights] of this.input.entries())
      for (let i = 0; i < this.n; i++) {
        if (weights[i] === 0) continue;
        this.dynamics.take(i, receptor, weights[i]!);
        weights[i] = 0;
      }
  }

  begin(variable: string, i: number, x: number): void {
    const other = this.dynamics.others.find(({ name }) => name === variable);
    const values = other && "values" in other ? other.values : this.dynamics.v;
    values[i] = x;
  }

  nextTick(): number {
    return this.now + 1;
  }

  voltage(i: number): number {
    return this.dynamics.v[i]!;
  }

  reset(tick: number): void {
    this.dynamics.rest();
    this.now = tick;
    this.until.fill(tick);
    for (const weights of this.input) weights.fill(0);
  }
}

/** Steps of a tick, none longer than `longest`. @param tick, longest  s */
export function stepsOf(tick: number, longest: number): number {
  return Math.max(1, Math.ceil(tick / longest - 1e-9));
}
