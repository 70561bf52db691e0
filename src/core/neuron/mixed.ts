/**
 * A population whose neurons have parameters of their own: each is a population of one of its model, which computes what it
 * would anywhere. A neuron is only updated when it has input or asks to be.
 */
import type { SavedArray } from "../saved.js";
import type { Accepted } from "../saved-values.js";
import type { Limits, ListVariable, StateVariable } from "../state.js";
import type { Neurons, SpikeBuffer } from "./model.js";

export class Mixed implements Neurons {
  readonly n: number;
  readonly receptors: readonly string[];
  readonly input: readonly (Float32Array | Float64Array)[];
  readonly current?: Float64Array;
  readonly theta?: Float32Array;
  thetaPlus = 0;
  readonly variables?: readonly StateVariable[];
  readonly mixed = true;
  /** Tick at which each neuron asks to be updated. */
  private readonly next: Float64Array;
  private soonest = 0;
  private readonly own: SpikeBuffer = { index: new Int32Array(1), count: 0 };

  /** @param each  populations of one, all of the same model */
  constructor(private readonly each: readonly Neurons[]) {
    const [first] = each;
    this.n = each.length;
    this.receptors = first!.receptors;
    this.input = first!.input.map((input) =>
      input instanceof Float64Array ? new Float64Array(this.n) : new Float32Array(this.n),
    );
    if (first!.current) this.current = new Float64Array(this.n);
    if (first!.theta) this.theta = Float32Array.from(each, ({ theta }) => theta![0]!);
    this.next = new Float64Array(this.n);
    if (first!.variables?.every((v) => v.per !== "event")) this.variables = this.declared(first!.variables);
    this.ask();
  }

  update(tick: number, spikes: SpikeBuffer): void {
    const { each, input, current, theta, next, own } = this;
    spikes.count = 0;
    let soonest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.n; i++) {
      if (next[i]! <= tick || input.some((weights) => weights[i] !== 0)) {
        const neuron = each[i]!;
        for (let r = 0; r < input.length; r++) neuron.input[r]![0] = input[r]![i]!;
        if (current) neuron.current![0] = current[i]!;
        if (theta) {
          neuron.theta![0] = theta[i]!;
          neuron.thetaPlus = this.thetaPlus;
        }
        neuron.update(tick, own);
        if (own.count > 0) spikes.index[spikes.count++] = i;
        if (theta) theta[i] = neuron.theta![0]!;
        // What waits for a later step of the neuron's own stays.
        for (let r = 0; r < input.length; r++) input[r]![i] = neuron.input[r]![0]!;
        next[i] = neuron.nextTick();
      }
      if (next[i]! < soonest) soonest = next[i]!;
    }
    this.soonest = soonest;
  }

  nextTick(): number {
    return this.soonest;
  }

  voltage(i: number, tick: number): number {
    return this.each[i]!.voltage(0, tick);
  }

  begin(variable: string, i: number, x: number): void {
    const neuron = this.each[i]!;
    neuron.begin!(variable, 0, x);
    // Of this one alone: a population is begun neuron by neuron. Too early an update does nothing.
    this.next[i] = neuron.nextTick();
    this.soonest = Math.min(this.soonest, this.next[i]!);
  }

  reset(tick: number): void {
    for (const neuron of this.each) neuron.reset(tick);
    for (const weights of this.input) weights.fill(0);
    this.ask();
  }

  private ask(): void {
    let soonest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.n; i++) {
      this.next[i] = this.each[i]!.nextTick();
      soonest = Math.min(soonest, this.next[i]!);
    }
    this.soonest = soonest;
  }

  /** Each variable of a neuron, of all neurons. */
  private declared(first: readonly StateVariable[]): ListVariable[] {
    return first
      .filter(({ name }) => name !== "theta")
      .map((like): ListVariable => {
        const of = this.each.map(({ variables }) => variables!.find((v) => v.name === like.name)!);
        const { name, unit, doc, bounds } = like;
        return {
          name,
          unit,
          per: "neuron",
          doc,
          ...(bounds ? { bounds: (limits: Limits) => anyOf(of.map((v) => v.bounds!(limits))) } : {}),
          ...(like.at ? { at: (tick: number) => joined(of.map((v) => v.at!(tick))) } : {}),
          length: this.n,
          list: () => joined(of.map(ownValue)),
          take: (values) => {
            for (const [i, variable] of of.entries()) put(variable, values.slice(i, i + 1) as SavedArray);
            // Of the last variable on, all of the state is there.
            this.ask();
          },
        };
      });
  }
}

function ownValue(variable: StateVariable): SavedArray {
  if ("get" in variable) return Float64Array.of(variable.get());
  if ("list" in variable) return variable.list();
  const { values } = variable;
  return values instanceof Uint8Array ? Int32Array.from(values) : values.slice();
}

function put(variable: StateVariable, value: SavedArray): void {
  if ("set" in variable) variable.set(value[0]!);
  else if ("take" in variable) variable.take(value);
  else variable.values[0] = value[0]!;
}

function joined(values: readonly SavedArray[]): SavedArray {
  const all = new (values[0]!.constructor as new (n: number) => SavedArray)(values.length);
  for (const [i, value] of values.entries()) all[i] = value[0]!;
  return all;
}

/** What some neuron of the population can have. */
function anyOf(accepted: readonly Accepted[]): Accepted {
  return { words: accepted[0]!.words, holds: (x) => accepted.some(({ holds }) => holds(x)) };
}
