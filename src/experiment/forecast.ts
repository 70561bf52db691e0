/** Whether an experiment is too large to run, from its numbers alone: the same for `check`, `run` and the library. */
import { tooLarge } from "../core/size.js";
import { LAST_TICK } from "../core/ticks.js";
import { NetworkError } from "../network/errors.js";
import type { KindSpec } from "./kind.js";
import { kindOf } from "./kinds/index.js";

export interface Forecast {
  /** Of the number that makes it so large. */
  readonly path: string;
  readonly problem: string;
}

/** Why an experiment cannot run, with the number of bytes or ticks; undefined where it can. */
export function forecast(spec: KindSpec): Forecast | undefined {
  const kind = kindOf(spec.kind);
  const length = kind.ticks?.(spec);
  if (length && length.ticks > LAST_TICK)
    return {
      path: length.path,
      problem: `makes ${length.ticks.toPrecision(3)} ticks in all, of which 2^52 are counted exactly; accepted: fewer or shorter ones, or a longer tick`,
    };
  return tooLarge(kind.needs?.(spec) ?? []);
}

/** @throws NetworkError where `forecast` has a reason */
export function checkSize(spec: KindSpec): void {
  const found = forecast(spec);
  if (found) throw new NetworkError(found.path, found.problem);
}
