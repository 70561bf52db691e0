/** Times that must lie on the network's grid. */
import { offGrid } from "../../core/ticks.js";
import type { ProblemList } from "./problems.js";

/**
 * The time itself; a problem at `path` where it lies between two ticks, or is beyond those that are counted.
 * @param least  fewest ticks that are accepted
 * @param at  where the time is written; `path` where left out
 */
export function onGrid(
  seconds: number,
  tick: number,
  path: string,
  problems: ProblemList,
  { least = 0, at = path }: { readonly least?: number; readonly at?: string } = {},
): number {
  const problem = offGrid(seconds, tick, least);
  if (problem !== undefined) problems.add(path, `${problems.written(at)} ${problem}`);
  return seconds;
}
