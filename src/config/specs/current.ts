/** From what a population says of its current to the currents that add up. */
import type { CurrentSpec } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import { isLaw } from "../fields/spread.js";
import type { CurrentValue } from "../schema/current.js";
import { buildOwnValues, type Written } from "./own-values.js";
import type { ProblemList } from "./problems.js";
import { onGrid } from "./ticks.js";

/** @param size  neurons @param tick  s */
export function buildCurrent(
  value: CurrentValue,
  size: number,
  tick: number,
  files: Files,
  path: string,
  problems: ProblemList,
): CurrentSpec {
  const several = typeof value === "object" && !isLaw(value) ? value : undefined;
  const constant = several ? several.constant : value;
  const at = several ? `${path}.constant` : path;
  const { steps, noise } = several ?? {};
  for (const [k, { from }] of steps?.entries() ?? []) {
    onGrid(from, tick, `${path}.steps.${k}.from`, problems);
    if (k > 0 && from <= steps![k - 1]!.from)
      problems.add(`${path}.steps.${k}.from`, "is not after the step before; accepted: later times");
  }
  const name = at.split(".").at(-1)!;
  const written = { [name]: constant ?? 0 } as Written;
  const parent = at.slice(0, -name.length - 1);
  const built = buildOwnValues(written, { [name]: { unit: "V" } }, size, files, parent, problems, "current");
  return {
    constant: built.own[name] ?? built.values[name]!,
    ...(steps ? { steps } : {}),
    ...(noise ? { noise } : {}),
  };
}
