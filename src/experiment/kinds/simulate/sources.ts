/** The spikes that drive a simulation: drawn at once, given to the engine part by part. */
import type { SpikeTrain } from "../../../core/spikes.js";
import { type Network, NetworkError } from "../../../network/build.js";
import { masterStream } from "../../../seed.js";
import { checkEncoder, checkedTrain } from "../../encoding.js";
import type { SimulateSpec } from "./spec.js";

/** By position of the source; the same for the same seed. @throws NetworkError where there is no such source */
export function encodeSources(spec: SimulateSpec, network: Network, ticks: number): Map<number, SpikeTrain> {
  const trains = new Map<number, SpikeTrain>();
  for (const [name, encoder] of Object.entries(spec.sources)) {
    const at = network.populations.findIndex((p) => p.name === name);
    const size = network.populations[at]?.size;
    if (size === undefined || network.populations[at]!.neurons)
      throw new NetworkError(`sources.${name}`, `"${name}" is not a source population of the network`);
    checkEncoder(encoder, size, network.tick, `sources.${name}`);
    const request = { size, ticks, tick: network.tick, boost: 1 };
    const train = checkedTrain(
      encoder.encode({ ...request, random: masterStream(spec.seed, "sources", name) }),
      size,
      ticks,
      `sources.${name}`,
    );
    // An encoder may use its buffers again: keep a copy.
    trains.set(at, {
      tick: train.tick.slice(0, train.count),
      index: train.index.slice(0, train.count),
      count: train.count,
    });
  }
  return trains;
}

/** The spikes in from .. to, ticks counted from `from`. */
export function cut(
  trains: ReadonlyMap<number, SpikeTrain>,
  from: number,
  to: number,
): Map<number, SpikeTrain> {
  const parts = new Map<number, SpikeTrain>();
  for (const [population, { tick, index, count }] of trains) {
    const low = firstFrom(tick, count, from);
    const high = firstFrom(tick, count, to);
    parts.set(population, {
      tick: tick.slice(low, high).map((t) => t - from),
      index: index.slice(low, high),
      count: high - low,
    });
  }
  return parts;
}

function firstFrom(tick: Float64Array, count: number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (tick[mid]! >= wanted) high = mid;
    else low = mid + 1;
  }
  return low;
}
