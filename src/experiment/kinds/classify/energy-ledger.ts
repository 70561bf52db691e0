/** What a run's synaptic events took: counted events times the energy of each, and the time at the device's own speed. */

import { circuit } from "../../../core/energy/circuit.js";
import {
  circuitEnergy,
  type EventCounts,
  type EventEnergy,
  energyOf,
  meanEvents,
  type PartEnergy,
  statedEnergy,
} from "../../../core/energy/event-energy.js";
import { formatQuantity } from "../../../core/units.js";
import { gainAt } from "../../../learning/gain.js";
import { physicsAt } from "../../gain-at.js";
import type { PhysicsSpec } from "../../physics.js";
import type { ClassifySpec } from "./spec.js";

/** All J and s. Reading the channel and the neurons' own circuits are not in it. */
export interface EnergyLedger {
  /** circuit: computed from waveforms and an assumed circuit; stated: from one number per event, see `source`. */
  model: "circuit" | "stated";
  /** Where the energies come from, in words. */
  source: string;
  /** Means over the gain schedule. */
  perEvent: EventEnergy;
  /** Per training image. */
  perImage: PartEnergy;
  /** All training presentations. */
  perRun: number;
  /**
   * One presentation with all waveforms on, over the share of right answers in the test; Infinity (null in files) where
   * there is none.
   */
  perCorrectAnswer: number;
  /** One presentation at the technology's own time of a programming event. */
  latency: number;
}

/** Why an energy of each correct answer is missing. */
export const NO_ANSWER = "no right answer";

/** "794 µJ per correct answer". */
export function perCorrectAnswer({ perCorrectAnswer: e }: Pick<EnergyLedger, "perCorrectAnswer">): string {
  return Number.isFinite(e)
    ? `${formatQuantity(e, "J")} per correct answer`
    : "no energy per correct answer, since no test image was answered rightly";
}

/** Places of the gain schedule at which energies are taken. */
const PLACES = [0.1, 0.3, 0.5, 0.7, 0.9];

export interface Counted {
  /** Per training image. */
  readonly perImage: EventCounts;
  readonly presentations: number;
  /** Class-mean accuracy in the test. */
  readonly accuracy: number;
}

/** @returns null where neither a circuit nor a number is known of the device */
export function energyLedger(
  spec: ClassifySpec,
  { perImage, presentations, accuracy }: Counted,
): EnergyLedger | null {
  const { physics } = spec;
  if (!physics) return null;
  const events = eventEnergies(spec, physics);
  if (!events) return null;
  const { perEvent, model, source } = events;
  const image = energyOf(perImage, perEvent);
  return {
    model,
    source,
    perEvent,
    perImage: image,
    perRun: image.total * presentations,
    perCorrectAnswer: accuracy > 0 ? image.total / accuracy : Number.POSITIVE_INFINITY,
    latency: spec.presentation.duration * timeScale(physics),
  };
}

function eventEnergies({ gain, network }: ClassifySpec, physics: PhysicsSpec) {
  const { device, pre } = physics;
  const { electrolyte, stated } = device;
  if (stated)
    return {
      model: "stated" as const,
      source: `${stated.energy.source}; a spike alone taken as half of it (assumed)`,
      perEvent: statedEnergy(stated),
    };
  if (electrolyte === undefined) return undefined;
  const { rate, g0 } = device;
  const at = (progress: number): EventEnergy => {
    const { post } = physicsAt(physics, { ...gain, tick: network.tick }, gainAt(gain, progress)).physics;
    return circuitEnergy({ rate, conductance: g0, pre, post, circuit: circuit({ electrolyte }) });
  };
  return {
    model: "circuit" as const,
    source: "computed from the waveforms; resistors, gate and channel of the circuit are assumed",
    perEvent: meanEvents(PLACES.map(at)),
  };
}

/** Time of the technology's programming event relative to the post waveform that stands for it. */
function timeScale({ device, post }: PhysicsSpec): number {
  const { stated } = device;
  return stated ? stated.programming.high / (post.t[post.t.length - 1]! - post.t[0]!) : 1;
}
