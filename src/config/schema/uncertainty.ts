/** `uncertainty:` of a device file: limits of its numbers, and how their errors go together. */
import { NUMBER_NAMES, type UncertainNumber, type Uncertainty } from "../../fit/uncertainty.js";
import { got } from "../errors.js";
import type { Field } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { text, words } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { isPlainMap } from "../yaml.js";

const UNITS = {
  gMin: "S",
  gMax: "S",
  "beta.plus": "1",
  "beta.minus": "1",
  d2d: "1",
  c2c: "1",
  readNoise: "S",
  rate: "S/s",
  "f+": "1",
  "f-": "1",
} as const;
const PLACES = { rate: "V", "f+": "S", "f-": "S" } as const;

const number = group((raw) => {
  const of = isPlainMap(raw) && typeof raw.of === "string" ? raw.of : "gMin";
  const unit = Object.hasOwn(UNITS, of) ? UNITS[of as keyof typeof UNITS] : "1";
  const at = Object.hasOwn(PLACES, of) ? PLACES[of as keyof typeof PLACES] : undefined;
  return {
    of: words(NUMBER_NAMES, "which number"),
    ...(at ? { at: quantity(at, {}, "voltage of a rate, conductance of a row of a state factor") } : {}),
    low: quantity(unit, {}, "95 % limit; left out where there is none on this side").optional(),
    high: quantity(unit, {}, "95 % limit; left out where there is none on this side").optional(),
  };
});

export const uncertainty = group({
  doc: text("what it is").optional(),
  numbers: list(number, { min: 1, max: 500 }),
  correlation: list(list(quantity("1", { min: -1, max: 1 }), { min: 1, max: 500 }), { min: 1, max: 500 }),
}).as(
  ({ numbers, correlation }): Uncertainty => ({
    numbers: (numbers as readonly Written[]).map(({ of, at, low = null, high = null }) => ({
      of,
      ...(at === undefined ? {} : { at }),
      low,
      high,
    })),
    correlation,
  }),
) satisfies Field<Uncertainty>;

interface Written extends Pick<UncertainNumber, "of" | "at"> {
  readonly low?: number;
  readonly high?: number;
}

/** What is wrong with it as a whole, by path below it. */
export function uncertaintyProblems({
  numbers,
  correlation,
}: Uncertainty): { readonly path: string; readonly problem: string }[] {
  const wrong: { path: string; problem: string }[] = [];
  if (correlation.length !== numbers.length)
    wrong.push({
      path: "correlation",
      problem: got(correlation, `a row for each of the ${numbers.length} numbers`),
    });
  for (const [k, row] of correlation.entries())
    if (row.length !== k + 1 || row[k] !== 1)
      wrong.push({
        path: `correlation.${k}`,
        problem: got(row, `${k + 1} correlations, the last of which (with itself) is 1`),
      });
  for (const [k, { of, low, high }] of numbers.entries()) {
    if (low === null && high === null)
      wrong.push({ path: `numbers.${k}`, problem: `${of} has no limits; accepted: low, high or both` });
    if (low !== null && high !== null && low > high)
      wrong.push({ path: `numbers.${k}`, problem: `low of ${of} is above its high` });
  }
  return wrong;
}
