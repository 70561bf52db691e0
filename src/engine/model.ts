import type { SpikeBuffer } from "../core/neuron/model.js";
import type { Random } from "../core/random.js";
import type { Saved } from "../core/saved.js";
import type { SpikeTrain } from "../core/spikes.js";
import type { Network } from "../network/build.js";

/** Sees the spikes of a population in their order: as they happen, or after the call that made them. */
export type SpikeListener = (population: number, tick: number, spikes: SpikeBuffer) => void;

/** How threads have shared the presentations in which synapses learned, since the engine was made. */
export interface Sharing {
  /** Presentations, those that are shown again included. */
  readonly presentations: number;
  /** Those that several threads worked on. */
  readonly shared: number;
  /** Most threads that worked on one. */
  readonly most: number;
  /** Of a presentation, s, mean; present where the engine sees by the clock whether threads pay, and has tried both. */
  readonly seconds?: {
    /** With one thread. */
    readonly alone: number;
    /** With all. */
    readonly together: number;
  };
  /** Why a further thread does not work, in words; absent where all do, as far as is known. */
  readonly failed?: string;
}

/** What shows pictures to a network: the event-driven engine, or a kernel that does the same to the same bits. */
export interface PresentationEngine {
  /** The network that it runs. */
  readonly network: Network;
  /** Present tick: everything before it is done. */
  readonly now: number;
  /** Called with the spikes of each population at each tick that has some; set it to watch. */
  onSpikes: SpikeListener | undefined;
  /** Place of a population in the network's list; -1 where none has this name. */
  population(name: string): number;
  /** Spikes of each neuron of a population since `clearCounts`. */
  spikesOf(population: number): Int32Array;
  /** Sets every neuron's spike count to 0. */
  clearCounts(): void;
  /**
   * Only these populations take part from now on, those at rest otherwise: called between presentations, with all that
   * reach one of them. Absent in kernels of one layer.
   */
  wake?(populations: ReadonlySet<number>): void;
  /** Advance by `ticks`; input spikes of source populations by position, ticks counted from now. */
  run(ticks: number, input: ReadonlyMap<number, SpikeTrain>): void;
  /**
   * Advance by `ticks` with Poisson input to source population `source`, `probability` of a spike per neuron and tick.
   * @param random  a stream from which nothing has been drawn
   * @returns  the number of input spikes
   * @throws RangeError for another number of probabilities than neurons, or a stream that was drawn from
   */
  runPoisson(ticks: number, source: number, probability: Float64Array, random: Random): number;
  /**
   * Noise of reads comes from this stream from now on, whatever came before: an answer then depends on its own numbers alone.
   * Absent where no read is noisy.
   */
  readNoiseFrom?: ((random: Random) => void) | undefined;
  /** End of a presentation: synapses complete what is under way; with `reset` neurons go back to rest. */
  finish(reset: boolean): void;
  /** Apply what synapses postpone and bring their ledgers up to date; before either is read. */
  flush(): void;
  /**
   * All that a network goes on from: time, neurons, synapses, spikes on their way. The same for every engine, and nothing
   * is flushed: that would change what follows. At any tick in the event-driven engine, in others after `finish`.
   */
  save(): Saved;
  /** At most so many threads work from now on; no result depends on it. Absent where there is but one. */
  useThreads?(most: number): void;
  /** Threads that shared the last presentation, about: some may have come or left since. Absent where there is but one. */
  readonly sharedBy?: number;
  /** Absent where one thread works and no others were to. */
  readonly sharing?: Sharing | undefined;
  /** Further threads end: the engine is not needed any more. */
  release?(): void;
  /** Go on from what any engine saved of the same network. @throws SavedError where it does not fit */
  restore(saved: Saved): void;
}
