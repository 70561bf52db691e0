/** A wanted STDP curve, the device that is to make it, and what voltages may be used. */
import { type ShapeName, shapes } from "../../core/design/shapes.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { label, text, whole, words } from "../fields/plain.js";
import { quantity, tableFields } from "../fields/quantity.js";
import type { Parts } from "../parts.js";
import { deviceFields } from "./device.js";

const shapeNames = Object.keys(shapes) as ShapeName[];

/** Numbers of a shape, and its side where it has one. */
function shape(name: ShapeName) {
  const { params, doc, ...rest } = shapes[name] as (typeof shapes)[ShapeName] & { readonly sided?: true };
  const side = rest.sided
    ? { side: words(["post-after-pre", "pre-after-post"], "where it lies").default("post-after-pre") }
    : {};
  return group({ ...tableFields(params), ...side }, { doc }).optional();
}

const lone = group(
  {
    pre: quantity("S", {}, "by a pre spike that meets no other").default("0 S"),
    post: quantity("S", {}, "by a post spike that meets no other").default("0 S"),
  },
  { doc: "what a spike alone is to leave; the curve is counted from the sum of both" },
).default({});

const target = group(
  {
    ...(Object.fromEntries(shapeNames.map((name) => [name, shape(name)])) as {
      readonly [K in ShapeName]: ReturnType<typeof shape>;
    }),
    curve: text("CSV file delta_t_s,delta_g_S, by its path from this file").optional(),
    centre: quantity("s", {}, "delta_t of a named shape's own 0").default("0 s"),
    span: quantity("s", { min: 0, open: true }, "half width of delta_t that is asked for").optional(),
    gap: quantity("s", { min: 0 }, "nothing is asked for so near to a step of the curve").optional(),
    lone,
  },
  { doc: "the wanted change for every delta_t = t_post - t_pre: one named shape, or a curve" },
);

const positive = { min: 0, open: true } as const;

const limits = group(
  {
    voltage: quantity("V", { ...positive, max: 1000 }, "largest |V| at a terminal").default("12 V"),
    gate: quantity("V", { ...positive, max: 1000 }, "largest |V| at the gate, for any delta_t").optional(),
    knots: whole(4, "knots of each waveform, both ends included", {
      max: 24,
      accepted: "a whole number of knots of each waveform from 4 to 24",
    }).default(8),
    shortest: quantity("s", positive, "shortest interval between two knots").optional(),
    longest: quantity("s", positive, "longest waveform").optional(),
    tick: quantity("s", positive, "the network's: both waveforms begin on one").optional(),
    post: words(
      ["free", "same", "inverted"],
      "V_post: any; V_pre's own waveform (an even curve); V_pre upside down (an odd curve where extraction is as fast as insertion)",
    ).default("free"),
    lone: quantity(
      "1",
      { ...positive, max: 10 },
      "most that a spike alone may leave, relative to the peak",
    ).default("2 %"),
    gross: quantity(
      "1",
      { ...positive, max: 1e6 },
      "most that a spike alone may move up and down in all, relative to the peak",
    ).default(1),
    grossPair: quantity(
      "1",
      { ...positive, max: 1e6 },
      "most that a pair may move up and down in all, relative to the peak: both cancel each other where it is far above 1",
    ).optional(),
  },
  { doc: "what voltages may be used, and what a spike alone may do" },
).default({});

const fields = {
  title: text("what it is for").optional(),
  target,
  limits,
  tolerance: quantity(
    "1",
    { ...positive, max: 1 },
    "largest rms misfit that counts as a solution, relative to the peak",
  ).default("10 %"),
  starts: whole(1, "searches begun", {
    max: 10_000,
    accepted: "a whole number of searches from 1 to 10000",
  }).default(24),
  seed: label("of the searches' beginnings").default("1"),
} as const;

/** A design file; which numbers the device has depends on the device that is written. */
export const designFile = group((raw: unknown, parts: Parts) => ({ ...fields, ...deviceFields(raw, parts) }));

export type DesignValue = Value<typeof designFile>;
export type TargetValue = DesignValue["target"];
export { shapeNames };
