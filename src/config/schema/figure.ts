/** The documents of figures of device physics. */
import * as z from "zod";
import { type TechnologyName, technologies } from "../../core/device/technologies.js";
import { params as circuitParams } from "../../core/energy/circuit.js";
import type { Unit } from "../../core/params.js";
import { params as trainParams } from "../../core/stdp/cycling.js";
import { params as levelParams } from "../../core/stdp/dynamic.js";
import { parseQuantity, QuantityError } from "../../core/units.js";
import { got, show } from "../errors.js";
import { either, noneOr } from "../fields/either.js";
import { Field, type Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { flag, text, whole, word, words } from "../fields/plain.js";
import { quantity, table, tableFields } from "../fields/quantity.js";
import { variants } from "../fields/variants.js";
import type { Parts } from "../parts.js";
import { deviceFields } from "./device.js";
import { tfjsFields } from "./kernel.js";
import { labels } from "./labels.js";
import { variabilityFields } from "./variability.js";
import { waveforms } from "./waveforms.js";

/** Units that a number of a figure may have. */
const UNITS: readonly Unit[] = ["1", "S", "s", "V", "J", "S/s", "ohm", "F"];

/** A number in the unit that it was given in. */
export interface Bound {
  readonly value: number;
  readonly unit: Unit;
}

/** The first unit that the text suits; undefined where it suits none. */
function boundOf(written: unknown): Bound | undefined {
  if (typeof written === "number") return { value: written, unit: "1" };
  for (const unit of UNITS)
    try {
      return { value: parseQuantity(String(written), unit), unit };
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
    }
  return undefined;
}

/** A value whose unit is that of the number it bounds. */
function bound(which: string): Field<Bound, true> {
  const accepted = 'a number, or a quantity such as "10 nS"';
  const doc = `${which} value with which the statement is reproduced, in the number's unit`;
  const error = ({ input }: { readonly input?: unknown }) => got(input, accepted);
  return new Field<Bound, false>({
    about: { is: "quantity", unit: "any", bounds: {} },
    doc,
    accepted,
    fixed: true,
    takes: (raw) => typeof raw === "number" || typeof raw === "string",
    schema: () =>
      z
        .union([z.number(), z.string()], { error })
        .refine((written) => boundOf(written) !== undefined, {
          error: ({ input }) => `${show(input)} is no quantity; accepted: ${accepted}`,
        })
        .meta({ description: doc }),
    read: (document) => boundOf(document)!,
  }).optional();
}

/** A statement of the paper that one number of the figure decides. */
const check = group({
  fact: text("id of the statement", { is: /^F-\d{2}$/, accepted: 'the id of a statement such as "F-18"' }),
  number: text("name of the number: spikion run lists all of a figure"),
  from: bound("smallest"),
  to: bound("largest"),
  paper: text("what the paper says"),
  how: text("how the number comes about"),
});

export type CheckValue = Value<typeof check>;

/** What all figures have. */
const common = {
  kind: word("figure"),
  ...labels,
  title: text("title of the figure").default("Figure"),
  checks: list(check, { max: 100 }).default([]),
};

const device = (raw: unknown, parts: Parts) => deviceFields(raw, parts);

function spaced(unit: Unit, doc: string, from: string, to: string, count: number, open = false) {
  const bounds = open ? { min: 0, open: true } : {};
  return group({
    from: quantity(unit, bounds, `first ${doc}`).default(from),
    to: quantity(unit, bounds, `last ${doc}`).default(to),
    count: whole(2, `values of ${doc}, ends included`, { max: 100_001 }).default(count),
  }).default({});
}

const deltaT = (from: string, to: string, count: number) => spaced("s", "delta_t", from, to, count);
const quantities = (unit: Unit, doc: string, fallback: readonly string[], open = false) =>
  list(quantity(unit, open ? { min: 0, open: true } : {}), { max: 50, doc }).default([...fallback]);

const pulses = {
  voltages: quantities("V", "gate voltages of the pulses", ["-6 V", "-4 V", "-2 V", "2 V", "4 V", "6 V"]),
  lengths: spaced("s", "pulse length, spaced by factors", "1 ms", "1 s", 7, true),
  level: group(tableFields(levelParams), {
    doc: "dynamic level, drawn beside the quasi-static one",
  }).default({}),
  temperatures: quantities(
    "K",
    "temperatures of the physics law",
    ["283.15 K", "293.15 K", "303.15 K", "323.15 K"],
    true,
  ),
  thicknesses: quantities("m", "electrolytes of the physics law", ["7 nm", "10 nm", "14 nm"], true),
};

/** The common factor: that of the named form, or a number. */
const factor = either([word("form"), quantity("1", { min: 0, open: true })], {
  accepted: "form (that of the named waveforms), or a number such as 0.7",
  doc: "the paper's common factor between Eq. (1) and its measurement",
}).default("form");

/** Chosen: sums of times stay times; no pulse takes a year. */
const LONGEST = 3e7;

const third = group({
  voltage: quantity("V", {}, "height at the gate"),
  before: quantity(
    "s",
    { min: 0, max: LONGEST },
    "full height from this long before the first spike",
  ).default("20 ms"),
  after: quantity("s", { min: 0, max: LONGEST }, "until this long after the second spike").default("170 ms"),
  edge: quantity("s", { min: 0, max: LONGEST, open: true }, "length of either edge").default("10 ms"),
});

const curve = group({
  name: text("name in the legend").default("curve"),
  waveforms,
  alphaPre: quantity("1", {}, "factor of V_pre at the gate").default(1),
  alphaPost: quantity("1", {}, "factor of V_post at the gate").default(1),
  factor,
  third: third.optional(),
});

export type CurveValue = Value<typeof curve>;

const windows = {
  deltaT: deltaT("-160 ms", "160 ms", 161),
  compensate: flag("solve the amplitudes anew for this device, so that a lone spike leaves nothing").default(
    false,
  ),
  curves: list(curve, { min: 1, max: 12 }),
  layout: words(["together", "apart"], "all curves in one panel, or a panel each").default("together"),
  gateAt: quantities("s", "delta_t at which the gate voltage is drawn", []),
  changeAt: quantities("s", "delta_t at which the change is among the numbers", []),
  level: noneOr(
    group(tableFields(levelParams)),
    "none, or {g0, gInf, tau}",
    "dynamic level whose factor at the peak is among the numbers",
  ),
  tick: noneOr(
    quantity("s", { min: 0, open: true }),
    'none, or a time such as "0.5 ms"',
    "tick of the event-driven curve that is compared with Eq. (1)",
  ),
};

const cycling = {
  waveforms,
  tick: quantity("s", { min: 0, open: true }, "length of a tick").default("1 ms"),
  train: table(trainParams),
  factor,
};

const point = group((raw: unknown, parts: Parts) => ({
  name: text("name of the operating point"),
  ...device(raw, parts),
  waveforms,
  span: quantity("s", { min: 0, open: true }, "delta_t from -span to span"),
}));

const technologyNames = Object.keys(technologies) as TechnologyName[];

const variability = {
  points: list(point, { min: 1, max: 6 }),
  technologies: list(words(technologyNames, "a technology"), {
    max: 100,
    doc: "compared on the first point's curve",
  }).default(technologyNames),
  devices: whole(1, "devices simulated").default(200),
  count: whole(25, "values of delta_t, both ends included", { max: 2001 }).default(81),
};

const gate = (volts: string, doc: string) => quantity("V", {}, doc).default(volts);

/** Nothing is read by spikes here. */
const { readNoise: _, ...scatter } = variabilityFields;
const montecarlo = {
  measure: words(["window", "cycle", "pulses"], "what is measured on every device").default("window"),
  devices: whole(1, "devices", { max: 2_000_000 }).default(100_000),
  spread: group({
    ...scatter,
    vOc: quantity("V", { min: 0 }, "standard deviation of V_oc between devices").default("0 V"),
  }).default({}),
  waveforms: waveforms.default("antisymmetric"),
  deltaT: deltaT("-160 ms", "160 ms", 41),
  train: group({ ...tableFields(trainParams), cycles: whole(1, "cycles").default(1) }).default({}),
  pulses: group({
    up: gate("4 V", "gate voltage of the first train"),
    down: gate("-4 V", "gate voltage of the second train"),
    length: quantity("s", { min: 0, open: true }, "length of a pulse").default("100 ms"),
    count: whole(1, "pulses of each train", { max: 10_000 }).default(50),
    start: quantity("S", { min: 0, open: true }, "conductance before the first pulse").default("250 nS"),
  }).default({}),
  sample: whole(1, "devices that are also integrated exactly", { max: 1000 }).default(64),
  kernel: group({ tfjs: group(tfjsFields("1 ms")).default({}) }).default({ tfjs: {} }),
};

const energy = { circuit: table(circuitParams), deltaT: deltaT("-160 ns", "160 ns", 161) };

/** Every figure's fields. */
export const figureFields = {
  pulses: {
    doc: "change by single pulses, and rate laws",
    fields: (raw: unknown, parts: Parts) => ({ ...common, ...device(raw, parts), ...pulses }),
  },
  windows: {
    doc: "STDP curves",
    fields: (raw: unknown, parts: Parts) => ({ ...common, ...device(raw, parts), ...windows }),
  },
  cycling: {
    doc: "conductance over trains of pairs",
    fields: (raw: unknown, parts: Parts) => ({ ...common, ...device(raw, parts), ...cycling }),
  },
  variability: { doc: "scatter on devices that vary", fields: { ...common, ...variability } },
  montecarlo: {
    doc: "populations of devices that vary, in tensors",
    fields: (raw: unknown, parts: Parts) => ({ ...common, ...device(raw, parts), ...montecarlo }),
  },
  energy: { doc: "energy of spikes, technologies compared", fields: { ...common, ...energy } },
};

export const figure = variants("figure", "a figure", figureFields);

export type FigureValue = Value<typeof figure>;
export type FigureOf<N extends FigureValue["figure"]> = Extract<FigureValue, { readonly figure: N }>;
