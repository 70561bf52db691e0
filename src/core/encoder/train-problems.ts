import type { SpikeTrain } from "../spikes.js";

/**
 * In words, each way in which a train is none; empty where it is one.
 * @param ticks  its length
 * @param size  number of neurons
 */
export function trainProblems(train: SpikeTrain, ticks: number, size: number): string[] {
  if (train.tick.length < train.count || train.index.length < train.count)
    return ["a train's arrays are shorter than its count"];
  const problems = new Set<string>();
  for (let s = 0; s < train.count; s++) {
    const [tick, index] = [train.tick[s]!, train.index[s]!];
    if (!Number.isInteger(tick) || tick < 0 || tick >= ticks)
      problems.add("a spike is not at a tick of the train");
    if (!(index >= 0 && index < size)) problems.add("a spike is of a neuron that does not exist");
    if (s === 0) continue;
    const [tickBefore, indexBefore] = [train.tick[s - 1]!, train.index[s - 1]!];
    if (tick < tickBefore || (tick === tickBefore && index < indexBefore))
      problems.add("spikes are not sorted by tick, then neuron");
    if (tick === tickBefore && index === indexBefore) problems.add("a neuron spikes twice in one tick");
  }
  return [...problems];
}
