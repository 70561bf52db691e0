/** What the kernel of a layer holds of the network's state, under the names by which the reference saves it. */
import { anyArrayOf, type Saved, SavedError } from "../../core/saved.js";
import { type StateVariable, saveState, within } from "../../core/state.js";
import { LEDGER } from "../../crossbar/model.js";
import type { Network, Projection } from "../../network/build.js";
import { arrivalVariables } from "../arrivals.js";
import type { EngineOwned } from "../saved.js";
import type { Layer } from "./layer.js";
import type { LayerMemory } from "./layer-memory.js";

/** What the kernel counts. */
const COUNTED = ["events", "presentations", ...LEDGER] as const;

/** Time and the last winner, which the engine keeps. */
export interface LayerTime {
  readonly now: number;
  /** The neuron that spiked in the very last step, whose inhibition is on its way. */
  justSpiked: number | undefined;
}

/** Between presentations. */
export function ownedBy(layer: Layer, memory: LayerMemory, time: LayerTime, network: Network): EngineOwned {
  return {
    lanes: network.projections.map((p) =>
      within(
        "arrivals",
        p.crossbar === layer.crossbar ? noInput(p, layer) : inhibition(p, layer, memory, time),
      ),
    ),
    neurons: () => memory.neurons.variables(() => time.now),
    crossbar: ({ numbers, arrays }) => {
      const own = saveState(crossbarVariables(layer, memory));
      return {
        numbers: { ...numbers, ...own.numbers, begin: time.now },
        arrays: { ...arrays, ...own.arrays },
      };
    },
  };
}

/** Input spikes arrive at once. */
function noInput({ delay }: Projection, { nPre }: Layer): StateVariable[] {
  const none = { tick: () => new Float64Array(0), index: () => new Int32Array(0), take: () => {} };
  return arrivalVariables(delay, nPre, none);
}

/** Of the last step's winner. */
function inhibition(
  { delay }: Projection,
  { neurons }: Layer,
  memory: LayerMemory,
  time: LayerTime,
): StateVariable[] {
  const spiked = () => (time.justSpiked === undefined ? [] : [time.justSpiked]);
  return arrivalVariables(delay, neurons.n, {
    tick: () => Float64Array.from(spiked(), () => time.now),
    index: () => Int32Array.from(spiked()),
    take: (_, [index]) => {
      time.justSpiked = index;
      memory.neurons.inhibit(index);
    },
  });
}

/** What the kernel counts, and the parts of lone pre waveforms that wait. */
export function crossbarVariables({ nPre }: Layer, memory: LayerMemory): StateVariable[] {
  const { waiting } = memory;
  const counted = COUNTED.map(
    (name): StateVariable => ({
      name,
      unit: "1",
      per: "one",
      doc: "counted by the kernel",
      get: () => memory.get(name),
      set: (x) => memory.set(name, x),
    }),
  );
  const part = (name: string, at: 0 | 1): StateVariable => ({
    name,
    unit: "S",
    per: "row",
    doc: "what lone pre waveforms are still to change",
    length: nPre,
    list: () => Float64Array.from({ length: nPre }, (_, i) => waiting[2 * i + at]!),
    take: (values) => {
      for (let i = 0; i < values.length; i++) waiting[2 * i + at] = values[i]!;
    },
  });
  return [...counted, part("waitingP", 0), part("waitingD", 1)];
}

/** @throws SavedError where more is on its way than one winner's inhibition at `now` */
export function checkInhibition(arrivals: Saved, now: number): void {
  const ticks = anyArrayOf(arrivals, "tick");
  if (ticks.length > 1 || (ticks.length === 1 && ticks[0] !== now))
    throw new SavedError(
      "more than the last winner's inhibition is on its way: the wasm kernel has no room for it",
    );
}
