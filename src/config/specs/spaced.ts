/** Values between two ends. */
import { checkDistance } from "../../core/stdp/window.js";
import type { Waveform } from "../../core/waveform/model.js";
import type { ProblemList } from "./problems.js";

export function checkAscending(
  { from, to }: { readonly from: number; readonly to: number },
  path: string,
  problems: ProblemList,
): void {
  if (!(from < to))
    problems.add(
      path,
      `from ${problems.written(`${path}.from`)} is not below to ${problems.written(`${path}.to`)}`,
    );
}

/** Whether both ends of a range of delta_t leave V_post its shape. */
export function checkDistances(
  post: Waveform,
  { from, to }: { readonly from: number; readonly to: number },
  path: string,
  problems: ProblemList,
): void {
  for (const [end, deltaT] of Object.entries({ from, to }))
    problems.attempt(`${path}.${end}`, () => checkDistance(post, deltaT));
}
