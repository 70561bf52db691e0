/** What the points of a sweep are compared by: `sweep.measure`. */
import type { PlainMap } from "../config/yaml.js";
import { isPlainMap } from "../config/yaml.js";
import { kinds } from "../experiment/kinds/index.js";

/** Accuracies of any kind, without "accuracy.". */
const ACCURACIES = new Set(Object.values(kinds).flatMap(({ compared }) => compared));

/** The full name of a measure. @param word  as the block has it: that of an accuracy, or a full name */
export const measureName = (word: string): string => (ACCURACIES.has(word) ? `accuracy.${word}` : word);

export const isAccuracy = (measure: string): boolean => measure.startsWith("accuracy.");

/** Measures that runs of a simulation of this document have. */
export function simulateNames({ network }: PlainMap): string[] {
  const { populations, projections } = isPlainMap(network) ? network : {};
  const each = (map: unknown) => (isPlainMap(map) ? Object.entries(map) : []);
  const plastic = each(projections).filter(([, p]) => isPlainMap(p) && p.synapse !== undefined);
  return [
    "events",
    ...each(populations).map(([name]) => `spikes.${name}`),
    ...plastic.flatMap(([name]) => [
      `conductance.${name}`,
      `cutWaveforms.${name}`,
      `cutPreWaveforms.${name}`,
    ]),
  ];
}
