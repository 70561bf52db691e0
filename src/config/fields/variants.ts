/** Mappings whose other keys depend on one of their words, and mappings whose keys are names of the user's choosing. */
import * as z from "zod";
import { quoteAll, show } from "../errors.js";
import type { Parts } from "../parts.js";
import { didYouMean } from "../suggest.js";
import { isPlainMap } from "../yaml.js";
import { EDITOR, Field, type Fields, type Value, type Values } from "./field.js";
import { below, type FieldsOf, fieldsOf, readFields, shapeOf } from "./group.js";
import { word } from "./plain.js";

export interface Variant<S extends Fields = Fields> {
  readonly doc: string;
  readonly fields: FieldsOf<S>;
}

/** What a mapping is by its word, and the values of the fields that go with it. */
export type OneOf<K extends string, T extends Readonly<Record<string, Variant>>> = {
  [N in keyof T & string]: { readonly [key in K]: N } & FieldValues<T[N]["fields"]>;
}[keyof T & string];

type FieldValues<F> = F extends (raw: unknown, parts: Parts) => infer S
  ? S extends Fields
    ? Values<S>
    : never
  : F extends Fields
    ? Values<F>
    : never;

/**
 * @param key   the key that holds the choice
 * @param what  what is chosen, with its article
 */
export function variants<const K extends string, const T extends Readonly<Record<string, Variant>>>(
  key: K,
  what: string,
  table: T,
): Field<OneOf<K, T>, false> {
  const names = Object.keys(table);
  const fieldsFor = (name: string, raw: unknown, parts: Parts): Fields => ({
    [key]: word(name, table[name]!.doc),
    ...fieldsOf(table[name]!.fields, raw, parts),
  });
  const chosen = (raw: unknown): string | undefined => {
    const name = below(raw, key);
    return typeof name === "string" && Object.hasOwn(table, name) ? name : undefined;
  };
  return new Field({
    about: {
      is: "group",
      inside: (raw, parts) => fieldsFor(chosen(raw) ?? names[0]!, raw, parts),
      cases: (parts) => Object.fromEntries(names.map((name) => [name, fieldsFor(name, EDITOR, parts)])),
      caseOf: chosen,
    },
    accepted: quoteAll(names),
    takes: isPlainMap,
    schema: (raw, parts) => {
      if (raw === EDITOR)
        return z.union(names.map((name) => z.strictObject(shapeOf(fieldsFor(name, raw, parts), raw, parts))));
      const name = chosen(raw);
      return name === undefined
        ? z.looseObject({ [key]: unknownWord(what, names, false) })
        : z.strictObject(shapeOf(fieldsFor(name, raw, parts), raw, parts));
    },
    read: (document, parts) => {
      return readFields(fieldsFor(chosen(document)!, document, parts), document, parts) as OneOf<K, T>;
    },
  });
}

/** A word that is none of the accepted ones: always a problem, with a suggestion. */
export function unknownWord(what: string, names: readonly string[], modules: boolean) {
  const accepted = `accepted: ${quoteAll(names)}${modules ? " or {module: ./path.js}" : ""}`;
  return z.custom<string>(() => false, {
    error: ({ input }) =>
      input === undefined
        ? `is missing; ${accepted}`
        : typeof input === "string"
          ? `"${input}" is not ${what}; ${accepted}${didYouMean(input, names)}`
          : `${show(input)} is not ${what}; ${accepted}`,
  });
}

/** A mapping from names of the user's choosing. @param what  what each is, for messages */
export function named<F extends Field>(
  what: string,
  item: F,
  doc = "",
): Field<Readonly<Record<string, Value<F>>>, false> {
  const nameOf = z.string().regex(/^[A-Za-z][\w-]{0,63}$/);
  const misnamed = (key: string) =>
    z.never({
      error: () =>
        `"${key.slice(0, 70)}" is not a name for a ${what}; accepted: letters, digits, - and _, a letter first`,
    });
  return new Field({
    about: {
      is: "group",
      open: true,
      inside: (raw) =>
        isPlainMap(raw) ? Object.fromEntries(Object.keys(raw).map((key) => [key, item])) : { "*": item },
    },
    doc,
    accepted: `a mapping of names to values, each a ${what}`,
    takes: isPlainMap,
    schema: (raw, parts) => {
      if (raw === EDITOR) {
        const record = z.record(nameOf, item.schema(EDITOR, parts));
        return doc === "" ? record : record.meta({ description: doc });
      }
      if (!isPlainMap(raw)) return z.record(z.string(), z.unknown());
      const shape = Object.entries(raw).map(([key, value]) => [
        key,
        nameOf.safeParse(key).success ? item.schema(value, parts) : misnamed(key),
      ]);
      return z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>);
    },
    read: (document, parts) =>
      Object.fromEntries(
        Object.entries(document as object).map(([key, value]) => [key, item.read(value, parts) as Value<F>]),
      ),
  });
}
