/** The plastic synapses a projection can have: EIS devices, or the ideal rule they are compared with. */
import type { Described, Family } from "../../core/part.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { partsByName } from "../fields/part-fields.js";
import { whole, words } from "../fields/plain.js";
import { quantity, weight } from "../fields/quantity.js";
import { spread } from "../fields/spread.js";
import { variants } from "../fields/variants.js";
import type { Parts } from "../parts.js";
import { isPlainMap } from "../yaml.js";
import { alpha } from "./alpha.js";
import { deviceFields } from "./device.js";
import { variabilityFields } from "./variability.js";
import { waveforms } from "./waveforms.js";

/** `eis: {...}` is short for `eis: {model: eis, ...}`. */
export function withModel(name: string, raw: unknown): unknown {
  const implied = isPlainMap(raw) && raw.model === undefined && Object.hasOwn(synapses, name);
  return implied ? { model: name, ...raw } : raw;
}

function range(doc: string, { from, to }: { from: string | number; to: string | number }) {
  const end = (which: string, value: string | number) =>
    quantity("1", { min: 0, max: 1 }, `${which}: ${doc}`).default(value);
  const fraction = quantity("1", { min: 0, max: 1 }, doc);
  return spread(
    fraction,
    quantity("1", { min: 0 }, "standard deviation before what is below 0 or above 1 is drawn again"),
    {},
    doc,
    group({ from: end("smallest", from), to: end("largest", to) }),
  ).default({});
}

const eis = {
  bounds: words(["soft", "hard"], "how the state limits the rate").default("soft"),
  waveforms,
  alphaPre: alpha("factor of V_pre at the gate"),
  alphaPost: alpha("factor of V_post at the gate"),
  overlap: words(["restart", "hold"], "what a spike does while its neuron's waveform runs").default(
    "restart",
  ),
  form: words(["lumped", "ordered"], "lumped: fast; ordered: the exact definition").default("lumped"),
  readGain: weight({ min: 0, open: true }, "weight of a conductance of gMax - gMin"),
  init: range("initial conductance, as a fraction of gMax - gMin above gMin", {
    from: "0.3 %",
    to: "30.3 %",
  }),
  variability: group(variabilityFields).default({}),
  nonIdeal: partsByName("nonidealities", "departures from the ideal crossbar").optional(),
  tiles: group({
    rows: whole(1, "rows of crosspoints"),
    columns: whole(1, "columns of crosspoints"),
  }).optional(),
  lonePre: words(
    ["on", "off"],
    "off: V_pre alone moves nothing, a what-if that no circuit here gives (lumped form only)",
  ).default("on"),
};

const time = (doc: string, open = true) => quantity("s", open ? { min: 0, open } : { min: 0 }, doc);

const traceStdp = {
  nuPre: quantity("1", { min: 0 }, "depression at a pre spike per post trace").default(1e-4),
  nuPost: quantity("1", { min: 0 }, "potentiation at a post spike per pre trace").default(0.01),
  tauPre: time("time constant of the pre trace").default("20 ms"),
  tauPost: time("time constant of the post trace").default("20 ms"),
  tauPost2: time("time constant of the slow post trace (triplet rule); 0 s: pair rule", false).default(
    "40 ms",
  ),
  wMax: quantity("1", { min: 0, open: true }, "largest weight").default(1),
  init: range("initial weight", { from: 0.003, to: 0.303 }),
  readGain: weight({ min: 0, open: true }, "synaptic weight of a weight of 1").default(1),
};

const synapses = {
  eis: {
    doc: "electrochemical ionic synapses: plasticity follows from voltages and device",
    fields: (raw: unknown, parts: Parts) => ({ ...deviceFields(raw, parts, "spread"), ...eis }),
  },
  "trace-stdp": { doc: "ideal trace STDP, the baseline without a device", fields: traceStdp },
};
export const synapseFamily: Family<Described> = {
  name: "synapses",
  noun: "a synapse model",
  table: synapses,
};

/** Its model may be left out where its name says it (see `withModel`). */
export const synapse = variants("model", "a synapse model", synapses);

export type SynapseValue = Value<typeof synapse>;
export type EisValue = Extract<SynapseValue, { readonly model: "eis" }>;
export type TraceStdpValue = Extract<SynapseValue, { readonly model: "trace-stdp" }>;
