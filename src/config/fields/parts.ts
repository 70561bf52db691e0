/** Fields that name a part: one that comes with spikion, or a module of the user's own. */
import * as z from "zod";
import type { FamilyName, PartOf } from "../families.js";
import { type Parts, partOf } from "../parts.js";
import { modulePath } from "../reference.js";
import { EDITOR, Field } from "./field.js";
import { unknownWord } from "./variants.js";

/** A reference to a part of the user's own. */
export const moduleReference = z
  .strictObject({
    module: z.string().meta({ description: "path of a JavaScript module, from this file's folder" }),
  })
  .meta({ description: "a part of your own" });

type Tables = { readonly [F in FamilyName]: Readonly<Record<string, PartOf<F>>> };

/** The family's parts that come with spikion, by name. */
export function tableOf<F extends FamilyName>(parts: Parts, family: F): Readonly<Record<string, PartOf<F>>> {
  const tables: Tables = parts;
  return tables[family];
}

/** The part that a reference names, if there is one. */
export function partNamed<F extends FamilyName>(
  parts: Parts,
  family: F,
  raw: unknown,
): PartOf<F> | undefined {
  const path = modulePath(raw);
  const known =
    path === undefined
      ? typeof raw === "string" && Object.hasOwn(parts[family], raw)
      : parts.own[family].has(path);
  return known ? partOf(parts, family, raw) : undefined;
}

/** A part that comes with spikion, by its name. */
export function partWord<F extends FamilyName>(family: F, doc: string): Field<PartOf<F>, false> {
  return new Field({
    about: { is: "word", words: (parts) => Object.keys(parts[family]) },
    doc,
    accepted: doc,
    takes: (raw) => typeof raw === "string",
    schema: (_, parts) => z.enum(Object.keys(parts[family])).meta({ description: doc }),
    read: (document, parts) => partOf(parts, family, document),
  });
}

/** A part of the user's own. */
export function partModule<F extends FamilyName>(family: F): Field<PartOf<F>, false> {
  return new Field({
    about: { is: "text" },
    doc: "a part of your own",
    accepted: "{module: ./path.js}",
    takes: (raw) => modulePath(raw) !== undefined,
    schema: () => moduleReference,
    read: (document, parts) => partOf(parts, family, document),
  });
}

/** A reference to a part, as `name` or `{module: ./path.js}`; its value is the part. */
export function reference<F extends FamilyName>(family: F, what: string): Field<PartOf<F>, false> {
  return namedPart(family, what).as(({ part }) => part);
}

/**
 * The same, and what the part is called: its name, or the path of its module.
 * @param what  what is named, with its article
 * @param doc   what it is for, in words
 */
export function namedPart<F extends FamilyName>(
  family: F,
  what: string,
  doc: string = what,
): Field<{ readonly name: string; readonly part: PartOf<F> }, false> {
  return namedPartOr(family, [], what, doc) as Field<
    { readonly name: string; readonly part: PartOf<F> },
    false
  >;
}

/** The same, or one of some words that name another thing; it has no part. */
export function namedPartOr<F extends FamilyName>(
  family: F,
  beside: readonly string[],
  what: string,
  doc: string,
): Field<{ readonly name: string; readonly part?: PartOf<F> }, false> {
  const names = (parts: Parts) => [...Object.keys(parts[family]), ...beside];
  return new Field({
    about: { is: "word", words: names },
    doc,
    accepted: `${what} or {module: ./path.js}`,
    takes: (raw) => typeof raw === "string" || modulePath(raw) !== undefined,
    schema: (raw, parts) => {
      if (raw === EDITOR) {
        const choice = z.union([z.enum(names(parts)), z.looseObject({ module: z.string() })]);
        return doc === what ? choice : choice.meta({ description: doc });
      }
      if (typeof raw === "string" && beside.includes(raw)) return z.literal(raw);
      if (partNamed(parts, family, raw) === undefined) return unknownWord(what, names(parts), true);
      return typeof raw === "string" ? z.literal(raw) : moduleReference;
    },
    read: (document, parts) => {
      if (typeof document === "string" && beside.includes(document)) return { name: document };
      return { name: modulePath(document) ?? String(document), part: partOf(parts, family, document) };
    },
  });
}
