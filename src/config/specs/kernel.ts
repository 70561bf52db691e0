/** From a kernel's value to the choice that the engine understands. */
import type { TfjsChoice } from "../../engine/create.js";
import type { ProblemList } from "./problems.js";

/** @param tick  of the network, s, which no slice may pass */
export function buildKernel<K extends string | TfjsChoice>(
  kernel: K,
  tick: number,
  problems: ProblemList,
): K {
  if (typeof kernel === "object" && kernel.tfjs.tau > tick * (1 + 1e-9))
    problems.add(
      "kernel.tfjs.tau",
      `${problems.written("kernel.tfjs.tau")} is longer than a tick; accepted: at most ${problems.written("network.tick")}`,
    );
  return kernel;
}
