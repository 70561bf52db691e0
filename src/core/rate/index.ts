/** Rate laws r(V). Add yours here: one file, one line. */
import type { Family } from "../part.js";
import { rateContract } from "./conformance.js";
import * as hoppingButlerVolmer from "./hopping-butler-volmer.js";
import type { RateModel } from "./model.js";
import * as sinh from "./sinh.js";
import * as sinhSqrt from "./sinh-sqrt.js";

export type { RateLaw, RateModel } from "./model.js";
export { type RateTable, tableRate } from "./table.js";

/** Laws by formula, by the name a config calls them. A `table` is the law of measured points. */
export const rates = {
  "hopping-butler-volmer": hoppingButlerVolmer,
  sinh,
  "sinh-sqrt": sinhSqrt,
} as const satisfies Record<string, RateModel>;
export type RateName = keyof typeof rates;

/** Measured points: a law whose numbers are as many as there are rows. */
const table = {
  doc: "measured rates at a few voltages, both polarities, from a CSV file (voltage_V,rate_S_per_s)",
  source:
    "yours: ln|r| linear between rows, a sinh to zero at vOc below the first (the paper interpolates measured rates too; its scheme is not stated)",
};

export const rateFamily: Family<RateModel> = {
  name: "rates",
  noun: "a rate law",
  table: rates,
  apart: { table },
  contract: rateContract,
};
