/** Spike trains given tick by tick, so that whoever plays them may stop at any. */
import { SpikeCollector } from "../../../core/encoder/gap-sampling.js";
import type { Random } from "../../../core/random.js";
import type { SpikeTrain } from "../../../core/spikes.js";

const NOTHING: ReadonlyMap<number, SpikeTrain> = new Map();

export class TrainCutter {
  private readonly collector = new SpikeCollector();
  private trains: ReadonlyMap<number, SpikeTrain> = NOTHING;
  /** Spikes of each train that were given. */
  private readonly given = new Map<number, number>();

  /** As `SpikeCollector.poisson`. */
  poisson(probability: Float64Array, ticks: number, random: Random): SpikeTrain {
    return this.collector.poisson(probability, ticks, random);
  }

  /** Play these from tick 0 on, by source population; they must stay as they are until the next. */
  load(trains: ReadonlyMap<number, SpikeTrain>): void {
    this.trains = trains;
    this.given.clear();
  }

  /** Spikes of tick t; ticks are asked for in ascending order. */
  at(t: number): ReadonlyMap<number, SpikeTrain> {
    let now: Map<number, SpikeTrain> | undefined;
    for (const [source, { tick, index, count }] of this.trains) {
      const from = this.given.get(source) ?? 0;
      let to = from;
      while (to < count && tick[to]! <= t) to++;
      if (to === from) continue;
      this.given.set(source, to);
      now ??= new Map();
      now.set(source, { tick: new Float64Array(to - from), index: index.slice(from, to), count: to - from });
    }
    return now ?? NOTHING;
  }

  /** Spikes of a source in the first `ticks` ticks. */
  spikesBefore(source: number, ticks: number): number {
    const train = this.trains.get(source);
    if (!train) return 0;
    let count = 0;
    while (count < train.count && train.tick[count]! < ticks) count++;
    return count;
  }
}
