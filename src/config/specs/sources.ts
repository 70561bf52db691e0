/** Encoders of source populations that show no pictures. */
import type { Encoder } from "../../core/encoder/model.js";
import type { Files } from "../../platform/files.js";
import { quoteAll } from "../errors.js";
import type { Parts } from "../parts.js";
import type { ChosenEncoder } from "../schema/encoder.js";
import type { NetworkValue } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import { buildEncoder } from "./encoder.js";
import type { ProblemList } from "./problems.js";

/**
 * One encoder for each of `names`.
 * @param what  what these populations are, with the article
 */
export function buildSources(
  given: Readonly<Record<string, ChosenEncoder>>,
  names: readonly string[],
  { populations, tick }: NetworkValue,
  what: string,
  parts: Parts,
  problems: ProblemList,
  files: Files,
): Readonly<Record<string, Encoder>> {
  for (const name of names.filter((name) => !Object.hasOwn(given, name)))
    problems.add("sources", `has no encoder for "${name}"; accepted: one for each of ${quoteAll(names)}`);
  const built = Object.entries(given).flatMap(([name, encoder]) => {
    const path = `sources.${name}`;
    if (!names.includes(name)) {
      problems.add(
        path,
        `"${name}" is not ${what}; accepted: ${names.length > 0 ? quoteAll(names) : "none"}${didYouMean(name, names)}`,
      );
      return [];
    }
    const population = populations[name]!;
    const shape = "shape" in population ? { shape: population.shape } : {};
    const made = buildEncoder(
      encoder,
      { size: population.size, tick, ...shape },
      false,
      path,
      parts,
      problems,
      files,
    );
    return made ? [[name, made] as const] : [];
  });
  return Object.fromEntries(built);
}
