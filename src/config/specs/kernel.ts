/** From a kernel's document to the choice that the engine understands. */
import type { TfjsChoice } from "../../engine/create.js";
import { si } from "../schema/fields.js";
import type { TfjsDocument } from "./document.js";
import type { ProblemList } from "./problems.js";

/** @param tick  of the network, as text, which no slice may pass; none where left out */
export function buildKernel<Word extends string>(
  kernel: Word | TfjsDocument,
  tick: string | undefined,
  problems: ProblemList,
): Word | TfjsChoice {
  if (typeof kernel === "string") return kernel;
  const { backend, read } = kernel.tfjs;
  const tau = si(kernel.tfjs.tau, "s");
  if (tick !== undefined && tau > si(tick, "s") * (1 + 1e-9))
    problems.add("kernel.tfjs.tau", `${kernel.tfjs.tau} is longer than a tick; accepted: at most ${tick}`);
  return { tfjs: { backend, tau, ...(read ? { read } : {}) } };
}
