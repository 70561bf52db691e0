/**
 * Energy of the three events a synapse knows, so that technologies are compared on the same events: a pre or a post
 * spike that meets no other waveform, and a pair. From the circuit where there is a model of it, else from the one
 * number that is stated for a technology. At rest both terminals are at 0 V: idle synapses take nothing.
 */
import type { Technology } from "../device/technologies.js";
import type { Waveform } from "../waveform/model.js";
import {
  type EnergyRequest,
  lonePostEnergy,
  lonePreEnergy,
  pairEnergy,
  type SpikeEnergy,
} from "./spike-energy.js";

/** J, in the parts that the paper names; a stated number has no parts. */
export interface PartEnergy {
  /** In the divider's resistors. */
  readonly divider: number;
  /** Charging and discharging the gate. */
  readonly capacitor: number;
  /** Moving ions; an upper bound. */
  readonly insertion: number;
  /** The sum; the stated number where there are no parts. */
  readonly total: number;
}

/** Energy of each kind of event of one synapse, J. */
export interface EventEnergy {
  /** A pre spike that meets no post spike. */
  readonly lonePre: PartEnergy;
  /** A post spike that meets no pre spike. */
  readonly lonePost: PartEnergy;
  /** A pair of spikes. */
  readonly paired: PartEnergy;
}

/** How often each event happened, per synapse or in all. */
export interface EventCounts {
  readonly lonePre: number;
  readonly lonePost: number;
  readonly paired: number;
}

/** Distances at which a pair's energy is looked at, evenly over all at which its waveforms meet. */
const DISTANCES = 12;

/** From circuit and waveforms. A pair is the mean over all delta_t at which the waveforms meet, each as likely. */
export function circuitEnergy(request: EnergyRequest): EventEnergy {
  const { pre, post } = request;
  const from = -length(post);
  const span = length(pre) - from;
  const pairs = Array.from({ length: DISTANCES }, (_, k) =>
    parts(pairEnergy(request, from + ((k + 0.5) / DISTANCES) * span)),
  );
  return {
    lonePre: parts(lonePreEnergy(request)),
    lonePost: parts(lonePostEnergy(request)),
    paired: mean(pairs),
  };
}

/**
 * From the energy stated per spiking event, which is taken as that of a pair. A spike alone is taken as half of it, as
 * it is for the ionic synapse (13.4 of 27 fJ): assumed.
 */
export function statedEnergy({ energy }: Technology): EventEnergy {
  const whole = (total: number): PartEnergy => ({ divider: 0, capacitor: 0, insertion: 0, total });
  const pair = (energy.low + energy.high) / 2;
  return { lonePre: whole(pair / 2), lonePost: whole(pair / 2), paired: whole(pair) };
}

/** Means of each event's parts, such as over the amplitudes of a gain schedule. @throws RangeError for none */
export function meanEvents(all: readonly EventEnergy[]): EventEnergy {
  const of = (event: keyof EventEnergy) => mean(all.map((e) => e[event]));
  return { lonePre: of("lonePre"), lonePost: of("lonePost"), paired: of("paired") };
}

/** Energy of so many events, J. */
export function energyOf(counts: EventCounts, each: EventEnergy): PartEnergy {
  const sum = (part: keyof PartEnergy) =>
    counts.lonePre * each.lonePre[part] +
    counts.lonePost * each.lonePost[part] +
    counts.paired * each.paired[part];
  return {
    divider: sum("divider"),
    capacitor: sum("capacitor"),
    insertion: sum("insertion"),
    total: sum("total"),
  };
}

function parts({ divider, capacitor, insertion, total }: SpikeEnergy): PartEnergy {
  return { divider, capacitor, insertion, total };
}

function mean(all: readonly PartEnergy[]): PartEnergy {
  if (all.length === 0) throw new RangeError("the mean energy of no events");
  const of = (part: keyof PartEnergy) => all.reduce((sum, e) => sum + e[part], 0) / all.length;
  return {
    divider: of("divider"),
    capacitor: of("capacitor"),
    insertion: of("insertion"),
    total: of("total"),
  };
}

function length({ t }: Waveform): number {
  return t[t.length - 1]! - t[0]!;
}
