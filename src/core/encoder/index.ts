/**
 * Every encoder, by the name a config calls it. Add yours here: one file, one line.
 * "times" (`timesEncoder`) stands apart: its schedule is not a table of numbers; so does "events" (`eventsEncoder`), which
 * takes recordings.
 */
import type { Family } from "../part.js";
import { encoderContract } from "./conformance.js";
import * as correlated from "./correlated.js";
import * as latency from "./latency.js";
import type { EncoderModel } from "./model.js";
import * as poisson from "./poisson.js";
import * as poissonRate from "./poisson-rate.js";
import * as poissonTotal from "./poisson-total.js";
import * as rankOrder from "./rank-order.js";
import * as regular from "./regular.js";
import * as repeatedPattern from "./repeated-pattern.js";
import * as saccade from "./saccade.js";

export { eventsEncoder } from "./events.js";
export { timesEncoder } from "./times.js";

/** Every encoder by the name that a config calls it. */
export const encoders = {
  "poisson-total": poissonTotal,
  poisson,
  latency,
  "rank-order": rankOrder,
  saccade,
  "poisson-rate": poissonRate,
  correlated,
  regular,
  "repeated-pattern": repeatedPattern,
} as const satisfies Record<string, EncoderModel>;
/** Name of an encoder. */
export type EncoderName = keyof typeof encoders;

export const encoderFamily: Family<EncoderModel> = {
  name: "encoders",
  noun: "an encoder",
  table: encoders,
  apart: {
    times: { doc: "spikes at given times, a list for each neuron" },
    events: { doc: "events of a data set of recordings, as they are" },
  },
  contract: encoderContract,
};
