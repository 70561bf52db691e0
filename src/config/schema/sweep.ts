/** The `sweep:` block of an experiment: which values are tried together, for which seeds, and what is asked of them. */
import * as z from "zod";
import { kinds } from "../../experiment/kinds/index.js";
import { readoutKey, STANDARD_READOUT } from "../../readout/index.js";
import { got } from "../errors.js";
import type { Field } from "../fields/field.js";
import * as plain from "../fields/plain.js";
import { quantity as siQuantity } from "../fields/quantity.js";
import { builtIn } from "../parts.js";

/** A field's schema; a sweep block keeps values as they are written. */
const written = <T>(field: Field) => field.schema(undefined, builtIn) as z.ZodType<T>;
const name = (what: string) => written<string>(plain.name(what));
const text = (doc: string) => written<string>(plain.text(doc));
const whole = (min: number, what: string) => written<number>(plain.whole(min, what));
const words = <const W extends string>(choices: readonly W[], doc: string) =>
  written<W>(plain.words(choices, doc));
const quantity = (...args: Parameters<typeof siQuantity>) => written<string | number>(siQuantity(...args));

export const DESIGN_DOCS = {
  grid: "every combination of the axes' values",
  random: "`samples` points, each axis drawn at random on its own",
  "latin-hypercube": "`samples` points that fill every axis evenly, one in each of as many slices",
};
const DESIGNS = Object.keys(DESIGN_DOCS) as ["grid", "random", "latin-hypercube"];

/** Measures that a sweep can compare, below "accuracy", of any kind. */
const MEASURES = [...new Set(Object.values(kinds).flatMap(({ compared }) => compared))] as [
  string,
  ...string[],
];

const dotted = z
  .string({ error: (issue) => got(issue.input, "a dotted path such as train.images") })
  .regex(/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/, {
    error: (issue) => got(issue.input, "a dotted path such as train.images"),
  });
/** One path, or several that always have the same value. */
const path = z
  .union([dotted, z.array(dotted).min(1).max(20)])
  .meta({ description: "dotted path that --set would use; a list: all get the same value" });
const value = z.union([z.string(), z.number(), z.boolean()]);
const unitText = z.union([z.number(), z.string()]);
const label = text("the axis in plots and tables; its name where left out").optional();

const list = z.strictObject({ path, label, values: z.array(value).min(1).max(1000) });
const range = z.strictObject({
  path,
  label,
  from: unitText.meta({ description: "first value, with its unit" }),
  to: unitText.meta({ description: "last value, in the same unit" }),
  count: whole(2, "values of a grid").optional(),
  scale: words(["linear", "log"], "how the values are spaced").default("linear"),
});
const cases = z.strictObject({
  label,
  cases: z
    .record(z.string().regex(/^[\w.+ -]{1,40}$/), z.record(dotted, z.unknown()))
    .meta({ description: "named sets of settings: dotted path and value each" }),
});
const axis = z.union([list, range, cases], {
  error: (issue) => got(issue.input, "{path, values}, {path, from, to, count} or {cases}"),
});

export const sweepSchema = z.strictObject({
  seeds: z
    .union([
      whole(1, "seeds, named 1, 2, …"),
      z
        .array(z.union([z.string(), z.int()]))
        .min(1)
        .max(1000),
    ])
    .default(5)
    .meta({ description: "how many seeds, or their names; the same for every point" }),
  design: words(DESIGNS, "how values of the axes are combined").default("grid"),
  samples: whole(1, "points of a random design or a latin hypercube").optional(),
  axes: z.record(z.string().regex(/^[A-Za-z][\w-]{0,31}$/), axis),
  /** What paired differences are against, axis by axis; axes left out keep the point's own value. */
  baseline: z.record(z.string(), value).optional(),
  measure: words(
    MEASURES,
    "whose accuracy is compared: that of a read-out, or of certain trials; each kind has its own",
  ).default(readoutKey(STANDARD_READOUT)),
  tolerance: z
    .strictObject({
      axis: name("the axis of growing disorder"),
      loss: quantity("1", { min: 0, max: 1, open: true }, "accuracy that may be lost").default("1 %"),
      refine: whole(0, "further values tried between the last good and the first bad one").default(0),
    })
    .optional(),
});

export type SweepBlock = z.infer<typeof sweepSchema>;
export type AxisBlock = z.infer<typeof axis>;
