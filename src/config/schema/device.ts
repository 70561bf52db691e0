/** A device in a document: a preset by name, with rates of one's own, or a module of the user's. */
import * as z from "zod";
import type { DevicePreset } from "../../core/device/index.js";
import type { ParamTable } from "../../core/params.js";
import * as range from "../../crossbar/nonideal/range.js";
import { either } from "../fields/either.js";
import { EDITOR, Field, type Fields, type Value } from "../fields/field.js";
import { below, group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { partWithNumbers } from "../fields/part-fields.js";
import { partNamed, reference } from "../fields/parts.js";
import { text, whole, words } from "../fields/plain.js";
import { defaultOf, quantity, tableFields } from "../fields/quantity.js";
import type { Parts } from "../parts.js";
import { modulePath } from "../reference.js";
import { isPlainMap } from "../yaml.js";

/** The preset of a device that is given by its rates alone. */
const DEFAULT_PRESET = "eis-ysz14";

const table = {
  doc: "measured rates; a CSV file by its path is short for this",
  fields: {
    file: text("the CSV file that the rows come from").optional(),
    voltage: list(quantity("V"), { min: 4, max: 10_000 }),
    rate: list(quantity("S/s"), { min: 4, max: 10_000 }),
  },
};

/**
 * A rate law with its numbers, or the rows of a table.
 * @param thickness  of the device's electrolyte, m: the default of laws that depend on it
 */
function rate(thickness?: number) {
  return partWithNumbers("rates", "law", "a rate law", { table }, (params) =>
    thickness !== undefined && params.thickness
      ? { ...params, thickness: { ...params.thickness, default: thickness } }
      : params,
  );
}

export type ChosenRate = Value<ReturnType<typeof rate>>;

/** A preset, with other rates where given. */
export interface ChosenDevice {
  readonly preset: DevicePreset;
  readonly rate?: ChosenRate;
  /** The name that a device file gives itself, or its path. */
  readonly label?: string;
  /** S, as it was measured. */
  readonly readNoise?: number;
  /** Where numbers come from that a device file gives. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** Numbers of a device that a file may give a source for; "rate" is the rate law. */
const SOURCED = [
  "gMin",
  "g0",
  "gMax",
  "beta",
  "stateFactor",
  "vOc",
  "d2d",
  "c2c",
  "rate",
  "readNoise",
] as const;

const sources = group(
  Object.fromEntries(SOURCED.map((name) => [name, text(`where ${name} comes from`).optional()])),
);

/**
 * A device's number, or how it spreads over the devices of a crossbar (mean and absolute or relative standard deviation),
 * or one for each sign of the rate.
 */
export type DeviceNumber =
  | number
  | { readonly mean: number; readonly d2d: number }
  | { readonly plus: number; readonly minus: number }
  | ChosenFactors;

/** State factors by tables. */
export interface ChosenFactors {
  readonly tables: true;
  readonly plus?: FactorRows;
  readonly minus?: FactorRows;
}

/** S and 1. */
export interface FactorRows {
  readonly conductance: readonly number[];
  readonly factor: readonly number[];
}

/** What a document says of a device. */
export interface DeviceValue {
  readonly device: ChosenDevice;
  readonly params: Readonly<Record<string, DeviceNumber>>;
}

type DeviceFields = {
  readonly device: Field<ChosenDevice, false>;
  readonly params: Field<DeviceValue["params"], false>;
};

/** The keys `device` and `params` of a mapping: which params there are depends on the device. */
export function deviceFields(raw: unknown, parts: Parts, spread?: "spread"): DeviceFields {
  const written = below(raw, "device");
  const withRates = raw !== EDITOR && isPlainMap(written) && modulePath(written) === undefined;
  const named = withRates ? (written.preset ?? DEFAULT_PRESET) : written;
  const preset = raw === EDITOR ? undefined : partNamed(parts, "devices", named);
  const params = preset ? numbers(preset.params, spread) : anything(raw, parts, spread);
  if (raw === EDITOR) return { device: anyDevice, params };
  if (withRates) return { device: presetWithRate(preset?.thickness), params };
  return { params, device: reference("devices", "a device").as((part) => ({ preset: part })) };
}

function numbers(params: ParamTable, spread?: "spread"): DeviceFields["params"] {
  return group(paramFields(params, spread)).default({});
}

function paramFields(params: ParamTable, spread?: "spread"): Record<string, Field<DeviceNumber>> {
  return { ...tableFields(params), ...signedFields(params), ...(spread ? spreadFields(params) : {}) };
}

/** Rows of a state factor. */
const factorRows = (doc: string) =>
  group(
    {
      file: text("the CSV file that the rows come from").optional(),
      conductance: list(quantity("S", { min: 0 }), { min: 2, max: 1000 }),
      factor: list(quantity("1", { min: 0 }), { min: 2, max: 1000 }),
    },
    { doc },
  ).optional();

const factors = group(
  {
    plus: factorRows(
      "f+ over G while the rate is above 0: falling, 1 at g0; the power law beta where left out",
    ),
    minus: factorRows(
      "f- over G while the rate is below 0: rising, 1 at g0; the power law beta where left out",
    ),
  },
  {
    doc: "state factors by tables, in place of the power law: linear between rows, beyond them as in the nearest",
  },
)
  .optional()
  .as((tables): DeviceNumber => ({ tables: true, ...tables }));

/** The exponent of the soft bounds may be one for each sign: `{plus, minus}`. */
function signedFields({ beta }: ParamTable): Record<string, Field<DeviceNumber>> {
  if (!beta) return {};
  const one = quantity(beta.unit, beta, beta.doc);
  const pair = group({
    plus: quantity(beta.unit, beta, "exponent while the rate is above 0"),
    minus: quantity(beta.unit, beta, "exponent while the rate is below 0"),
  });
  return { beta: either([one, pair], { doc: beta.doc }).default(defaultOf(beta)), stateFactor: factors };
}

/** Parameters that may differ between the devices of a crossbar, with what else they may be: `{mean, d2d}`. */
function spreadFields(params: ParamTable): Record<string, Field<DeviceNumber>> {
  const spreads = {
    vOc: quantity("V", { min: 0, max: 0.5 }, "standard deviation between devices, absolute"),
    gMin: quantity("1", range.params.gMin, "relative standard deviation between devices"),
    gMax: quantity("1", range.params.gMax, "relative standard deviation between devices"),
  };
  const fields = Object.entries(spreads).flatMap(([name, d2d]) => {
    const param = params[name];
    if (!param) return [];
    const mean = tableFields({ [name]: param })[name]!;
    return [[name, either([mean, group({ mean, d2d })], {}).default(String(defaultOf(param)))] as const];
  });
  return Object.fromEntries(fields);
}

/** `{preset: eis-ysz14, rate: …}` */
function presetWithRate(thickness?: number): Field<ChosenDevice, false> {
  const fields = (_: unknown, parts: Parts) => ({
    preset: words(Object.keys(parts.devices), "the device whose other numbers hold").default(DEFAULT_PRESET),
    rate: rate(thickness).optional(),
    name: text("what the device is called").optional(),
    file: text("the device file that all of this comes from").optional(),
    doc: text("what the device is").optional(),
    readNoise: quantity("S", { min: 0 }, "standard deviation of a read, as it was measured").optional(),
    sources: sources.optional(),
    // Where the preset is a device file; taken up with that file, before anything is checked against this.
    draw: whole(0, "draw from the uncertainty of a device file; 0 = as fitted").optional(),
  });
  const given = group(fields);
  return new Field({
    about: given.about,
    accepted: "{preset, rate}",
    takes: isPlainMap,
    schema: (raw, parts) => given.schema(raw, parts),
    read: (document, parts) => {
      const { preset, rate, sources, name, file, readNoise } = given.read(document, parts);
      const label = name ?? file;
      return {
        preset: partNamed(parts, "devices", preset)!,
        ...(rate === undefined ? {} : { rate }),
        ...(label === undefined ? {} : { label }),
        ...(readNoise === undefined ? {} : { readNoise }),
        ...(sources === undefined ? {} : { sources: sources as Record<string, string> }),
      };
    },
  });
}

/** Any device, for editors. */
const anyDevice = new Field<ChosenDevice, false>({
  about: {
    is: "either",
    branches: [reference("devices", "a device"), presetWithRate()],
    of: () => reference("devices", "a device"),
  },
  doc: "a device",
  accepted: "the name of a device, {preset, rate} or {module: ./path.js}",
  takes: () => true,
  schema: (_, parts) => {
    const names = z.enum(Object.keys(parts.devices));
    return z.union([
      names,
      z.looseObject({ module: z.string() }),
      z.looseObject({
        preset: names.optional(),
        rate: z.union([z.string(), rate().schema(EDITOR, parts)]).optional(),
      }),
    ]);
  },
  read: () => {
    throw new Error("a schema for editors reads nothing");
  },
});

/** Params of no known device: for editors those of all in one, so that each is completed; else whatever is there. */
function anything(raw: unknown, parts: Parts, spread?: "spread"): DeviceFields["params"] {
  const fields = (): Fields =>
    Object.assign({}, ...Object.values(parts.devices).map(({ params }) => paramFields(params, spread)));
  const all = () =>
    Object.fromEntries(Object.entries(fields()).map(([key, field]) => [key, field.schema(EDITOR, parts)]));
  return new Field<DeviceValue["params"], false>({
    about: { is: "group", inside: fields },
    accepted: "the device's numbers",
    takes: isPlainMap,
    schema: () => (raw === EDITOR ? z.looseObject(all()) : z.unknown()).optional(),
    read: () => ({}),
  });
}
