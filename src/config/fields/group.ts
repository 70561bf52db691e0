/** A mapping with fields of its own. */
import * as z from "zod";
import type { Parts } from "../parts.js";
import { isPlainMap } from "../yaml.js";
import { EDITOR, Field, type Fields, type Values } from "./field.js";

/** Fields as they are, or as what is written in the mapping asks for. */
export type FieldsOf<S extends Fields> = S | ((raw: unknown, parts: Parts) => S);

export function fieldsOf<S extends Fields>(fields: FieldsOf<S>, raw: unknown, parts: Parts): S {
  return typeof fields === "function" ? fields(raw, parts) : fields;
}

/** The part of a document at `key`, or EDITOR below EDITOR. */
export function below(raw: unknown, key: string): unknown {
  return raw === EDITOR ? EDITOR : isPlainMap(raw) ? raw[key] : undefined;
}

/** Schemas of the fields, by key, for what is written. */
export function shapeOf(fields: Fields, raw: unknown, parts: Parts): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, field.schema(below(raw, key), parts)]),
  );
}

/** Values of the fields, by key; what is left out is left out. */
export function readFields<S extends Fields>(fields: S, document: unknown, parts: Parts): Values<S> {
  const values = Object.entries(fields).flatMap(([key, field]) => {
    const value = below(document, key);
    return value === undefined ? [] : [[key, field.read(value, parts)]];
  });
  return Object.fromEntries(values) as Values<S>;
}

/**
 * @param holding  a key by which this mapping is told from others, where there are several
 */
export function group<const S extends Fields>(
  fields: FieldsOf<S>,
  { doc = "", holding }: { readonly doc?: string; readonly holding?: string } = {},
): Field<Values<S>, false> {
  const fixed = typeof fields !== "function" && Object.values(fields).every((field) => field.fixed);
  return new Field({
    about: { is: "group", inside: (raw, parts) => fieldsOf(fields, raw, parts) },
    doc,
    accepted: "a mapping of keys to values",
    fixed,
    takes: (raw) => isPlainMap(raw) && (holding === undefined || Object.hasOwn(raw, holding)),
    schema: (raw, parts) => {
      const schema = z.strictObject(shapeOf(fieldsOf(fields, raw, parts), raw, parts));
      return doc === "" ? schema : schema.meta({ description: doc });
    },
    read: (document, parts) => readFields(fieldsOf(fields, document, parts), document, parts),
  });
}
