/** Parameters of neurons that differ, and where neurons start: from what is written to what the network is built of. */
import type { NeuronModel } from "../../core/neuron/model.js";
import { outOfBounds, type Param } from "../../core/params.js";
import type { OwnValues } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import { readColumns } from "../columns-file.js";
import { isLaw, type Law } from "../fields/spread.js";
import { buildLaw, middleOf } from "./law.js";
import type { ProblemList } from "./problems.js";

export type Written = Readonly<Record<string, number | Law<number>>>;

/** What a value can be. */
type Bounded = Pick<Param, "unit" | "min" | "max" | "open" | "onGrid">;

export interface BuiltValues {
  /** One number for each name: the mean, or the first, where neurons differ. */
  readonly values: Readonly<Record<string, number>>;
  /** Those that differ. */
  readonly own: OwnValues;
}

/**
 * @param size  neurons
 * @param columnOf  what columns of files are called after; each value's name where left out
 */
export function buildOwnValues(
  written: Written,
  table: Readonly<Record<string, Bounded>>,
  size: number,
  files: Files,
  path: string,
  problems: ProblemList,
  columnOf?: string,
): BuiltValues {
  const values: Record<string, number> = {};
  const own: Record<string, OwnValues[string]> = {};
  for (const [name, given] of Object.entries(written)) {
    if (!isLaw(given)) {
      values[name] = given;
      continue;
    }
    const at = `${path}.${name}`;
    const bounds = table[name]!;
    if (given.kind === "list" || given.kind === "file") {
      const list =
        given.kind === "list"
          ? listed(given.values, size, at, problems)
          : read(given, columnOf ?? name, bounds, size, files, at, problems);
      values[name] = list?.[0] ?? Number.NaN;
      if (list) own[name] = list;
      continue;
    }
    const law = buildLaw(given, (x) => x, at, problems, lowest(bounds));
    values[name] = law ? middleOf(law) : Number.NaN;
    if (law) own[name] = law;
  }
  return { values, own };
}

/** Bounds of a parameter; one that is excluded itself is as good as never drawn. */
function lowest({ min, max, open }: Bounded) {
  const least = min === undefined ? {} : { min: open ? min + Number.MIN_VALUE : min };
  return { ...least, ...(max === undefined ? {} : { max }) };
}

function listed(
  values: readonly number[],
  size: number,
  path: string,
  problems: ProblemList,
): Float64Array | undefined {
  if (values.length === size) return Float64Array.from(values);
  problems.add(path, `has ${values.length} values; accepted: one for each of the ${size} neurons`);
  return undefined;
}

function read(
  law: Extract<Law<number>, { kind: "file" }>,
  name: string,
  bounds: Bounded,
  size: number,
  files: Files,
  path: string,
  problems: ProblemList,
): Float64Array | undefined {
  const column = law.column ?? (bounds.unit === "1" ? name : `${name}_${bounds.unit}`);
  const fits = (x: number) => outOfBounds({ default: 0, doc: "", source: "", ...bounds }, x) === undefined;
  const accepted = `${name} in ${bounds.unit === "1" ? "plain numbers" : bounds.unit}, within its bounds`;
  const found = problems.reading(path, () =>
    readColumns(files, law, { [column]: { accepted, fits } }, "others too"),
  );
  if (!found) return undefined;
  const values = found.columns[column];
  if (!values)
    problems.add(
      path,
      `${found.name} has no column "${column}"; accepted: one, or column: the name of another`,
    );
  else if (values.length !== size)
    problems.add(
      path,
      `${found.name}: "${column}" has ${values.length} values; accepted: one for each of the ${size} neurons`,
    );
  else return Float64Array.from(values);
  return undefined;
}

/** Units of the variables that can start elsewhere. */
export function startTable({ starts = {} }: NeuronModel): Readonly<Record<string, Bounded>> {
  return Object.fromEntries(Object.entries(starts).map(([name, unit]) => [name, { unit }]));
}
