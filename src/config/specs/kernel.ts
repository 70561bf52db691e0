/** From a kernel's value to the choice that the engine understands. */
import type { TfjsChoice } from "../../engine/create.js";
import type { ProblemList } from "./problems.js";

/** Chosen: a hundred times what the slowest of our experiments takes; each slice is a step of tensors. */
const MOST_SLICES = 10_000;

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
  else if (typeof kernel === "object" && tick / kernel.tfjs.tau > MOST_SLICES)
    problems.add(
      "kernel.tfjs.tau",
      `${problems.written("kernel.tfjs.tau")} would cut a tick into ${(tick / kernel.tfjs.tau).toPrecision(3)} slices; accepted: at most ${MOST_SLICES}`,
    );
  return kernel;
}
