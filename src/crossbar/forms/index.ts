/** Every form of the synapses. Add yours here: one file, one line. */
import { lumped } from "./lumped.js";
import type { FormMaker } from "./model.js";
import { ordered } from "./ordered.js";
import { sliced } from "./sliced.js";

export const forms = { lumped, ordered, sliced } as const satisfies Record<string, FormMaker>;
export type FormName = keyof typeof forms;
