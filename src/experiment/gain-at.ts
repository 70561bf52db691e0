/** The voltages of a training in the course of its gain schedule. */
import { atGain } from "../crossbar/gain.js";
import type { GainCourse, GainSchedule } from "../learning/gain.js";
import type { PhysicsSpec } from "./physics.js";

/** A training's gain schedule, and its tick (s). */
export interface GainOfRun extends GainCourse {
  readonly schedule: GainSchedule;
  readonly tick: number;
}

/** Device and voltages at one gain, and the factor on what they change. */
export interface PhysicsAtGain {
  readonly physics: PhysicsSpec;
  readonly factor: number;
}

/** @throws RangeError where no amplitude has that effect */
export function physicsAt(written: PhysicsSpec, { schedule, tick }: GainOfRun, gain: number): PhysicsAtGain {
  const { post, factor } = atGain({ ...written, rate: written.device.rate, tick }, schedule, gain);
  return { physics: { ...written, post }, factor };
}

export function startOfTraining(written: PhysicsSpec, gain: GainOfRun): PhysicsAtGain {
  return physicsAt(written, gain, gain.start ?? 1);
}
