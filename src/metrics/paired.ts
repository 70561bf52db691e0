/** Differences between two conditions that were tried with the same seeds: what the seeds share drops out. */
import { type MeanInterval, meanCI95 } from "./interval.js";

/**
 * Mean of `after - before` over the seeds that both have, with its 95 % interval (Student's t of the differences).
 * @returns  null where they share no seed
 */
export function pairedDifference(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): MeanInterval | null {
  const seeds = Object.keys(after).filter((seed) => Object.hasOwn(before, seed));
  return seeds.length === 0 ? null : meanCI95(seeds.map((seed) => after[seed]! - before[seed]!));
}
