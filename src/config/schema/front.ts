/** Front ends: what pictures go through before they are encoded. */
import { defaults } from "../../core/params.js";
import { byForm } from "../fields/either.js";
import type { Value } from "../fields/field.js";
import { list } from "../fields/list.js";
import { partWithNumbers } from "../fields/part-fields.js";
import { namedPart } from "../fields/parts.js";
import { word } from "../fields/plain.js";

const WHAT = "a front end";

/** `name`, `{model: name, ...params}` or `{module: ./path.js, ...params}`. */
const one = byForm([
  partWithNumbers("fronts", "model", WHAT, {}),
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
