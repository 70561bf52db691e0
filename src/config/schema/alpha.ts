/** Factors of V_pre and V_post at the gate that may move during a run, and the signals that they can follow. */
import { ALPHA_STEP, MOST_ALPHA } from "../../crossbar/modulation.js";
import { byForm } from "../fields/either.js";
import type { Field, Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list, row } from "../fields/list.js";
import { name } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { named } from "../fields/variants.js";

export const ALPHA_DOCS = {
  constant: "alphaPre or alphaPost as a number: the same throughout",
  schedule: "{schedule: [[time, alpha], …]}: what holds from each time on, for waveforms under way too",
  signal: "{signal: name, offset, factor, step}: offset + factor * a signal of the network, such as dopamine",
};

/** Rows of time and value: what holds from that time on. */
function schedule(value: Field<number>, doc: string) {
  const accepted = 'rows such as ["10 s", 0.5]';
  const each = row(quantity("s", { min: 0 }), value, accepted);
  return group({ schedule: list(each, { min: 1, max: 10_000, doc, accepted }) }, { holding: "schedule" });
}

/** Times (s) and values. */
export type Schedule = readonly (readonly [t: number, value: number])[];

/** A number; what a schedule says; or what a signal of the network makes of it. */
export function alpha(doc: string) {
  const value = quantity("1", { min: -MOST_ALPHA, max: MOST_ALPHA });
  const following = group({
    signal: name("a signal of the network"),
    offset: quantity("1", {}, `${doc} at a signal of 0`).default(0),
    factor: quantity("1", {}, "alpha per signal").default(1),
    step: quantity("1", { min: 0.001, max: 1 }, "grid of alpha").default(ALPHA_STEP),
  });
  return byForm([quantity("1", {}, doc), schedule(value, `${doc}, from each time on`), following]).default(1);
}

export type Alpha = Value<ReturnType<typeof alpha>>;

/** Signals that are broadcast to all synapses of a network. */
export const signals = named(
  "signal",
  byForm([
    schedule(quantity("1"), "its value, from each time on"),
    group({ start: quantity("1", {}, "value until something sets it").default(0) }),
  ]),
  "signals that alphas can follow, such as dopamine",
);

export type Signals = Value<typeof signals>;
