/** Lists of one field, and rows of different ones. */
import * as z from "zod";
import { got } from "../errors.js";
import type { Parts } from "../parts.js";
import { EDITOR, Field, type Value } from "./field.js";

interface Length {
  readonly min?: number;
  readonly max: number;
  readonly doc?: string;
  /** What a row or the list is, for messages. */
  readonly accepted?: string;
}

/** A list; each item has the schema that it asks for itself. */
export function list<F extends Field>(item: F, length: Length): Field<readonly Value<F>[], false> {
  const { min = 0, max, doc = "", accepted } = length;
  const schema = (raw: unknown, parts: Parts): z.ZodType => {
    const described = (s: z.ZodType) => (doc === "" ? s : s.meta({ description: doc }));
    const own = !item.fixed && Array.isArray(raw) && raw.length > 0 && raw.length <= max;
    if (own) {
      const [first, ...others] = raw.map((r) => item.schema(r, parts));
      return described(z.tuple([first!, ...others]));
    }
    const error =
      accepted === undefined ? {} : { error: (issue: { input?: unknown }) => got(issue.input, accepted) };
    const any = z.array(item.schema(raw === EDITOR ? EDITOR : {}, parts), error).max(max);
    return described(min > 0 ? any.min(min) : any);
  };
  return new Field({
    about: {
      is: "group",
      open: true,
      inside: (raw) =>
        Array.isArray(raw) ? Object.fromEntries(raw.map((_, k) => [String(k), item])) : { "*": item },
    },
    doc,
    accepted: accepted ?? "a list",
    fixed: item.fixed,
    takes: Array.isArray,
    schema,
    read: (document, parts) => (document as unknown[]).map((d) => item.read(d, parts) as Value<F>),
  });
}

/** A pair of different fields, such as a time and a voltage. */
export function row<A, B>(a: Field<A>, b: Field<B>, accepted?: string): Field<readonly [A, B], false> {
  const error =
    accepted === undefined ? {} : { error: (issue: { input?: unknown }) => got(issue.input, accepted) };
  return new Field({
    about: { is: "group", inside: () => ({ "0": a, "1": b }) },
    accepted: accepted ?? "a list of two",
    fixed: a.fixed && b.fixed,
    takes: Array.isArray,
    schema: (raw, parts) => {
      const at = (k: number) => (raw === EDITOR ? EDITOR : Array.isArray(raw) ? raw[k] : undefined);
      return z.tuple([a.schema(at(0), parts), b.schema(at(1), parts)], error);
    },
    read: (document, parts) => {
      const [first, second] = document as [unknown, unknown];
      return [a.read(first, parts), b.read(second, parts)];
    },
  });
}
