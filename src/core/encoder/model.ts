import type { ParamTable } from "../params.js";
import type { Random } from "../random.js";
import type { SpikeTrain } from "../spikes.js";

/** What an encoder is asked for. */
export interface EncodeRequest {
  /** Number of input neurons. */
  readonly size: number;
  /** Length of the train in ticks. */
  readonly ticks: number;
  /** Length of a tick, s. */
  readonly tick: number;
  /**
   * One value per neuron in 0..255 (a picture), where the encoder turns values into spikes; times (s) and places of events
   * in turn, where it takes these.
   */
  readonly values?: ArrayLike<number>;
  /** Factor on every rate; 1 but for retries. */
  readonly boost: number;
  /** Stream of this presentation: the same stream gives the same spikes. */
  readonly random: Random;
}

/** The neurons and the ticks that spikes are for: number of neurons; length of a tick, s. */
export interface Grid {
  /** Number of neurons. */
  readonly size: number;
  /** Length of a tick, s. */
  readonly tick: number;
}

/** Makes spike trains: from values (pictures) or from nothing but its own numbers (test signals). */
export interface Encoder {
  /** The spikes of one presentation, ticks ascending from 0. */
  encode(request: EncodeRequest): SpikeTrain;
  /**
   * Present where the trains are Poisson on the tick grid: writes each neuron's probability of a spike in a tick, so that
   * a kernel may draw them, the same ones, from the request's random numbers. What is above 1 is more than a tick can
   * hold: whoever draws takes it as 1, and counts it.
   * @returns  their sum where each is from 0 to 1, which spares others a look at each; undefined where nobody has looked
   */
  probabilities?(request: EncodeRequest, probability: Float64Array): number | undefined;
  /**
   * Why there can be no such trains on this grid, in words: a rate of more than one spike per neuron and tick, say.
   * Undefined where there can; absent where all grids do.
   */
  misfit?(grid: Grid): string | undefined;
  /** What the grid does to a train of that many ticks that its reader should know, in words; undefined: nothing. */
  notice?(grid: Grid, ticks: number): string | undefined;
  /** Whether its pictures are recorded events, of data sets that have them. */
  readonly takesEvents?: boolean;
  /** Spikes that a train of that many ticks has in the mean; absent where that is not known before. */
  expected?(grid: Grid, ticks: number): number;
}

/** What a file in this folder exports. */
export interface EncoderModel {
  /** What the encoder does, in one line. */
  readonly doc: string;
  /** Its numbers, with unit, bounds and source. */
  readonly params: ParamTable;
  /** Whether `values` must be given. */
  readonly needsValues: boolean;
  /** Its trains have no rates that a boost could raise: they are the same with any. */
  readonly unboosted?: boolean;
  /**
   * An encoder with these numbers.
   * @param values  of `params`, SI; a default where left out
   */
  create(values: Readonly<Record<string, number>>): Encoder;
}
