/** What a reader must not overlook, for the top of the page. */
import type { KindFacts, KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import type { Text } from "../experiment/text.js";
import type { Manifest } from "./manifest.js";

export function notices(result: KindResult, facts: KindFacts, { interrupted }: Manifest): Text[] {
  const all: Text[] = [];
  if (interrupted || result.metrics.interrupted)
    all.push("This run was interrupted: all numbers are those of the part that was done.");
  for (const text of result.metrics.extrapolation ?? [])
    all.push(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
  if (facts.physics?.moving !== undefined)
    all.push(
      `${facts.physics.moving} during this run: voltages and STDP of the device are drawn at α = 1, the waveforms as they are written.`,
    );
  return [...all, ...(kindOf(result.kind).page.notices?.(result, facts) ?? [])];
}
