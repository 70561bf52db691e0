/** The plastic synapses a projection can have: EIS devices, or the ideal rule they are compared with. */
import * as z from "zod";
import type { Parts } from "../parts.js";
import { isPlainMap } from "../yaml.js";
import { alpha } from "./alpha.js";
import { deviceShape } from "./device.js";
import { came, flag, quantity, tableFields, weight, words } from "./fields.js";
import { knots } from "./knots.js";
import { below, EDITOR, modulePath, moduleReference, oneOf, type Shape, type Variant } from "./one-of.js";

export const SYNAPSE_DOCS = {
  eis: "electrochemical ionic synapses: plasticity follows from voltages and device",
  "trace-stdp": "ideal trace STDP, the baseline without a device",
};

/** @param raw  the synapse as written; its model may be left out where its name says it (see `withModel`) */
export function synapseSchema(parts: Parts, raw: unknown) {
  const variants: Variant[] = [
    { name: "eis", doc: SYNAPSE_DOCS.eis, shape: eis(parts, raw) },
    { name: "trace-stdp", doc: SYNAPSE_DOCS["trace-stdp"], shape: traceStdp() },
  ];
  return oneOf("model", "a synapse model", variants, raw);
}

/** `eis: {...}` is short for `eis: {model: eis, ...}`. */
export function withModel(name: string, raw: unknown): unknown {
  const implied = isPlainMap(raw) && raw.model === undefined && Object.hasOwn(SYNAPSE_DOCS, name);
  return implied ? { model: name, ...raw } : raw;
}

function eis(parts: Parts, raw: unknown): Shape {
  return {
    ...deviceShape(parts, raw, "spread"),
    bounds: words(["soft", "hard"], "how the state limits the rate").default("soft"),
    waveforms: waveforms(parts, below(raw, "waveforms")),
    alphaPre: alpha("factor of V_pre at the gate", below(raw, "alphaPre")),
    alphaPost: alpha("factor of V_post at the gate", below(raw, "alphaPost")),
    overlap: words(["restart", "hold"], "what a spike does while its neuron's waveform runs").default(
      "restart",
    ),
    form: words(["lumped", "ordered"], "lumped: fast; ordered: the exact definition").default("lumped"),
    readGain: weight({ min: 0, open: true }, "weight of a conductance of gMax - gMin"),
    init: range("initial conductance, as a fraction of gMax - gMin above gMin", {
      from: "0.3 %",
      to: "30.3 %",
    }),
    variability: z
      .strictObject({
        d2d: deviceSpread(),
        c2c: spread("relative standard deviation between events"),
        independentPolarity: flag("draw potentiation and depression of a device apart").default(false),
      })
      .prefault({}),
    nonIdeal: nonIdeal(parts, below(raw, "nonIdeal")),
    lonePre: words(
      ["on", "off"],
      "off: V_pre alone moves nothing, a what-if that no circuit here gives (lumped form only)",
    ).default("on"),
  };
}

/** Departures from the ideal crossbar, ours by name, the user's own by any other; each may be left out. */
function nonIdeal(parts: Parts, raw: unknown) {
  const shape = Object.entries(parts.nonidealities).map(([name, { doc, params }]) => [
    name,
    z.strictObject(tableFields(params)).optional().meta({ description: doc }),
  ]);
  const modules = Object.entries(isPlainMap(raw) ? raw : {}).flatMap(([name, fields]) => {
    const effect = parts.own.nonidealities.get(modulePath(fields) ?? "");
    return effect && !Object.hasOwn(parts.nonidealities, name)
      ? [[name, z.strictObject({ ...moduleReference.shape, ...tableFields(effect.params) })]]
      : [];
  });
  const known = Object.fromEntries([...shape, ...modules]) as Shape;
  const effects =
    raw === EDITOR ? z.object(known).catchall(z.looseObject(moduleReference.shape)) : z.strictObject(known);
  return effects.optional().meta({ description: "departures from the ideal crossbar" });
}

/** "device" (the device's own figure) or a number. */
export function spread(doc: string) {
  const error = (issue: { input?: unknown }) =>
    came(issue, '"device" (the figure of the device) or a number such as 0.06 or "6 %"');
  const own = z.literal("device", { error });
  return z
    .union([own, quantity("1", { min: 0 })], { error })
    .default("device")
    .meta({ description: doc });
}

/** The same between devices, or one for potentiation and one for depression. */
export function deviceSpread() {
  const doc = "relative standard deviation between devices";
  const error = (issue: { input?: unknown }) =>
    came(issue, '"device", a number such as 0.06 or "6 %", or {ltp: 6 %, ltd: 12 %}');
  const own = (polarity: string) =>
    quantity("1", { min: 0 }, `${doc}, of ${polarity}; drawn apart from the other`);
  const each = z.strictObject({ ltp: own("potentiation"), ltd: own("depression") });
  return z
    .union([spread(doc), each], { error })
    .default("device")
    .meta({ description: `${doc}; {ltp, ltd} for one each` });
}

/** A named pair of spike voltages, a module with one, or knots of one's own. */
export function waveforms(parts: Parts, raw: unknown): z.ZodType {
  const names = Object.keys(parts.waveforms) as [string, ...string[]];
  const named = z.enum(names).meta({ description: "a named pair of spike voltages" });
  const own = z.strictObject({ pre: knots("V_pre"), post: knots("V_post") });
  if (raw === EDITOR) return z.union([named, moduleReference, own]);
  if (modulePath(raw) !== undefined) return moduleReference;
  return isPlainMap(raw) ? own : named;
}

function traceStdp(): Shape {
  return {
    nuPre: quantity("1", { min: 0 }, "depression at a pre spike per post trace").default(1e-4),
    nuPost: quantity("1", { min: 0 }, "potentiation at a post spike per pre trace").default(0.01),
    tauPre: quantity("s", { min: 0, open: true }, "time constant of the pre trace").default("20 ms"),
    tauPost: quantity("s", { min: 0, open: true }, "time constant of the post trace").default("20 ms"),
    tauPost2: quantity(
      "s",
      { min: 0 },
      "time constant of the slow post trace (triplet rule); 0 s: pair rule",
    ).default("40 ms"),
    wMax: quantity("1", { min: 0, open: true }, "largest weight").default(1),
    init: range("initial weight", { from: 0.003, to: 0.303 }),
    readGain: weight({ min: 0, open: true }, "synaptic weight of a weight of 1").default(1),
  };
}

function range(doc: string, { from, to }: { from: string | number; to: string | number }) {
  const end = (which: string, value: string | number) =>
    quantity("1", { min: 0, max: 1 }, `${which}: ${doc}`).default(value);
  return z.strictObject({ from: end("smallest", from), to: end("largest", to) }).prefault({});
}
