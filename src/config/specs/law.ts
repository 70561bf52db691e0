/** From the law that values are written by to what draws them. */
import { type Distribution, distributionProblem } from "../../core/distribution.js";
import type { Law } from "../fields/spread.js";
import type { ProblemList } from "./problems.js";

/** What values can be at all. */
export interface Within {
  readonly min?: number;
  readonly max?: number;
}

/**
 * @param si  number of a value as it is written
 * @returns  undefined where there are problems, and for values that are not drawn
 */
export function buildLaw<T>(
  law: Law<T>,
  si: (value: T) => number,
  path: string,
  problems: ProblemList,
  within: Within = {},
): Distribution | undefined {
  if (law.kind === "list" || law.kind === "file") return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = within;
  const made: Distribution =
    law.kind === "uniform"
      ? { kind: "uniform", from: si(law.from), to: si(law.to) }
      : {
          kind: law.kind,
          mean: si(law.mean),
          sd: si(law.sd),
          min: Math.max(min, law.min === undefined ? min : si(law.min)),
          max: Math.min(max, law.max === undefined ? max : si(law.max)),
        };
  const problem = distributionProblem(made);
  if (problem === undefined) return made;
  problems.add(path, problem);
  return undefined;
}

/** A number that stands for all of them: their mean, or the middle. */
export function middleOf(law: Distribution): number {
  return law.kind === "uniform" ? (law.from + law.to) / 2 : law.mean;
}
