/**
 * State as data: a part lists the variables that it goes on from, each bound to where it lives. What is saved and
 * restored, which values a checkpoint may hold, and what a probe can watch follow from the list.
 */
import { type Positioned, packed, unpack } from "./connectivity/index.js";
import type { Unit } from "./params.js";
import { anyArrayOf, arrayOf, type Saved, type SavedArray } from "./saved.js";
import {
  type Accepted,
  checkDistinct,
  checkedArray,
  checkedList,
  checkedNumber,
  checkedTimes,
  checkLength,
} from "./saved-values.js";

/** What bounds may depend on. */
export interface Limits {
  /** Tick at which time goes on. */
  readonly now: number;
  /** Number of events so far, where a part counts them. */
  readonly events?: number;
}

export interface AboutVariable {
  /** Unique within its part; the name in checkpoints. */
  readonly name: string;
  readonly unit: Unit | "tick";
  /** What a value belongs to; "one": the part as a whole, "event": something under way, any number of them. */
  readonly per: "neuron" | "synapse" | "row" | "column" | "event" | "one";
  /** What it means, for lists and for errors. */
  readonly doc: string;
  /** Which values a run can have left; any where absent. */
  readonly bounds?: (limits: Limits) => Accepted;
  /** Values at a tick, not before the present, where what is kept is of an earlier one; without padding. */
  at?(tick: number): SavedArray;
}

/** An array that stays where it is, or a getter of one that moves. */
export interface ArrayVariable extends AboutVariable {
  readonly values: SavedArray | Uint8Array;
  /** Of synapses: the array is by position, padding included; saved without padding. */
  readonly wiring?: Positioned;
}

export interface NumberVariable extends AboutVariable {
  readonly per: "one";
  get(): number;
  set(x: number): void;
}

/** Values that are kept in another form, such as a queue: a list of any length is made of them, and they of a list. */
export interface ListVariable extends AboutVariable {
  /** A fresh array, of the same type each time. */
  list(): SavedArray;
  /** Restores the part from a list that has been checked; lists of a part in their order. */
  take(values: SavedArray): void;
  /** Number of values, where it is not free: a number, a list of the part that is as long, or a function of such. */
  readonly length?: number | string | ((lengthOf: LengthOf) => number);
  /** Times that do not fall, or values of which none is there twice. */
  readonly order?: "rising" | "distinct";
  /** What else must hold of the values together. @throws SavedError where it does not */
  check?(values: SavedArray, saved: Saved): void;
}

/** Number of values of another list of the same part. */
export type LengthOf = (list: string) => number;

/** One variable of a part's state: what checkpoints hold, probes watch, and a resumed run checks. */
export type StateVariable = ArrayVariable | NumberVariable | ListVariable;

/** Copies of all of them. */
export function saveState(variables: readonly StateVariable[]): Saved {
  const numbers: Record<string, number> = {};
  const arrays: Record<string, SavedArray> = {};
  for (const variable of variables) {
    if ("get" in variable) numbers[variable.name] = variable.get();
    else arrays[variable.name] = "list" in variable ? variable.list() : copyOf(variable);
  }
  return { numbers, arrays };
}

/**
 * Restore what `saveState` gave of the same list. All is checked before the first variable is written.
 * @throws SavedError where something is missing, of another type or length, or outside its bounds
 */
export function restoreState(variables: readonly StateVariable[], saved: Saved, limits: Limits): void {
  const writes = variables.map((variable) => {
    if ("get" in variable) return checkedSetter(variable, saved, limits);
    return "list" in variable ? checkedTake(variable, saved, limits) : checkedFill(variable, saved, limits);
  });
  for (const write of writes) write();
}

/** Variables of a part within a whole: "slots" of "ring" is "ring.slots". */
export function within(part: string, variables: readonly StateVariable[]): StateVariable[] {
  return variables.map((variable) => {
    const name = { value: `${part}.${variable.name}` };
    const length = {
      value: (lengthOf: LengthOf) =>
        lengthIn(variable as ListVariable, (list) => lengthOf(`${part}.${list}`)),
    };
    const hasLength = "list" in variable && variable.length !== undefined;
    // Not a copy: arrays that move are getters.
    return Object.create(variable, hasLength ? { name, length } : { name }) as StateVariable;
  });
}

/** Values at a tick, not before the present, a copy without padding: what a probe sees. */
export function valuesAt(variable: StateVariable, tick: number): SavedArray {
  if (variable.at) return variable.at(tick);
  if ("get" in variable) return Float64Array.of(variable.get());
  return "list" in variable ? variable.list() : copyOf(variable);
}

/** Without padding; bytes become integers, which checkpoints hold. */
function copyOf({ values, wiring }: ArrayVariable): SavedArray {
  const own = wiring ? packed(wiring, values) : values.slice();
  return own instanceof Uint8Array ? Int32Array.from(own) : own;
}

const anything: Accepted = { words: "any number", holds: () => true };

function checkedSetter(variable: NumberVariable, saved: Saved, limits: Limits): () => void {
  const x = checkedNumber(saved, variable.name, variable.bounds?.(limits) ?? anything);
  return () => variable.set(x);
}

function checkedFill(variable: ArrayVariable, saved: Saved, limits: Limits): () => void {
  const { name, values, wiring, bounds } = variable;
  const length = wiring?.count ?? values.length;
  const like = { constructor: savedType(values), length } as unknown as SavedArray;
  const accepted = bounds?.(limits);
  const taken = accepted ? checkedArray(saved, name, like, accepted) : arrayOf(saved, name, like);
  // Not `values`: what is written before may move the array.
  return () => (wiring ? unpack(wiring, taken, variable.values) : variable.values.set(taken));
}

function lengthIn({ length }: ListVariable, lengthOf: LengthOf): number | undefined {
  if (typeof length === "string") return lengthOf(length);
  return typeof length === "function" ? length(lengthOf) : length;
}

function savedType(values: SavedArray | Uint8Array) {
  return values instanceof Uint8Array ? Int32Array : values.constructor;
}

function checkedTake(variable: ListVariable, saved: Saved, limits: Limits): () => void {
  const { name, order, bounds } = variable;
  const accepted = bounds?.(limits) ?? anything;
  const taken =
    order === "rising"
      ? checkedTimes(saved, name, accepted)
      : checkedList(saved, name, variable.list(), accepted);
  const length = lengthIn(variable, (list) => anyArrayOf(saved, list).length);
  if (length !== undefined) checkLength(saved, name, length);
  if (order === "distinct") checkDistinct(saved, name);
  variable.check?.(taken, saved);
  return () => variable.take(taken);
}
