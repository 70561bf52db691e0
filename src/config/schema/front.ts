/** Front ends: what pictures go through before they are encoded. */
import * as learned from "../../core/front/learned-fields.js";
import { defaults } from "../../core/params.js";
import { byForm } from "../fields/either.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { partWithNumbers } from "../fields/part-fields.js";
import { namedPart } from "../fields/parts.js";
import { text, whole, word } from "../fields/plain.js";
import { tableFields } from "../fields/quantity.js";
import { dataFile } from "../fields/spread.js";

const WHAT = "a front end";

/** A first layer: no table of numbers can hold what it has learned. */
const learnedFields = {
  doc: learned.doc,
  fields: {
    weights: byForm([
      text("path of the weights.npz of a run, or of a CSV file, from this file's folder").as((file) => ({
        file,
      })),
      group(dataFile),
    ]),
    projection: text("plastic projection whose weights are taken from weights.npz").default("local"),
    features: whole(1, "neurons at each place; wanted with weights.npz").optional(),
    ...tableFields(learned.params),
  },
};

/** `name`, `{model: name, ...params}` or `{module: ./path.js, ...params}`. */
const one = byForm([
  partWithNumbers("fronts", "model", WHAT, { "learned-fields": learnedFields }),
  namedPart("fronts", WHAT).as(({ name, part }) => ({ name, part, values: defaults(part.params) })),
]);

/** None, one, or several one after the other; as a list. */
export const front = byForm(
  [
    word("none").as(() => []),
    list(one, { min: 1, max: 8, accepted: "a list of front ends" }),
    one.as((chosen) => [chosen]),
  ],
  "what every picture goes through before it is encoded: one front end, or a list of them in order",
).default("none");

export type ChosenFront = Value<typeof front>;
