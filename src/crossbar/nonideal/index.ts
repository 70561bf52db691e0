/** Every departure from the ideal crossbar, by the name a config calls it. Add yours here: one file, one line. */
import type { Family } from "../../core/part.js";
import * as adc from "./adc.js";
import * as asymmetry from "./asymmetry.js";
import { nonIdealityContract } from "./conformance.js";
import * as drift from "./drift.js";
import * as driver from "./driver.js";
import * as line from "./line.js";
import type { NonIdeality, OwnNonIdeality } from "./model.js";
import * as noise from "./noise.js";
import * as openCircuit from "./open-circuit.js";
import * as range from "./range.js";
import * as retention from "./retention.js";
import * as states from "./states.js";
import * as stuck from "./stuck.js";

/** In the order in which they act: first on devices as they are made, then between conductance and read value. */
export const nonIdealities = {
  asymmetry,
  openCircuit,
  range,
  stuck,
  driver,
  retention,
  states,
  drift,
  noise,
  line,
  adc,
} as const satisfies Record<string, NonIdeality>;
export type NonIdealityName = keyof typeof nonIdealities;

/** Values of those that are not left out, and effects of the user's own; left out = ideal. */
export type NonIdeal = { readonly [K in NonIdealityName]?: Readonly<Record<string, number>> } & {
  /** Departures of the user's own. */
  readonly own?: readonly OwnNonIdeality[];
};

export const nonIdealityFamily: Family<NonIdeality> = {
  name: "nonidealities",
  noun: "a departure from the ideal",
  table: nonIdealities,
  contract: nonIdealityContract,
};
