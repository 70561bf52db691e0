/** The voltages that gates meet in the course of a training, and where they leave those at which rates were measured. */
import { type GateReach, peakOf } from "../../../core/stdp/gate-reach.js";
import { formatQuantity } from "../../../core/units.js";
import { type GainOfRun, physicsAt, startOfTraining } from "../../gain-at.js";
import { physicsReach } from "../../guards.js";
import type { PhysicsSpec } from "../../physics.js";
import { nullable, number, object } from "../../shape.js";
import type { Row } from "../../text.js";

/** All V. */
export interface GateFacts {
  /** Lowest and highest over all distances of the spikes. */
  start: { low: number; high: number };
  end: { low: number; high: number };
  /** Between which rates were measured; null where nothing was, and a formula holds. */
  measured: { from: number; to: number } | null;
}

export function gateFacts(written: PhysicsSpec, gain: GainOfRun): GateFacts {
  const { given, measured = given } = written.device.rate;
  return {
    start: { ...physicsReach(startOfTraining(written, gain).physics) },
    end: { ...physicsReach(physicsAt(written, gain, gain.end).physics) },
    measured: measured ? { from: measured.from, to: measured.to } : null,
  };
}

const reach = object({ low: number, high: number });

export const gateFactsShape = object<GateFacts>({
  start: reach,
  end: reach,
  measured: nullable(object({ from: number, to: number })),
});

const volts = (v: number) => formatQuantity(v, "V", 3);

/** "−5.88 to 7.00 V when training starts, …" */
export function gateRow({ start, end, measured }: GateFacts): Row {
  const range = ({ low, high }: GateReach) => `${volts(low)} to ${volts(high)}`;
  const same = start.low === end.low && start.high === end.high;
  return [
    "voltages at the gate",
    `${range(start)}${same ? "" : ` when training starts, ${range(end)} at its end`}; peak ${volts(Math.max(peakOf(start), peakOf(end)))}${beyond({ start, end, measured })}`,
  ];
}

/** Rounding may lead this far beyond, V. */
const SLACK = 1e-6;

function beyond({ start, end, measured }: GateFacts): string {
  if (!measured) return "";
  const low = Math.min(start.low, end.low);
  const high = Math.max(start.high, end.high);
  const { from, to } = measured;
  const given = `rates were measured from ${volts(from)} to ${volts(to)}`;
  return low >= from - SLACK && high <= to + SLACK
    ? `; ${given}`
    : `; ${given}: beyond them they are assumed to go on as the fit does`;
}
