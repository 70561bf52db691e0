/** The `sweep:` block of an experiment: which values are tried together, for which seeds, and what is asked of them. */
import * as z from "zod";
import { readoutKey, STANDARD_READOUT } from "../../readout/index.js";
import { got } from "../errors.js";
import { byForm, either } from "../fields/either.js";
import { Field, type Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { label as labelled, name, text, whole, words } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { named } from "../fields/variants.js";
import { inWords } from "../messages.js";
import { builtIn } from "../parts.js";

export const DESIGN_DOCS = {
  grid: "every combination of the axes' values",
  random: "`samples` points, each axis drawn at random on its own",
  "latin-hypercube": "`samples` points that fill every axis evenly, one in each of as many slices",
};
const DESIGNS = Object.keys(DESIGN_DOCS) as (keyof typeof DESIGN_DOCS)[];

const dotted = text("a setting", {
  is: /^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/,
  accepted: "a dotted path such as train.images",
});
/** One path, or several that always have the same value. */
const path = either([dotted, list(dotted, { min: 1, max: 20 })], {
  accepted: "a dotted path such as train.images, or a list of them",
  doc: "dotted path that --set would use; a list: all get the same value",
});

/** A value as it is written: settings of a sweep are laid on the document as they are. */
function written<T>(doc: string, schema: () => z.ZodType<T>): Field<T, false> {
  return new Field({
    about: { is: "text" },
    doc,
    accepted: doc,
    fixed: true,
    takes: (raw) => raw !== undefined,
    schema: () => schema().meta({ description: doc }),
    read: (document) => document as T,
  });
}

const value = written("a value, with its unit; lists, mappings and null too", () => z.unknown());
const ends = 'a finite number, with its unit where it has one, such as "1 ms"';
const end = (which: string) =>
  written(which, () =>
    z.union([z.number(), z.string()], { error: ({ input }: { input?: unknown }) => got(input, ends) }),
  );
const label = text("the axis in plots and tables; its name where left out").optional();

const values = group({ path, label, values: list(value, { min: 1, max: 1000 }) }, { holding: "values" });
const range = group(
  {
    path,
    label,
    from: end("first value, with its unit"),
    to: end("last value, in the same unit"),
    count: whole(2, "values of a grid").optional(),
    scale: words(["linear", "log"], "how the values are spaced").default("linear"),
  },
  { holding: "from" },
);
const cases = group({
  label,
  cases: written("named sets of settings: dotted path and value each", () =>
    z.record(
      z.string().regex(/^[\w.+ %µ-]{1,40}$/, {
        error: "is not a name for a case; accepted: up to 40 letters, digits, spaces and _ . + - % µ",
      }),
      z.record(z.string().regex(/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/), z.unknown()),
    ),
  ),
});
const axis = byForm([values, range, cases]);

const seeds = either([whole(1, "seeds, named 1, 2, …"), list(labelled("a seed"), { min: 1, max: 1000 })], {
  doc: "how many seeds, or their names; the same for every point",
});

/** Where no measure is named. */
export const STANDARD_MEASURE = readoutKey(STANDARD_READOUT);

export const sweep = group({
  seeds: seeds.default(5),
  design: words(DESIGNS, "how values of the axes are combined").default("grid"),
  samples: whole(1, "points of a random design or a latin hypercube").optional(),
  axes: named("axis", axis),
  /** What paired differences are against, axis by axis; axes left out keep the point's own value. */
  baseline: named("axis", value).optional(),
  measure: text(
    "what is compared: the accuracy of a read-out, or of certain trials; of a simulation spikes.<population> and others",
    {
      is: /^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/,
      accepted: "the name of a measure such as classMean or spikes.output",
    },
  ).default(STANDARD_MEASURE),
  tolerance: group({
    axis: name("the axis of growing disorder"),
    loss: quantity("1", { min: 0, max: 1, open: true }, "accuracy that may be lost").default("1 %"),
    refine: whole(0, "further values tried between the last good and the first bad one").default(0),
  }).optional(),
});

export type SweepBlock = Value<typeof sweep>;
export type AxisBlock = Value<typeof axis>;

/** The block of a document, or what is wrong with it. */
export function readSweep(raw: unknown): { readonly block: SweepBlock } | { readonly error: z.ZodError } {
  const parsed = sweep.schema(raw, builtIn).safeParse(raw, inWords);
  return parsed.success ? { block: sweep.read(parsed.data, builtIn) } : { error: parsed.error };
}
