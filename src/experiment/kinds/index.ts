/** Every kind of experiment, by the name a config calls it. Add yours here: a folder, one line. */
import type { Family } from "../../core/part.js";
import type { Kind, KindFacts } from "../kind.js";
import { choice } from "./choice/index.js";
import { classify } from "./classify/index.js";
import { figure } from "./figure/index.js";
import { simulate } from "./simulate/index.js";

export const kinds = { classify, simulate, choice, figure } as const satisfies Record<string, Kind>;
/** Name of a kind of experiment. */
export type KindName = keyof typeof kinds;

export const kindFamily: Family<Kind> = { name: "kinds", noun: "a kind of experiment", table: kinds };

type Table = typeof kinds;
/** What each kind runs from, and what comes of it. */
export type SpecOf<N extends KindName> = Parameters<Table[N]["run"]>[0];
/** What a run of one kind gives. */
export type ResultOf<N extends KindName> = Awaited<ReturnType<Table[N]["run"]>>;
/** An experiment as `runExperiment` takes it, told apart by `kind`. All SI. */
export type ExperimentSpec = { [N in KindName]: SpecOf<N> }[KindName];
/** What `runExperiment` gives, told apart by `kind`. */
export type ExperimentResult = { [N in KindName]: ResultOf<N> }[KindName];

/**
 * What is known of a kind, whichever it is: whoever asks must hand it specs and results of that kind.
 * @throws RangeError where there is none of that name
 */
export function kindOf(name: string): Kind {
  if (!Object.hasOwn(kinds, name)) throw new RangeError(`there is no kind "${name}" of experiment`);
  return kinds[name as KindName] as Kind;
}

/** What a report says and draws of a spec. */
export function factsOf(spec: ExperimentSpec): KindFacts {
  return kindOf(spec.kind).page.facts(spec);
}
