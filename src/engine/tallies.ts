/** What an engine has counted, and when its samplers look next, as state variables. */
import { count, whole } from "../core/saved-values.js";
import { type StateVariable, within } from "../core/state.js";
import type { Network } from "../network/build.js";

/** Called every `every` ticks, after the tick's updates. */
export interface Sampler {
  /** Ticks between two samples. */
  readonly every: number;
  /** Notes what is watched at `tick`. */
  sample(tick: number): void;
}

/** A sampler, and the tick at which it looks next. */
export interface Sampling {
  readonly sampler: Sampler;
  next: number;
}

/** What an engine counts. */
export interface Counted {
  readonly network: Network;
  readonly counts: readonly Int32Array[];
  activeTicks: number;
  delivered: number;
}

/** Bound to the engine's own numbers. */
export function talliesOf(counted: Counted, samplers: readonly Sampling[]): StateVariable[] {
  const counts = counted.network.populations.map(
    ({ name }, x): StateVariable => ({
      name,
      unit: "1",
      per: "neuron",
      doc: "spikes since counts were cleared",
      bounds: () => count,
      values: counted.counts[x]!,
    }),
  );
  return [
    {
      name: "activeTicks",
      unit: "tick",
      per: "one",
      doc: "ticks at which something happened",
      bounds: ({ now }) => whole(0, now),
      get: () => counted.activeTicks,
      set: (ticks) => {
        counted.activeTicks = ticks;
      },
    },
    {
      name: "delivered",
      unit: "1",
      per: "one",
      doc: "spikes delivered to projections",
      bounds: () => count,
      get: () => counted.delivered,
      set: (spikes) => {
        counted.delivered = spikes;
      },
    },
    ...samplers.map(
      (s, x): StateVariable => ({
        name: `sampler${x}.next`,
        unit: "tick",
        per: "one",
        doc: "tick at which a probe looks next",
        bounds: ({ now }) => whole(now, now + s.sampler.every),
        get: () => s.next,
        set: (tick) => {
          s.next = tick;
        },
      }),
    ),
    ...within("counts", counts),
  ];
}
