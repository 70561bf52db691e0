/**
 * Spikes of a group of neurons in time order. Ticks are integers held in doubles, so that hours of
 * nanosecond ticks stay exact; `index` is the neuron. Only the first `count` entries are valid.
 */
export interface SpikeTrain {
  /** Tick of each spike, ascending; the first `count` entries hold. */
  readonly tick: Float64Array;
  /** Neuron of each spike. */
  readonly index: Int32Array;
  /** How many spikes there are. */
  readonly count: number;
}

/** Spikes given as (tick, index) pairs, sorted by tick, then index. */
export function spikeTrain(spikes: readonly (readonly [tick: number, index: number])[]): SpikeTrain {
  const sorted = [...spikes].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    tick: Float64Array.from(sorted, (s) => s[0]),
    index: Int32Array.from(sorted, (s) => s[1]),
    count: sorted.length,
  };
}
