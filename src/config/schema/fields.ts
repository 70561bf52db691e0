/** The kinds of value that fields have. Quantities stay text: the resolved document reads like the file. */
import * as z from "zod";
import { outOfBounds, type Param, type ParamTable, type Unit } from "../../core/params.js";
import { acceptedQuantity, formatQuantity, parseQuantity, QuantityError } from "../../core/units.js";
import { show } from "../errors.js";

type Bounds = Pick<Param, "min" | "max" | "open">;
type Issue = { readonly input?: unknown };

/** `20 came; accepted: …`, or that nothing came. */
export function came(issue: Issue, accepted: string): string {
  return issue.input === undefined
    ? `is missing; accepted: ${accepted}`
    : `${show(issue.input)} came; accepted: ${accepted}`;
}

/** Limits in the words of the unit: " above 0 s", " from 0 to 1". */
function range(unit: Unit, { min, max, open }: Bounds): string {
  const side = (value: number) => formatQuantity(value, unit, "exact");
  if (min !== undefined && max !== undefined)
    return `, ${open ? "above" : "from"} ${side(min)} to ${side(max)}`;
  if (min !== undefined) return `, ${open ? "above" : "at least"} ${side(min)}`;
  return max === undefined ? "" : `, at most ${side(max)}`;
}

/**
 * Text (for unit "1" also a number) that is a quantity of this unit within its bounds.
 * A bare number is refused where a unit is due.
 */
export function quantity(unit: Unit, bounds: Bounds = {}, doc = ""): z.ZodType<string | number> {
  const accepted = acceptedQuantity(unit) + range(unit, bounds);
  const error = (issue: Issue) =>
    unit !== "1" && typeof issue.input === "number"
      ? `${issue.input} is a bare number; accepted: ${accepted}`
      : came(issue, accepted);
  const check = (value: string | number, context: z.RefinementCtx) => {
    const problem = quantityProblem(value, unit, bounds);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  };
  const text = z.string({ error }).superRefine(check);
  const schema = unit === "1" ? z.union([z.number({ error }).superRefine(check), text], { error }) : text;
  return doc === "" ? schema : schema.meta({ description: doc });
}

function quantityProblem(value: string | number, unit: Unit, bounds: Bounds): string | undefined {
  try {
    const si = typeof value === "number" ? value : parseQuantity(value, unit);
    const out = outOfBounds({ unit, default: 0, doc: "", source: "", ...bounds }, si);
    return out === undefined
      ? undefined
      : `${show(value)} is out of range; accepted: ${acceptedQuantity(unit)}${range(unit, bounds)}`;
  } catch (error) {
    if (error instanceof QuantityError) return error.message;
    throw error;
  }
}

/**
 * A synaptic weight: a number where it counts in leak conductances, a voltage where it is a jump of v. Which of the
 * two, the target's neurons decide; that is checked when the network is built.
 */
export function weight(bounds: Bounds, doc: string): z.ZodType<string | number> {
  const error = (issue: Issue) =>
    came(issue, `a number such as 20, or for neurons whose inputs are volts a voltage such as "2 mV"`);
  const check = (value: string | number, context: z.RefinementCtx) => {
    const asVolts = typeof value === "string" && weightUnitOf(value) === "V";
    const problem = quantityProblem(value, asVolts ? "V" : "1", bounds);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  };
  return z
    .union([z.number({ error }), z.string({ error })], { error })
    .superRefine(check)
    .meta({ description: doc });
}

/** The unit a weight was written in. */
export function weightUnitOf(value: unknown): "1" | "V" {
  return typeof value === "string" && /V\s*$/.test(value) ? "V" : "1";
}

/** A whole number. */
export function whole(min: number, what: string) {
  const accepted = `a whole number of ${what}, at least ${min}`;
  const error = (issue: Issue) => came(issue, accepted);
  return z.int({ error }).min(min, { error }).meta({ description: what });
}

/** One of a few words. */
export function words<const T extends readonly [string, ...string[]]>(choices: T, doc: string) {
  return z.enum(choices).meta({ description: doc });
}

/** The name of a thing in this document. */
export function name(what: string) {
  const error = (issue: Issue) =>
    came(issue, `the name of ${what}: letters, digits, - and _, a letter first`);
  return z
    .string({ error })
    .regex(/^[A-Za-z][\w-]{0,63}$/, { error })
    .meta({ description: `name of ${what}` });
}

export function text(doc: string) {
  const error = (issue: Issue) => came(issue, "text");
  return z.string({ error }).meta({ description: doc });
}

export function flag(doc: string) {
  const error = (issue: Issue) => came(issue, "true or false");
  return z.boolean({ error }).meta({ description: doc });
}

/** Fields for a table of parameters: quantities of their units, filled with the table's defaults. */
export function tableFields(table: ParamTable): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(table).map(([key, p]) => [key, quantity(p.unit, bounds(p), p.doc).default(defaultOf(p))]),
  );
}

function bounds({ min, max, open }: Param): Bounds {
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(open === undefined ? {} : { open }),
  };
}

function defaultOf({ unit, default: value }: Param): string | number {
  return unit === "1" ? value : formatQuantity(value, unit, "exact");
}

/** SI number of a field that `quantity` has accepted. */
export function si(value: unknown, unit: Unit): number {
  return typeof value === "number" ? value : parseQuantity(String(value), unit);
}

/** SI numbers of fields that `tableFields` has accepted. */
export function tableValues(
  table: ParamTable,
  fields: Readonly<Record<string, unknown>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table).map(([key, p]) => [
      key,
      fields[key] === undefined ? p.default : si(fields[key], p.unit),
    ]),
  );
}
