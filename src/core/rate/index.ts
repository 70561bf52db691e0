/** Rate laws r(V). Add yours here: one file, one line. */
export type { RateLaw } from "./model.js";
export { type RateTable, tableRate } from "./table.js";
