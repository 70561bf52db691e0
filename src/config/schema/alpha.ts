/** Factors of V_pre and V_post at the gate that may move during a run, and the signals that they can follow. */
import * as z from "zod";
import { ALPHA_STEP, MOST_ALPHA } from "../../crossbar/modulation.js";
import { isPlainMap } from "../yaml.js";
import { came, name, quantity } from "./fields.js";
import { EDITOR, namedMap } from "./one-of.js";

export const ALPHA_DOCS = {
  constant: "alphaPre or alphaPost as a number: the same throughout",
  schedule: "{schedule: [[time, alpha], …]}: what holds from each time on, for waveforms under way too",
  signal: "{signal: name, offset, factor, step}: offset + factor * a signal of the network, such as dopamine",
};

/** Rows of time and value: what holds from that time on. */
function schedule(value: z.ZodType, doc: string) {
  const error = (issue: { input?: unknown }) => came(issue, 'rows such as ["10 s", 0.5]');
  const row = z.tuple([quantity("s", { min: 0 }), value], { error });
  return z.array(row, { error }).min(1).max(10_000).meta({ description: doc });
}

/** A number; what a schedule says; or what a signal of the network makes of it. */
export function alpha(doc: string, raw: unknown): z.ZodType {
  const constant = quantity("1", {}, doc).default(1);
  const value = quantity("1", { min: -MOST_ALPHA, max: MOST_ALPHA });
  const scheduled = z.strictObject({ schedule: schedule(value, `${doc}, from each time on`) });
  const following = z.strictObject({
    signal: name("a signal of the network"),
    offset: quantity("1", {}, `${doc} at a signal of 0`).default(0),
    factor: quantity("1", {}, "alpha per signal").default(1),
    step: quantity("1", { min: 0.001, max: 1 }, "grid of alpha").default(ALPHA_STEP),
  });
  if (raw === EDITOR) return z.union([constant, scheduled, following]);
  if (!isPlainMap(raw)) return constant;
  return Object.hasOwn(raw, "schedule") ? scheduled : following;
}

/** Signals that are broadcast to all synapses of a network. */
export function signalsSchema(raw: unknown): z.ZodType {
  const signal = (of: unknown) => {
    const start = z.strictObject({
      start: quantity("1", {}, "value until something sets it").default(0),
    });
    const scheduled = z.strictObject({ schedule: schedule(quantity("1"), "its value, from each time on") });
    if (of === EDITOR) return z.union([start, scheduled]);
    return isPlainMap(of) && Object.hasOwn(of, "schedule") ? scheduled : start;
  };
  return namedMap(raw, "signal", signal)
    .optional()
    .meta({ description: "signals that alphas can follow, such as dopamine" });
}
