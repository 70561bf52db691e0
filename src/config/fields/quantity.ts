/** Quantities: text with a unit in a document, SI numbers in code. */
import * as z from "zod";
import {
  outOfBounds,
  type Param,
  type ParamTable,
  type Unit,
  type Values,
  writtenValue,
} from "../../core/params.js";
import { acceptedQuantity, formatQuantity, parseQuantity, QuantityError } from "../../core/units.js";
import { got, show } from "../errors.js";
import { type Bounds, Field } from "./field.js";
import { group } from "./group.js";
import { flag, whole, words } from "./plain.js";

/** Limits in the words of the unit: ", above 0 s", ", from 0 to 1". */
function range(unit: Unit, { min, max, open }: Bounds): string {
  const side = (value: number) => formatQuantity(value, unit, "exact");
  if (min !== undefined && max !== undefined)
    return `, ${open ? "above" : "from"} ${side(min)} to ${side(max)}`;
  if (min !== undefined) return `, ${open ? "above" : "at least"} ${side(min)}`;
  return max === undefined ? "" : `, at most ${side(max)}`;
}

const isQuantity = (raw: unknown) => typeof raw === "string" || typeof raw === "number";

/**
 * Text (for unit "1" also a number) that is a quantity of this unit within its bounds.
 * A bare number is refused where a unit is due.
 */
export function quantity(unit: Unit, bounds: Bounds = {}, doc = ""): Field<number, false> {
  const accepted = acceptedQuantity(unit) + range(unit, bounds);
  const error = ({ input }: { readonly input?: unknown }) =>
    unit !== "1" && typeof input === "number"
      ? `${input} is a bare number; accepted: ${accepted}`
      : got(input, accepted);
  const check = (value: string | number, context: z.RefinementCtx) => {
    const problem = problemOf(value, unit, bounds);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  };
  const schema = (): z.ZodType => {
    const text = z.string({ error }).superRefine(check);
    const either = unit === "1" ? z.union([z.number({ error }).superRefine(check), text], { error }) : text;
    return doc === "" ? either : either.meta({ description: doc });
  };
  return new Field({
    about: { is: "quantity", unit, bounds },
    doc,
    accepted,
    fixed: true,
    takes: isQuantity,
    schema,
    read: (document) => si(document, unit),
  });
}

function problemOf(value: string | number, unit: Unit, bounds: Bounds): string | undefined {
  try {
    const number = typeof value === "number" ? value : parseQuantity(value, unit);
    const out = outOfBounds({ unit, default: 0, doc: "", source: "", ...bounds }, number);
    return out === undefined
      ? undefined
      : `${show(value)} is out of range; accepted: ${acceptedQuantity(unit)}${range(unit, bounds)}`;
  } catch (error) {
    if (error instanceof QuantityError) return error.message;
    throw error;
  }
}

/** A synaptic weight in SI units, and the unit that it was given in. */
export interface Weight {
  readonly value: number;
  readonly unit: "1" | "V";
}

/**
 * A synaptic weight: a number where it counts in leak conductances, a voltage where it is a jump of v. Which of the
 * two, the target's neurons decide; that is checked when the network is built.
 */
export function weight(bounds: Bounds, doc: string): Field<Weight, false> {
  const accepted = `a number such as 20, or for neurons whose inputs are volts a voltage such as "2 mV"`;
  const error = ({ input }: { readonly input?: unknown }) => got(input, accepted);
  const check = (value: string | number, context: z.RefinementCtx) => {
    const problem = problemOf(value, weightUnit(value), bounds);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  };
  return new Field({
    about: { is: "quantity", unit: "1 or V", bounds },
    doc,
    accepted,
    fixed: true,
    takes: isQuantity,
    schema: () =>
      z
        .union([z.number({ error }), z.string({ error })], { error })
        .superRefine(check)
        .meta({ description: doc }),
    read: (document) => ({ value: si(document, weightUnit(document)), unit: weightUnit(document) }),
  });
}

function weightUnit(value: unknown): "1" | "V" {
  return typeof value === "string" && /V\s*$/.test(value) ? "V" : "1";
}

/** Fields of tables, which are made once. */
const made = new WeakMap<ParamTable, Readonly<Record<string, Field<number, false>>>>();

/** Fields for a table of parameters: quantities of their units, counts, yes or no, words; filled with the table's defaults. */
export function tableFields<T extends ParamTable>(table: T): { [K in keyof T]: Field<number, false> } {
  const known = made.get(table) ?? newFields(table);
  made.set(table, known);
  return known as { [K in keyof T]: Field<number, false> };
}

function newFields(table: ParamTable): Record<string, Field<number, false>> {
  const fields = Object.entries(table).map(([key, p]) => [key, fieldOf(p).default(defaultOf(p))]);
  return Object.fromEntries(fields);
}

/** One value that can differ between neurons: its bounds, and how far it spreads. */
export function valueAndWidth(p: Param): readonly [one: Field<number, false>, width: Field<number, false>] {
  return [fieldOf(p), quantity(p.unit, { min: 0 }, "standard deviation")];
}

/** One parameter, which must be given. */
export function fieldOf(p: Param): Field<number, false> {
  if (p.flag) return flag(p.doc).as(Number);
  if (p.words) return words(p.words, p.doc).as((word) => p.words!.indexOf(word));
  if (p.whole) return whole(p.min ?? 0, p.doc, p.max === undefined ? {} : { max: p.max });
  return quantity(p.unit, boundsOf(p), p.doc);
}

/** A mapping with the parameters of a table, each of which may be left out. */
export function table<T extends ParamTable>(params: T): Field<Values<T>, false> {
  return group(tableFields(params)).default({}) as unknown as Field<Values<T>, false>;
}

function boundsOf({ min, max, open }: Param): Bounds {
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(open === undefined ? {} : { open }),
  };
}

/** A parameter's default as it would be written. */
export function defaultOf(p: Param): string | number | boolean {
  return p.unit === "1" ? writtenValue(p, p.default) : formatQuantity(p.default, p.unit, "exact");
}

/** SI number of what a quantity's schema has accepted. */
export function si(value: unknown, unit: Unit): number {
  return typeof value === "number" ? value : parseQuantity(String(value), unit);
}
