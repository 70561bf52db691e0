/** Encoders: what turns pictures, or nothing at all, into spikes of a source population. */
import * as z from "zod";
import type { Parts } from "../parts.js";
import { quantity, tableFields } from "./fields.js";
import { EDITOR, modulePath, moduleReference, oneOf, type Variant } from "./one-of.js";

/** An explicit schedule: no table of numbers can hold it. */
const TIMES: Variant = {
  name: "times",
  doc: "spikes at given times",
  shape: {
    times: z
      .array(z.array(quantity("s", { min: 0 })).max(10_000))
      .max(10_000)
      .meta({ description: "one list of times per neuron" }),
  },
};

/** `{model: name, ...params}` or `{module: ./path.js, ...params}`. */
export function encoderSchema(parts: Parts, raw: unknown) {
  const named = Object.entries(parts.encoders).map(([name, { doc, params }]) => ({
    name,
    doc,
    shape: tableFields(params),
  }));
  const own = parts.own.encoders.get(modulePath(raw) ?? "");
  if (own) return z.strictObject({ ...moduleReference.shape, ...tableFields(own.params) });
  const model = oneOf("model", "an encoder", [...named.filter(({ name }) => name !== "times"), TIMES], raw);
  return raw === EDITOR ? z.union([model, z.looseObject(moduleReference.shape)]) : model;
}
