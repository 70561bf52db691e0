/** What can be watched while a network runs. Each probe is an object the engine calls; none changes the network. */
import { each } from "../core/connectivity/index.js";
import type { SpikeBuffer } from "../core/neuron/model.js";
import { count, whole } from "../core/saved-values.js";
import { bytesInWords, MOST_BYTES, SizeError } from "../core/size.js";
import { type StateVariable, valuesAt } from "../core/state.js";
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

  /**
   * Adds a number.
   * @throws SizeError where a probe has recorded more than memory holds
   */
  push(x: number): void {
    if (this.count === this.values.length) {
      if (16 * this.count > MOST_BYTES)
        throw new SizeError(
          `a probe has recorded ${this.count} numbers: more would need above ${bytesInWords(MOST_BYTES)}. Watch less, or choose a shorter duration`,
        );
      const grown = new Float64Array(2 * this.count);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = x;
  }

  /** A copy of the numbers, which are forgotten here. */
  drain(): Float64Array {
    const all = this.toArray();
    this.count = 0;
    return all;
  }

  /** A copy of the numbers. */
  toArray(): Float64Array {
    return this.values.slice(0, this.count);
  }
}

/** All spikes of one population: tick and neuron. */
export class SpikeProbe {
  /** Tick of each spike seen. */
  readonly tick = new Growing();
  /** Neuron of each spike seen. */
  readonly index = new Growing();
  /** What has been seen, as a checkpoint keeps it. */
  readonly variables: readonly StateVariable[];

  /** @param size  neurons of the population */
  constructor(
    /** Place of the watched population in the network's list. */
    readonly population: number,
    size: number,
  ) {
    this.variables = [
      seenTicks(this.tick),
      {
        name: "index",
        unit: "1",
        per: "event",
        doc: "neurons that spiked",
        bounds: () => whole(0, size - 1),
        length: (lengthOf) => lengthOf("tick"),
        list: () => Int32Array.from(this.index.toArray()),
        take: (index) => this.index.refill(index),
      },
    ];
  }

  /** Takes the spikes of one tick; others than the watched population's are left out. */
  see(population: number, tick: number, spikes: SpikeBuffer): void {
    if (population !== this.population) return;
    for (let s = 0; s < spikes.count; s++) {
      this.tick.push(tick);
      this.index.push(spikes.index[s]!);
    }
  }
}

/** Spikes of one population, counted in bins of equal length. */
export class RateProbe {
  readonly counts: Float64Array;
  readonly variables: readonly StateVariable[];

  /**
   * @param every  ticks of a bin
   * @param ticks  of the whole run
   */
  constructor(
    readonly population: number,
    readonly every: number,
    ticks: number,
  ) {
    this.counts = new Float64Array(Math.ceil(ticks / every));
    this.variables = [
      {
        name: "counts",
        unit: "1",
        per: "event",
        doc: "spikes in each bin",
        bounds: () => count,
        length: () => this.counts.length,
        list: () => this.counts.slice(),
        take: (counts) => this.counts.set(counts),
      },
    ];
  }

  see(population: number, tick: number, spikes: SpikeBuffer): void {
    if (population !== this.population) return;
    const bin = Math.floor(tick / this.every);
    this.counts[bin] = this.counts[bin]! + spikes.count;
  }

  /**
   * Hz, of a neuron in the mean, of the bins that have begun.
   * @param now  ticks that are done
   * @param tick  s
   */
  rates(size: number, now: number, tick: number): Float64Array {
    const bins = Math.ceil(now / this.every);
    return Float64Array.from({ length: bins }, (_, k) => {
      const length = Math.min(this.every, now - k * this.every) * tick;
      return this.counts[k]! / (size * length);
    });
  }
}

function seenTicks(ticks: Growing): StateVariable {
  return {
    name: "tick",
    unit: "tick",
    per: "event",
    doc: "ticks of what was seen",
    order: "rising",
    bounds: ({ now }) => whole(0, now),
    list: () => ticks.toArray(),
    take: (seen) => ticks.refill(seen),
  };
}

/** Values at ticks: what the other probes are. */
abstract class Samples implements Sampler {
  /** Tick of each sample. */
  readonly tick = new Growing();
  /** The values, sample after sample. */
  readonly value = new Growing();
  /** What has been seen, as a checkpoint keeps it. */
  readonly variables: readonly StateVariable[];

  /**
   * @param every  ticks between two samples
   * @param width  values of one sample
   */
  constructor(
    /** Ticks between two samples. */
    readonly every: number,
    /** Values of one sample. */
    readonly width: number,
  ) {
    this.variables = [
      seenTicks(this.tick),
      {
        name: "value",
        unit: "1",
        per: "event",
        doc: "values of each sample, one sample after another, in the unit of what is watched",
        length: (lengthOf) => lengthOf("tick") * width,
        list: () => this.value.toArray(),
        take: (values) => this.value.refill(values),
      },
    ];
  }

  /** Notes what is watched at `tick`. */
  abstract sample(tick: number): void;
}

/** Membrane potentials (V) of chosen neurons at regular ticks, [sample][neuron]. */
export class VoltageProbe extends Samples {
  constructor(
    every: number,
    private readonly population: Population,
    /** The neurons that are watched, in the order of a sample. */
    readonly neurons: readonly number[],
  ) {
    super(every, neurons.length);
  }

  /** Notes the membrane potentials (V) at `tick`. */
  sample(tick: number): void {
    this.tick.push(tick);
    for (const i of this.neurons) this.value.push(this.population.neurons!.voltage(i, tick));
  }
}

/** All conductances of one crossbar (S) at regular ticks, [sample][synapse], row after row. */
export class ConductanceProbe extends Samples {
  constructor(
    every: number,
    private readonly crossbar: Crossbar,
  ) {
    super(every, crossbar.wiring.count);
  }

  /** Notes the conductances (S) at `tick`. */
  sample(tick: number): void {
    this.tick.push(tick);
    each(this.crossbar.wiring, (at) => this.value.push(this.crossbar.conductance(at, tick)));
  }
}

/** How many synapses of a crossbar are in which part of their range at regular ticks, [sample][bin]. */
export class HistogramProbe extends Samples {
  readonly edges: Float64Array;

  /** @param range  in the unit of the states; what lies beyond by rounding is in the first or last bin */
  constructor(
    every: number,
    private readonly crossbar: Crossbar,
    bins: number,
    { min, max }: { readonly min: number; readonly max: number },
  ) {
    super(every, bins);
    this.edges = Float64Array.from({ length: bins + 1 }, (_, k) => min + (k * (max - min)) / bins);
  }

  sample(tick: number): void {
    const { width, edges } = this;
    const [min, max] = [edges[0]!, edges[width]!];
    const counts = new Float64Array(width);
    each(this.crossbar.wiring, (at) => {
      const bin = Math.floor((width * (this.crossbar.conductance(at, tick) - min)) / (max - min));
      counts[Math.min(width - 1, Math.max(0, bin))]!++;
    });
    this.tick.push(tick);
    for (const n of counts) this.value.push(n);
  }
}

/** A state variable at regular ticks, [sample][value]. */
export class StateProbe extends Samples {
  /**
   * @param now  present tick
   * @param places  of the values that are watched; all where left out
   */
  constructor(
    every: number,
    private readonly variable: StateVariable,
    now: number,
    private readonly places?: readonly number[],
  ) {
    super(every, places?.length ?? valuesAt(variable, now).length);
  }

  /** Notes the values at `tick`. */
  sample(tick: number): void {
    this.tick.push(tick);
    const values = valuesAt(this.variable, tick);
    if (this.places) for (const at of this.places) this.value.push(values[at]!);
    else for (const value of values) this.value.push(value);
  }
}
