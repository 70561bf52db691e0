/** Fields whose form is told by a key of theirs, or by being a list. */
import * as z from "zod";
import { isPlainMap } from "../yaml.js";
import { EDITOR, Field, type Value } from "./field.js";

/**
 * @param forms  by the key that a mapping of this form has; "[]" is the form of lists
 * @param otherwise  the form of all else
 * @param accepted  all forms in words
 * @param folded  whether references list the last form only, where many fields have the same others
 */
export function byKey<const F extends Readonly<Record<string, Field>>, O extends Field>(
  forms: F,
  otherwise: O,
  doc: string,
  accepted: string,
  folded = false,
): Field<Value<F[keyof F]> | Value<O>, false> {
  const formOf = (raw: unknown): Field => {
    if (Array.isArray(raw)) return forms["[]"] ?? otherwise;
    const key = isPlainMap(raw) ? Object.keys(forms).find((k) => Object.hasOwn(raw, k)) : undefined;
    return key === undefined ? otherwise : forms[key]!;
  };
  return new Field({
    about: {
      is: "either",
      branches: folded ? [otherwise, otherwise] : [otherwise, ...Object.values(forms)],
      of: formOf,
    },
    doc,
    accepted,
    takes: (raw) => formOf(raw).takes(raw),
    schema: (raw, parts) => {
      if (raw !== EDITOR) return formOf(raw).schema(raw, parts);
      // Hundreds of parameters with all their forms would make the editor's schema ten times as large.
      if (folded) return z.union([otherwise.schema(EDITOR, parts), z.array(z.unknown()), z.looseObject({})]);
      const all = [otherwise, ...Object.values(forms)].map((form) => form.schema(EDITOR, parts));
      return doc === "" ? z.union(all) : z.union(all).meta({ description: doc });
    },
    read: (document, parts) => formOf(document).read(document, parts) as Value<F[keyof F]> | Value<O>,
  });
}
