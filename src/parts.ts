/** The catalogue of every named part: what a config can say, and where each default comes from. */

import { ALPHA_DOCS } from "./config/schema/alpha.js";
import { SCHEDULE_DOCS } from "./config/schema/experiment.js";
import { RULE_DOCS } from "./config/schema/network.js";
import { SYNAPSE_DOCS } from "./config/schema/synapse.js";
import { devices } from "./core/device/index.js";
import { encoders } from "./core/encoder/index.js";
import { neurons } from "./core/neuron/index.js";
import type { ParamTable } from "./core/params.js";
import { rates } from "./core/rate/index.js";
import { forms } from "./core/waveform/index.js";
import { nonIdealities } from "./crossbar/nonideal/index.js";
import { FOLLOWS_DOCS } from "./experiment/kinds/choice/spec.js";
import { figures } from "./experiment/kinds/figure/drawings/index.js";
import { readouts } from "./readout/index.js";

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

const tableLaw = {
  doc: "measured rates at a few voltages, both polarities, from a CSV file (voltage_V,rate_S_per_s)",
  source:
    "yours: ln|r| linear between rows, a sinh to zero at vOc below the first (the paper interpolates measured rates too; its scheme is not stated)",
};

type Table = Readonly<
  Record<
    string,
    {
      readonly doc: string;
      readonly params?: ParamTable;
      readonly source?: string;
      readonly rateSource?: string;
    }
  >
>;

function from(kind: string, table: Table): Part[] {
  return Object.entries(table).map(([name, { doc, params = {}, source, rateSource }]) => {
    const origin = source ?? rateSource;
    return { kind, name, doc, params, ...(origin === undefined ? {} : { source: origin }) };
  });
}

/** Words with a line of explanation each. */
function fromWords(kind: string, docs: Readonly<Record<string, string>>): Part[] {
  return Object.entries(docs).map(([name, doc]) => ({ kind, name, doc, params: {} }));
}

/** Every part, in the order of the data's way through the program. */
export const parts: readonly Part[] = [
  ...from("encoders", encoders),
  ...from("neurons", neurons),
  ...fromWords("rules", RULE_DOCS),
  ...fromWords("synapses", SYNAPSE_DOCS),
  ...from("waveforms", forms),
  ...fromWords("alphas", ALPHA_DOCS),
  ...from("devices", devices),
  ...from("rates", { table: tableLaw, ...rates }),
  ...from("nonidealities", nonIdealities),
  ...fromWords("gains", SCHEDULE_DOCS),
  ...fromWords("follows", FOLLOWS_DOCS),
  ...from("readouts", readouts),
  ...from("figures", figures),
];

/** The kinds there are. */
export const kinds: readonly string[] = [...new Set(parts.map((p) => p.kind))];
