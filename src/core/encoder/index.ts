/**
 * Every encoder, by the name a config calls it. Add yours here: one file, one line.
 * "times" (`timesEncoder`) stands apart: its schedule is not a table of numbers.
 */
import type { Family } from "../part.js";
import { encoderContract } from "./conformance.js";
import * as correlated from "./correlated.js";
import type { EncoderModel } from "./model.js";
import * as poisson from "./poisson.js";
import * as poissonRate from "./poisson-rate.js";
import * as poissonTotal from "./poisson-total.js";
import * as regular from "./regular.js";

export { timesEncoder } from "./times.js";

export const encoders = {
  "poisson-total": poissonTotal,
  poisson,
  "poisson-rate": poissonRate,
  correlated,
  regular,
} as const satisfies Record<string, EncoderModel>;
export type EncoderName = keyof typeof encoders;

export const encoderFamily: Family<EncoderModel> = {
  name: "encoders",
  noun: "an encoder",
  table: encoders,
  apart: { times: { doc: "spikes at given times, a list for each neuron" } },
  contract: encoderContract,
};
