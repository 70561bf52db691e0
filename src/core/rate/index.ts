/** Rate laws r(V). Add yours here: one file, one line. */
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
