/** A device in a document: a preset by name, with rates of one's own, or a module of the user's. */
import * as z from "zod";
import type { ParamTable } from "../../core/params.js";
import * as range from "../../crossbar/nonideal/range.js";
import type { Parts } from "../parts.js";
import { isPlainMap } from "../yaml.js";
import { quantity, tableFields, text } from "./fields.js";
import { below, EDITOR, modulePath, moduleReference, oneOf, type Shape, type Variant } from "./one-of.js";

/** The preset of a device that is given by its rates alone. */
export const DEFAULT_PRESET = "eis-ysz14";

/** The keys `device` and `params` of a mapping: which params there are depends on the device. */
export function deviceShape(parts: Parts, raw: unknown, spread?: "spread"): Shape {
  const fieldsOf = (params: ParamTable): Shape =>
    spread ? { ...tableFields(params), ...spreadFields(params) } : tableFields(params);
  const named = Object.entries(parts.devices);
  const variants = named.map(([name, { doc, params }]) => ({
    name,
    doc,
    shape: { params: z.strictObject(fieldsOf(params)).prefault({}) },
  }));
  if (raw === EDITOR) {
    // One object for all devices: editors then complete the params of each.
    const all = Object.assign({}, ...named.map(([, { params }]) => fieldsOf(params))) as Shape;
    const names = z.enum(named.map(([name]) => name));
    const device = z.union([
      names,
      z.looseObject({ module: z.string() }),
      z.looseObject({
        preset: names.optional(),
        rate: z.union([z.string(), rateSchema(parts, EDITOR)]).optional(),
      }),
    ]);
    return { device, params: z.looseObject(all).optional() };
  }
  const device = below(raw, "device");
  if (isPlainMap(device) && modulePath(device) === undefined) return withRates(parts, device, fieldsOf);
  const chosen = oneOf("device", "a device", variants, raw, (path) => {
    const preset = parts.own.devices.get(path);
    return preset && { params: z.strictObject(fieldsOf(preset.params)).prefault({}) };
  });
  const { shape } = chosen as z.ZodObject<Shape>;
  return { params: z.unknown().optional(), ...shape };
}

/** Parameters that may differ between the devices of a crossbar, with what else they may be: `{mean, d2d}`. */
function spreadFields(params: ParamTable): Shape {
  const spreads = {
    vOc: quantity("V", { min: 0, max: 0.5 }, "standard deviation between devices, absolute"),
    gMin: quantity("1", range.params.gMin, "relative standard deviation between devices"),
    gMax: quantity("1", range.params.gMax, "relative standard deviation between devices"),
  };
  const named = Object.entries(spreads).flatMap(([name, d2d]) => {
    const param = params[name];
    if (!param) return [];
    const own = tableFields({ [name]: param })[name]!;
    const spread = z.strictObject({ mean: own, d2d });
    return [[name, z.union([own, spread]).default(String((own as z.ZodDefault).def.defaultValue))]];
  });
  return Object.fromEntries(named) as Shape;
}

/** `{preset: eis-ysz14, rate: …}` */
function withRates(
  parts: Parts,
  raw: Readonly<Record<string, unknown>>,
  fieldsOf: (params: ParamTable) => Shape,
): Shape {
  const name = typeof raw.preset === "string" ? raw.preset : DEFAULT_PRESET;
  const preset = Object.hasOwn(parts.devices, name) ? parts.devices[name] : undefined;
  const names = Object.keys(parts.devices) as [string, ...string[]];
  return {
    device: z.strictObject({
      preset: z.enum(names).default(DEFAULT_PRESET),
      ...(raw.rate === undefined ? {} : { rate: rateSchema(parts, raw.rate, preset?.thickness) }),
    }),
    params: preset ? z.strictObject(fieldsOf(preset.params)).prefault({}) : z.unknown().optional(),
  };
}

/**
 * A rate law with its numbers (`{law: name, …}` or `{module: ./path.js, …}`), or the rows of a table.
 * @param thickness  of the device's electrolyte, m: the default of laws that depend on it
 */
function rateSchema(parts: Parts, raw: unknown, thickness?: number): z.ZodType {
  const fieldsOf = (params: ParamTable): Shape =>
    tableFields(
      thickness !== undefined && params.thickness
        ? { ...params, thickness: { ...params.thickness, default: thickness } }
        : params,
    );
  const own = parts.own.rates.get(modulePath(raw) ?? "");
  if (own) return z.strictObject({ ...moduleReference.shape, ...fieldsOf(own.params) });
  const laws = Object.entries(parts.rates).map(
    ([name, { doc, params }]): Variant => ({ name, doc, shape: fieldsOf(params) }),
  );
  const table: Variant = {
    name: "table",
    doc: "measured rates; a CSV file by its path is short for this",
    shape: {
      file: text("the CSV file that the rows come from").optional(),
      voltage: z.array(quantity("V")).min(4).max(10_000),
      rate: z.array(quantity("S/s")).min(4).max(10_000),
    },
  };
  const law = oneOf("law", "a rate law", [table, ...laws], raw);
  return raw === EDITOR ? z.union([law, z.looseObject(moduleReference.shape)]) : law;
}
