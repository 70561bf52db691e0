/** The catalogue of every named part: what a config can say, and where each default comes from. */

import { families } from "./config/families.js";
import { ALPHA_DOCS } from "./config/schema/alpha.js";
import { synapseFamily } from "./config/schema/synapse.js";
import type { ParamTable } from "./core/params.js";
import type { Described, Family } from "./core/part.js";
import { gainFamily } from "./crossbar/gain.js";
import { FOLLOWS_DOCS } from "./experiment/kinds/choice/spec.js";
import { figures } from "./experiment/kinds/figure/drawings/index.js";
import { kindFamily } from "./experiment/kinds/index.js";
import { fittedReadouts } from "./readout/fitted/index.js";
import { plotFamily } from "./report/plots/index.js";

export interface Part {
  /** Plural, as in `spikion list neurons`. */
  readonly kind: string;
  readonly name: string;
  readonly doc: string;
  /** Numbers that a config may give; empty where there are none. */
  readonly params: ParamTable;
  /** Where the part as a whole comes from, if that is not said per number. */
  readonly source?: string;
}

/** Every family of parts, in the order of the data's way through the program. Add yours here: one line. */
export const allFamilies: readonly Family<Described>[] = [
  families.fronts.family,
  families.encoders.family,
  families.neurons.family,
  families.rules.family,
  synapseFamily,
  families.waveforms.family,
  words("alphas", "a course of alpha", ALPHA_DOCS),
  families.devices.family,
  families.rates.family,
  families.nonidealities.family,
  gainFamily,
  words("follows", "what a signal follows", FOLLOWS_DOCS),
  families.readouts.family,
  { name: "fits", noun: "a fitted read-out", table: fittedReadouts },
  { name: "figures", noun: "a figure", table: figures },
  plotFamily,
  kindFamily,
];

/** A family whose members are words that other code understands. */
function words(name: string, noun: string, docs: Readonly<Record<string, string>>): Family<Described> {
  const table = Object.fromEntries(Object.entries(docs).map(([word, doc]) => [word, { doc }]));
  return { name, noun, table };
}

/** Every part, family by family. */
export const parts: readonly Part[] = allFamilies.flatMap(({ name: kind, table, describe, apart = {} }) => {
  const described = Object.entries(table).map(([name, part]) => [name, describe?.(part) ?? part] as const);
  return [...Object.entries(apart), ...described].map(([name, { doc, params = {}, source }]) => {
    return { kind, name, doc, params, ...(source === undefined ? {} : { source }) };
  });
});

/** The families' names. */
export const familyNames: readonly string[] = allFamilies.map(({ name }) => name);
