import type { Unit } from "../core/params.js";

/** One number that a run is about: it follows from config and seed alone, never from the clock. */
export interface Measure {
  /** As tables and scripts name it: "accuracy.classMean". */
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  /** Why there is no finite value, in words: "no right answer". */
  readonly absent?: string;
  /** 95 % interval of this one run. */
  readonly interval?: readonly [low: number, high: number];
  /** What the interval was estimated from: "n = 400 trials". */
  readonly cases?: string;
  /** What it is, in a few words: the title of its column. */
  readonly doc: string;
}

/** A measure without an interval. */
export function measure(name: string, unit: Unit, value: number, doc: string): Measure {
  return { name, unit, value, doc };
}
