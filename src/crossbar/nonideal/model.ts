/** What the effects of this folder have in common: a table whose defaults are the ideal, and one function. */
import type { ParamTable, Values } from "../../core/params.js";
import type { Random } from "../../core/random.js";
import type { OwnBounds } from "../kernels/reference.js";

/** The crossbar that is read. */
export interface ReadContext {
  readonly nPre: number;
  readonly nPost: number;
  /** Bounds of the device, S. */
  readonly gMin: number;
  readonly gMax: number;
  /** Of each device where they differ, as the conductances. */
  readonly range?: OwnBounds | undefined;
  /** Numbers of this effect alone. */
  readonly random: Random;
}

/**
 * An effect between a conductance and what a frozen network reads of it. Drawn once, when learning is over: labelling
 * and test read the same, and the conductance itself stays.
 */
export interface ReadEffect {
  readonly doc: string;
  /** Defaults are the ideal: with them `apply` is not called. */
  readonly params: ParamTable;
  /** It speaks of lines and converters of an array with a device at every crossing; refused elsewhere. */
  readonly needsFullArray?: boolean;
  /** @param g  conductances, S, row after row without padding; changed in place, never below 0 */
  apply(g: Float64Array, values: Values<ParamTable>, context: ReadContext): void;
}
