/** Encoders of an experiment: whether they fit the network's ticks, and whether their trains are such. */
import type { Encoder } from "../core/encoder/model.js";
import { trainProblems } from "../core/encoder/train-problems.js";
import type { SpikeTrain } from "../core/spikes.js";
import { NetworkError } from "../network/errors.js";
import type { NetworkSpec } from "../network/spec.js";

/** @throws NetworkError where there can be no trains of the encoder on the grid; `path` is the encoder's */
export function checkEncoder(encoder: Encoder, size: number, tick: number, path: string): void {
  const misfit = encoder.misfit?.({ size, tick });
  if (misfit !== undefined) throw new NetworkError(path, misfit);
}

/**
 * The train itself: an encoder of the user's own may return anything.
 * @param ticks  that it was asked for
 * @throws NetworkError where it is none; `path` is the encoder's
 */
export function checkedTrain(train: SpikeTrain, size: number, ticks: number, path: string): SpikeTrain {
  const [problem] = trainProblems(train, ticks, size);
  if (problem !== undefined) throw new NetworkError(path, `the encoder's spikes are no train: ${problem}`);
  return train;
}

/** What the ticks do to the spikes of each source, in words. @param seconds  length of the trains */
export function sourceNotices(
  sources: Readonly<Record<string, Encoder>>,
  { tick, populations }: NetworkSpec,
  seconds: number,
): string[] {
  return Object.entries(sources).flatMap(([name, encoder]) => {
    const size = populations.find((p) => p.name === name)?.size ?? 0;
    const text = encoder.notice?.({ size, tick }, Math.round(seconds / tick));
    return text === undefined ? [] : [`sources.${name}: ${text}`];
  });
}
