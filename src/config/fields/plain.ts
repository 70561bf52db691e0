/** Fields without a unit: whole numbers, words, names, text, yes or no. */
import * as z from "zod";
import { got, quoteAll } from "../errors.js";
import { Field } from "./field.js";

interface Whole {
  readonly max?: number;
  /** For messages, where the number is but one of several forms. */
  readonly accepted?: string;
}

type Issue = { readonly input?: unknown };

/**
 * A whole number.
 * @param what  what it counts
 */
export function whole(
  min: number,
  what: string,
  { max, accepted = `a whole number of ${what}, at least ${min}` }: Whole = {},
): Field<number, false> {
  const error = ({ input }: Issue) => got(input, accepted);
  const schema = () => {
    const least = z.int({ error }).min(min, { error });
    return (max === undefined ? least : least.max(max)).meta({ description: what });
  };
  return new Field({
    about: { is: "whole", min, ...(max === undefined ? {} : { max }) },
    doc: what,
    accepted: max === undefined ? accepted : `${accepted}, at most ${max}`,
    fixed: true,
    takes: (raw) => typeof raw === "number",
    schema,
    read: (document) => document as number,
  });
}

/** One of a few words. */
export function words<const W extends string>(choices: readonly W[], doc: string): Field<W, false> {
  return new Field({
    about: { is: "word", words: () => choices },
    doc,
    accepted: quoteAll(choices),
    fixed: true,
    takes: (raw) => typeof raw === "string",
    schema: () => z.enum(choices as readonly [W, ...W[]]).meta({ description: doc }),
    read: (document) => document as W,
  });
}

/** One word and no other. */
export function word<const W extends string>(only: W, doc = ""): Field<W, false> {
  return new Field({
    about: { is: "word", words: () => [only] },
    doc,
    accepted: `"${only}"`,
    takes: (raw) => raw === only,
    // Editors show what a word means; a document has said it already.
    schema: (raw) =>
      doc === "" || raw === only ? z.literal(only) : z.literal(only).meta({ description: doc }),
    read: () => only,
  });
}

/** The name of a thing in this document. */
export function name(what: string): Field<string, false> {
  const accepted = `the name of ${what}: letters, digits, - and _, a letter first`;
  const error = ({ input }: Issue) => got(input, accepted);
  const doc = `name of ${what}`;
  const schema = () =>
    z
      .string({ error })
      .regex(/^[A-Za-z][\w-]{0,63}$/, { error })
      .meta({ description: doc });
  return textual(doc, accepted, schema);
}

export function text(doc: string, pattern?: { readonly is: RegExp; readonly accepted: string }) {
  const accepted = pattern?.accepted ?? "text";
  const error = ({ input }: Issue) => got(input, accepted);
  const schema = () => {
    if (!pattern) return z.string({ error }).meta({ description: doc });
    return z.string().regex(pattern.is, { error }).meta({ description: doc });
  };
  return textual(doc, accepted, schema);
}

/** Text or a whole number, which counts as its digits. */
export function label(doc: string): Field<string, false> {
  const accepted = "text or a whole number up to 2^53";
  const error = ({ input }: Issue) => got(input, accepted);
  const either = () => z.union([z.string().min(1).max(200), z.int()], { error }).meta({ description: doc });
  return new Field({ ...textDefinition(doc, accepted, either), read: (document) => String(document) });
}

export function flag(doc: string): Field<boolean, false> {
  const accepted = "true or false";
  return new Field({
    about: { is: "flag" },
    doc,
    accepted,
    fixed: true,
    takes: (raw) => typeof raw === "boolean",
    schema: () => z.boolean({ error: ({ input }) => got(input, accepted) }).meta({ description: doc }),
    read: (document) => document as boolean,
  });
}

function textual(doc: string, accepted: string, schema: () => z.ZodType): Field<string, false> {
  return new Field(textDefinition(doc, accepted, schema));
}

function textDefinition(doc: string, accepted: string, schema: () => z.ZodType) {
  return {
    about: { is: "text" } as const,
    doc,
    accepted,
    fixed: true,
    takes: (raw: unknown) => typeof raw === "string",
    schema,
    read: (document: unknown) => document as string,
  };
}
