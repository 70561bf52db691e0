/** Every departure from the ideal crossbar, by the name a config calls it. Add yours here: one file, one line. */
import type { ParamTable } from "../../core/params.js";
import * as adc from "./adc.js";
import * as asymmetry from "./asymmetry.js";
import * as drift from "./drift.js";
import * as driver from "./driver.js";
import * as line from "./line.js";
import type { ReadEffect } from "./model.js";
import * as noise from "./noise.js";
import * as openCircuit from "./open-circuit.js";
import * as range from "./range.js";
import * as retention from "./retention.js";
import * as states from "./states.js";
import * as stuck from "./stuck.js";

/** What happens between a conductance and its read value, in this order. */
export const readEffects = { states, drift, noise, line, adc } as const satisfies Record<string, ReadEffect>;
export type ReadEffectName = keyof typeof readEffects;

/** What makes devices learn otherwise. */
export const writeEffects = {
  asymmetry,
  openCircuit,
  range,
  stuck,
  retention,
  driver,
} as const satisfies Record<string, { readonly doc: string; readonly params: ParamTable }>;
export type WriteEffectName = keyof typeof writeEffects;

export const nonIdealities = { ...writeEffects, ...readEffects };
export type NonIdealityName = keyof typeof nonIdealities;

/** Values of those that are not left out; left out = ideal. */
export type NonIdeal = { readonly [K in NonIdealityName]?: Readonly<Record<string, number>> };
