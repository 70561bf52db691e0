/** From a pair of spike voltages in a document, by name or by knots, to waveforms. */
import { type Waveform, waveform } from "../../core/waveform/index.js";
import { type Parts, partOf } from "../parts.js";
import { si } from "../schema/fields.js";
import type { Knots, WaveformsDocument } from "./document.js";
import type { ProblemList } from "./problems.js";

/** @returns undefined where there were problems */
export function buildWaveforms(
  parts: Parts,
  waveforms: WaveformsDocument,
  path: string,
  problems: ProblemList,
): { pre: Waveform; post: Waveform } | undefined {
  if (typeof waveforms === "string" || "module" in waveforms) {
    const { pre, post } = partOf(parts, "waveforms", waveforms);
    return { pre, post };
  }
  const make = (knots: Knots, which: string): Waveform | undefined =>
    problems.attempt(`${path}.${which}`, () =>
      waveform(knots.map(([t, v]) => [si(t, "s"), si(v, "V")] as const)),
    );
  const pre = make(waveforms.pre, "pre");
  const post = make(waveforms.post, "post");
  return pre && post ? { pre, post } : undefined;
}
