/**
 * Neurons that a model of their own brings from tick to tick, in one step or in several (`Dynamics.advance`). What they have in
 * common: at a tick the threshold comes first, then the inputs; v is held after a spike; who wins.
 */
import type { Compiled, NetworkKernels } from "../compiled.js";
import { perNeuron, single } from "../declared.js";
import { whole } from "../saved-values.js";
import type { StateVariable } from "../state.js";
import { CompiledSteps, type StepKernel } from "./compiled-steps.js";
import type { Neurons, SpikeBuffer, Winner } from "./model.js";
import { moveInput } from "./move-input.js";
import { PlaceWinners } from "./place-winners.js";

/** What a model adds to the common course of events. */
export interface Dynamics {
  readonly receptors: readonly string[];
  /** Membrane potential, V; length n. */
  v: Float64Array;
  /** Constant input until it is set anew, V; length n. */
  current: Float64Array;
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
  /** What a compiled kernel needs to do the same. */
  readonly kernel: DynamicsKernel;
}

/** All neurons of a model at once, by compiled kernels to the same bits. */
export interface DynamicsKernel {
  /** Takes neurons from one tick to the next. */
  readonly step: StepKernel;
  /** v, current and further arrays in the kernel's order, and what is told where each has moved to. */
  readonly arrays: readonly (readonly [Float64Array | Uint8Array, (there: never) => void])[];
  /** Numbers in the kernel's order. */
  readonly constants: readonly number[];
  /** Takes what has arrived at a receptor, and clears it. @param input  where it lies */
  take(kernels: NetworkKernels, receptor: number, input: number): void;
}

export class Stepped implements Neurons {
  readonly receptors: readonly string[];
  readonly input: Float64Array[];
  readonly variables: readonly StateVariable[];
  /** Tick of the state. */
  private now = 0;
  /** First tick after the refractory time; length n. */
  private until: Float64Array;
  private readonly over: Int32Array;
  private compiled: CompiledSteps | undefined;
  private readonly placeWinners: PlaceWinners | undefined;

  /** @param refractoryTicks  in which v is held after a spike */
  constructor(
    readonly n: number,
    private readonly dynamics: Dynamics,
    private readonly winner: Winner,
    private readonly refractoryTicks: number,
  ) {
    const { receptors, others } = dynamics;
    this.receptors = receptors;
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
      perNeuron("v", "V", () => dynamics.v, "membrane potential"),
      perNeuron(
        "until",
        "tick",
        () => this.until,
        "first tick after the refractory time",
        ({ now }) => whole(0, now + refractoryTicks),
      ),
      ...others,
    ];
  }

  get current(): Float64Array {
    return this.dynamics.current;
  }

  moveTo(compiled: Compiled): void {
    const { step, arrays, constants } = this.dynamics.kernel;
    const until = (there: Float64Array) => {
      this.until = there;
    };
    this.compiled = new CompiledSteps(compiled, this.n, step, [[this.until, until], ...arrays], constants);
    moveInput(this.input, compiled);
  }

  update(tick: number, spikes: SpikeBuffer): void {
    spikes.count = 0;
    if (tick > this.now + 1)
      throw new Error(`updated at tick ${tick}, but a step was due at ${this.now + 1}`);
    if (this.compiled) this.updateCompiled(this.compiled, tick, spikes);
    else {
      if (tick > this.now) this.step(tick, spikes);
      this.arrivals();
    }
  }

  private updateCompiled(compiled: CompiledSteps, tick: number, spikes: SpikeBuffer): void {
    const { dynamics, input } = this;
    if (tick > this.now) {
      this.now = tick;
      const count = compiled.step(tick);
      if (count > 0) this.fire(compiled.over, this.winners(compiled.over, count), tick, spikes);
    }
    const { kernels } = compiled.compiled;
    for (let r = 0; r < input.length; r++) dynamics.kernel.take(kernels, r, input[r]!.byteOffset);
  }

  /** Of those over the threshold who spikes. @param over  the first `count`, ascending; overwritten. @returns  how many */
  private winners(over: Int32Array, count: number): number {
    const { v } = this.dynamics;
    const { placeWinners: places, winner } = this;
    if (winner === "all") return count;
    if (!places) {
      let best = over[0]!;
      for (let x = 1; x < count; x++) if (v[over[x]!]! > v[best]!) best = over[x]!;
      over[0] = best;
      return 1;
    }
    let winners = 0;
    // Each is written where it was read, or before.
    for (let x = 0; x < count; x++) winners = places.offer(over[x]!, v[over[x]!]!, over, winners);
    places.clear(over, winners);
    return winners;
  }

  private fire(who: Int32Array, count: number, tick: number, spikes: SpikeBuffer): void {
    for (let x = 0; x < count; x++) {
      const i = who[x]!;
      this.dynamics.spiked(i);
      this.until[i] = tick + this.refractoryTicks;
      spikes.index[spikes.count++] = i;
    }
  }

  private step(tick: number, spikes: SpikeBuffer): void {
    const { n, dynamics, over, until } = this;
    const { v, vPeak } = dynamics;
    this.now = tick;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const held = tick <= until[i]!;
      dynamics.advance(i, held);
      if (!held && v[i]! >= vPeak) over[count++] = i;
    }
    if (count > 0) this.fire(over, this.winners(over, count), tick, spikes);
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
