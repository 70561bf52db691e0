/** Fields that are written in one of several forms: a word, a quantity, a mapping. */
import * as z from "zod";
import { got } from "../errors.js";
import { EDITOR, Field, type Value } from "./field.js";
import { word } from "./plain.js";

type Branches = readonly [Field, Field, ...Field[]];

/** The first form that what is written could have; the first of all where it has none. */
function chosen(branches: Branches, raw: unknown): Field {
  return branches.find((branch) => branch.takes(raw)) ?? branches[0];
}

/**
 * One of several forms, all of which a problem names.
 * @param accepted  all forms in words; the words of the form that is nearest where left out
 */
export function either<const B extends Branches>(
  branches: B,
  { accepted, doc = "" }: { readonly accepted?: string; readonly doc?: string },
): Field<Value<B[number]>, false> {
  const forms = accepted ?? branches.map((branch) => branch.accepted).join(", or ");
  const error = (issue: { input?: unknown }) => got(issue.input, forms);
  return new Field({
    about: { is: "either", branches, of: (raw) => chosen(branches, raw) },
    doc,
    accepted: forms,
    fixed: branches.every((branch) => branch.fixed),
    takes: (raw) => branches.some((branch) => branch.takes(raw)),
    schema: (raw, parts) => {
      const schema = z.union(
        branches.map((branch) => branch.schema(raw, parts)),
        { error },
      );
      return doc === "" ? schema : schema.meta({ description: doc });
    },
    read: (document, parts) => chosen(branches, document).read(document, parts) as Value<B[number]>,
  });
}

/**
 * One of several forms; a problem is told in the words of the form that was meant.
 * @param accepted  all forms in words, for what has none of them; that is told in those of the first where left out
 */
export function byForm<const B extends Branches>(
  branches: B,
  doc = "",
  accepted?: string,
): Field<Value<B[number]>, false> {
  const none = (raw: unknown) => raw !== undefined && !branches.some((branch) => branch.takes(raw));
  return new Field({
    about: { is: "either", branches, of: (raw) => chosen(branches, raw) },
    doc,
    accepted: accepted ?? branches.map((branch) => branch.accepted).join(", or "),
    takes: (raw) => branches.some((branch) => branch.takes(raw)),
    schema: (raw, parts) => {
      if (accepted !== undefined && raw !== EDITOR && none(raw))
        return z.custom(() => false, { error: ({ input }) => got(input, accepted) });
      if (raw !== EDITOR) return chosen(branches, raw).schema(raw, parts);
      const all = z.union(branches.map((branch) => branch.schema(EDITOR, parts)));
      return doc === "" ? all : all.meta({ description: doc });
    },
    read: (document, parts) => chosen(branches, document).read(document, parts) as Value<B[number]>,
  });
}

/** A field, or the word "none". @param accepted  both in words */
export function noneOr<F extends Field>(
  field: F,
  accepted: string,
  doc = accepted,
): Field<Value<F> | "none", false> {
  return either([word("none"), field], { accepted, doc }).default("none") as Field<Value<F> | "none", false>;
}
