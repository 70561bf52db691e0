/** Pulses of one voltage, and the law behind temperature and thickness. */
import { rates } from "../../../../core/rate/index.js";
import type { RateLaw } from "../../../../core/rate/model.js";
import type { PowerFit } from "../../../../core/stdp/pulses.js";

export interface Measured {
  readonly voltage: number;
  readonly change: Float64Array;
  readonly dynamic: Float64Array;
  readonly fit: PowerFit;
  readonly dynamicFit: PowerFit;
}

export function physicsLaw(values: Readonly<Record<string, number>>): RateLaw {
  return rates["hopping-butler-volmer"].create(values, 0);
}
