/** What departures from the ideal crossbar have in common: a table whose defaults are the ideal, and where they act. */
import type { ParamTable, Values } from "../../core/params.js";
import type { Random } from "../../core/random.js";
import type { RateLaw } from "../../core/rate/model.js";
import type { Waveform } from "../../core/waveform/model.js";
import type { OwnBounds } from "../kernels/reference.js";

/** The crossbar that is read. */
export interface ReadContext {
  /** Number of rows. */
  readonly nPre: number;
  /** Number of columns. */
  readonly nPost: number;
  /** Bounds of the device, S. */
  readonly gMin: number;
  /** Largest conductance, S. */
  readonly gMax: number;
  /** Of each device where they differ, as the conductances. */
  readonly range?: OwnBounds | undefined;
  /** Where devices lie on physical tiles, as the conductances, and how large these are; one array where left out. */
  readonly tiles?: {
    /** Rows of a tile. */
    readonly rows: number;
    /** Columns of a tile. */
    readonly columns: number;
    /** Row on the tiles of each device. */
    readonly row: Int32Array;
    /** Column on the tiles of each device. */
    readonly column: Int32Array;
  };
  /** Numbers of this effect alone. */
  readonly random: Random;
}

/** What a gate sees, at which a departure of the rate law can be solved. */
export interface PairAtGate {
  /** Rate law of the device. */
  readonly rate: RateLaw;
  /** Voltage at the pre terminal. */
  readonly pre: Waveform;
  /** Voltage at the post terminal. */
  readonly post: Waveform;
  /** Factor of the pre voltage at the gate. */
  readonly alphaPre: number;
  /** Factor of the post voltage at the gate. */
  readonly alphaPost: number;
  /** s. */
  readonly tick: number;
}

/** The crossbar whose devices are made. */
export interface WriteContext {
  /** What a gate sees of a pair of spikes. */
  readonly pair: PairAtGate;
  /** Numbers of this effect alone. */
  readonly random: Random;
}

/** One device of a crossbar, with its own bounds, S. */
export interface DevicePlace {
  /** Row of the device. */
  readonly row: number;
  /** Column of the device. */
  readonly column: number;
  /** Its own smallest conductance, S. */
  readonly gMin: number;
  /** Its own largest conductance, S. */
  readonly gMax: number;
}

/** How a device learns otherwise. */
export interface Departure {
  /** Factors on potentiation and depression; 0 for both where no voltage moves it. */
  readonly up: number;
  /** Factor on depression. */
  readonly down: number;
  /** Conductance that it starts from, S; the crossbar's own draw where left out. */
  readonly start?: number;
}

/**
 * A departure from the ideal. What `write` and `read` draw comes from the stream that they are given alone, so that one
 * effect's draws do not depend on another's. Effects with neither are known to the crossbar itself.
 */
export interface NonIdeality {
  /** What departs from the ideal, in one line. */
  readonly doc: string;
  /** Defaults are the ideal: with them neither function is called. */
  readonly params: ParamTable;
  /** Parameters that switch `write` and `read` on where they are not at their default; the first one where left out. */
  readonly switches?: readonly string[];
  /** Acts while time passes between pictures too: of no effect in runs that have none. */
  readonly betweenPictures?: boolean;
  /** It speaks of lines and converters of an array with a device at every crossing; refused elsewhere. */
  readonly needsFullArray?: boolean;
  /** When a crossbar is made: a function that is asked for each device once, row after row, ascending columns. */
  write?(values: Values<ParamTable>, context: WriteContext): (device: DevicePlace) => Departure;
  /**
   * Between conductances and what a frozen network reads of them. Called once, when learning is over: labelling and test
   * read the same, and the conductances themselves stay.
   * @param g  conductances, S, row after row without padding; changed in place, never below 0
   * @throws RangeError outside the effect's range of validity
   */
  read?(g: Float64Array, values: Values<ParamTable>, context: ReadContext): void;
}

/** A departure of the user's own, with its numbers. */
export interface OwnNonIdeality {
  /** Unique within a crossbar; names its random streams. */
  readonly name: string;
  readonly effect: NonIdeality;
  readonly values: Values<ParamTable>;
}
