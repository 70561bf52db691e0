/** From a pair of spike voltages in a document, by name or by knots, to waveforms. */
import { type Waveform, waveform } from "../../core/waveform/index.js";
import type { Knots, Waveforms } from "../schema/waveforms.js";
import type { ProblemList } from "./problems.js";

/** @returns undefined where there were problems */
export function buildWaveforms(
  given: Waveforms,
  path: string,
  problems: ProblemList,
): { pre: Waveform; post: Waveform } | undefined {
  if ("scaleFactor" in given) return { pre: given.pre, post: given.post };
  const make = (knots: Knots, which: string): Waveform | undefined =>
    problems.attempt(`${path}.${which}`, () => waveform(knots));
  const pre = make(given.pre, "pre");
  const post = make(given.post, "post");
  return pre && post ? { pre, post } : undefined;
}

/** The paper's common factor: what is given, or that of the named form; 1 for knots. */
export function factorOf(factor: number | "form", given: Waveforms): number {
  if (factor !== "form") return factor;
  return "scaleFactor" in given ? given.scaleFactor : 1;
}
