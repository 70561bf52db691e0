/** Every read-out, by the name a config calls it. Add yours here: one file, one line. */
import type { Family } from "../core/part.js";
import { classMean } from "./class-mean.js";
import { confidence } from "./confidence.js";
import { readoutContract } from "./conformance.js";
import { logLikelihood } from "./log-likelihood.js";
import type { Readout } from "./model.js";

/** Every read-out by the name that a config calls it. */
export const readouts = {
  "class-mean": classMean,
  confidence,
  "log-likelihood": logLikelihood,
} as const satisfies Record<string, Readout>;
export type ReadoutName = keyof typeof readouts;

/** The one that a run is judged by where none is chosen. */
export const STANDARD_READOUT: ReadoutName = "class-mean";

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
/** A read-out's name as metrics have it: "classMean". */
export type ReadoutKey = Camel<ReadoutName>;

/** "class-mean" as "classMean". */
export function readoutKey(name: string): ReadoutKey {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as ReadoutKey;
}

export const readoutFamily: Family<Readout> = {
  name: "readouts",
  noun: "a read-out",
  table: readouts,
  contract: readoutContract,
};
