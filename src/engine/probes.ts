/** What can be watched while a network runs. Each probe is an object the engine calls; none changes the network. */
import type { SpikeBuffer } from "../core/neuron/model.js";
import { anyArrayOf, type Saved } from "../core/saved.js";
import { checkedList, checkedTimes, checkLength, whole } from "../core/saved-values.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Population } from "../network/build.js";
import type { Sampler } from "./engine.js";

/** A list of numbers that grows without boxing. */
export class Growing {
  private values = new Float64Array(256);
  private count = 0;

  /** What was put into it, in place of what it holds. */
  refill(values: ArrayLike<number>): void {
    this.count = values.length;
    if (this.count > this.values.length) this.values = new Float64Array(2 * this.count);
    this.values.set(values);
  }

  push(x: number): void {
    if (this.count === this.values.length) {
      const grown = new Float64Array(2 * this.count);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = x;
  }

  toArray(): Float64Array {
    return this.values.slice(0, this.count);
  }
}

/** All spikes of one population: tick and neuron. */
export class SpikeProbe {
  readonly tick = new Growing();
  readonly index = new Growing();

  /** @param size  neurons of the population */
  constructor(
    readonly population: number,
    private readonly size: number,
  ) {}

  save(): Saved {
    return {
      numbers: {},
      arrays: { tick: this.tick.toArray(), index: Int32Array.from(this.index.toArray()) },
    };
  }

  /** @param now  tick at which time goes on. @throws SavedError where it cannot have seen that */
  restore(saved: Saved, now: number): void {
    const tick = checkedTimes(saved, "tick", whole(0, now));
    checkLength(saved, "index", tick.length);
    this.tick.refill(tick);
    this.index.refill(checkedList(saved, "index", new Int32Array(0), whole(0, this.size - 1)));
  }

  see(population: number, tick: number, spikes: SpikeBuffer): void {
    if (population !== this.population) return;
    for (let s = 0; s < spikes.count; s++) {
      this.tick.push(tick);
      this.index.push(spikes.index[s]!);
    }
  }
}

/** Values at ticks: what two of the probes are. */
abstract class Samples {
  /** Values of one sample. */
  protected abstract readonly width: number;
  readonly tick = new Growing();
  readonly value = new Growing();

  save(): Saved {
    return { numbers: {}, arrays: { tick: this.tick.toArray(), value: this.value.toArray() } };
  }

  /** @param now  tick at which time goes on. @throws SavedError where it cannot have seen that */
  restore(saved: Saved, now: number): void {
    const tick = checkedTimes(saved, "tick", whole(0, now));
    checkLength(saved, "value", tick.length * this.width);
    this.tick.refill(tick);
    this.value.refill(anyArrayOf(saved, "value"));
  }
}

/** Membrane potentials (V) of chosen neurons at regular ticks, [sample][neuron]. */
export class VoltageProbe extends Samples implements Sampler {
  constructor(
    readonly every: number,
    private readonly population: Population,
    readonly neurons: readonly number[],
  ) {
    super();
  }

  protected get width(): number {
    return this.neurons.length;
  }

  sample(tick: number): void {
    this.tick.push(tick);
    for (const i of this.neurons) this.value.push(this.population.neurons!.voltage(i, tick));
  }
}

/** All conductances of one crossbar (S) at regular ticks, [sample][synapse], row after row. */
export class ConductanceProbe extends Samples implements Sampler {
  constructor(
    readonly every: number,
    private readonly crossbar: Crossbar,
  ) {
    super();
  }

  protected get width(): number {
    return this.crossbar.wiring.count;
  }

  sample(tick: number): void {
    const { wiring } = this.crossbar;
    this.tick.push(tick);
    for (let i = 0; i < wiring.nPre; i++)
      for (let at = wiring.rowStart(i); at < wiring.rowEnd(i); at++)
        this.value.push(this.crossbar.conductance(at, tick));
  }
}
