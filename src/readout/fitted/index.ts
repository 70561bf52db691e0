/** Every read-out that is fitted, by the name a config calls it. Add yours here: one file, one line. */
import { logistic } from "./logistic.js";
import type { FittedReadout } from "./model.js";
import { ridge } from "./ridge.js";

export const fittedReadouts = { ridge, logistic } as const satisfies Record<string, FittedReadout>;
export type FittedName = keyof typeof fittedReadouts;
