/** Everything that is said of a designed pair of waveforms: how near it is, what it costs, what it is sensitive to. */
import type { Device } from "../device/model.js";
import { circuit } from "../energy/circuit.js";
import { circuitEnergy, type EventEnergy } from "../energy/event-energy.js";
import type { Design } from "./design.js";
import { type Sensitivity, sensitivities } from "./sensitivity.js";
import type { Target } from "./target.js";

export interface Appraisal {
  /** J; undefined for a device whose energy does not follow from its circuit. */
  readonly energy: EventEnergy | undefined;
  readonly sensitivities: readonly Sensitivity[];
}

export function appraise(device: Device, target: Target, { pre, post }: Design): Appraisal {
  const { rate, g0, electrolyte } = device;
  return {
    energy:
      electrolyte === undefined
        ? undefined
        : circuitEnergy({ rate, conductance: g0, pre, post, circuit: circuit({ electrolyte }) }),
    sensitivities: sensitivities(rate, target, { pre, post }, electrolyte),
  };
}
