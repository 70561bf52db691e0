/** Mappings with the fields of a part: of the one that they name, or of several by their names. */
import * as z from "zod";
import type { ParamTable } from "../../core/params.js";
import type { FamilyName, PartOf } from "../families.js";
import { type Parts, partOf } from "../parts.js";
import { modulePath } from "../reference.js";
import { isPlainMap } from "../yaml.js";
import { EDITOR, Field, type Fields, type Value, type Values } from "./field.js";
import { below, group, readFields, shapeOf } from "./group.js";
import { moduleReference, partNamed, reference, tableOf } from "./parts.js";
import { text } from "./plain.js";
import { tableFields } from "./quantity.js";
import { type Variant, variants } from "./variants.js";

/**
 * A mapping whose other fields depend on the part that `key` names.
 * @param what  what is named, with its article
 */
export function partBy<F extends FamilyName, const K extends string, S extends Fields>(
  family: F,
  key: K,
  what: string,
  fieldsFor: (part: PartOf<F>) => S,
): Field<{ readonly [key in K]: PartOf<F> } & Values<S>, false> {
  const fields = (raw: unknown, parts: Parts): Fields => {
    const part = partNamed(parts, family, below(raw, key));
    return { [key]: reference(family, what), ...(part === undefined ? {} : fieldsFor(part)) };
  };
  return new Field({
    about: {
      is: "group",
      inside: fields,
      cases: (parts) =>
        Object.fromEntries(
          Object.entries(tableOf(parts, family)).map(([name, part]) => [
            name,
            { [key]: reference(family, what), ...fieldsFor(part) },
          ]),
        ),
      caseOf: (raw) => String(below(raw, key)),
    },
    accepted: `a mapping with ${key}: ${what}`,
    takes: (raw) => isPlainMap(raw) && Object.hasOwn(raw, key),
    schema: (raw, parts) => {
      if (raw === EDITOR) {
        const known = Object.entries(tableOf(parts, family));
        const options = known.map(([name, part]) => {
          const named = z.literal(name).meta({ description: part.doc });
          return z.strictObject({ [key]: named, ...shapeOf(fieldsFor(part), raw, parts) });
        });
        return z.union([...options, z.looseObject({ [key]: moduleReference })]);
      }
      const shape = shapeOf(fields(raw, parts), raw, parts);
      return partNamed(parts, family, below(raw, key)) === undefined
        ? z.looseObject(shape)
        : z.strictObject(shape);
    },
    read: (document, parts) =>
      readFields(fields(document, parts), document, parts) as { readonly [key in K]: PartOf<F> } & Values<S>,
  });
}

/** A part with the numbers that it is made with. */
export interface Chosen<P> {
  /** As the document has it: a name, or the path of a module. */
  readonly name: string;
  readonly part: P;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * `{model: name, ...numbers}` or `{module: ./path.js, ...numbers}`.
 * @param key    the key that holds the name
 * @param apart  what can be named beside the parts, and is made of more than numbers
 * @param own    the table that a part's numbers come from, where that is not its own
 */
export function partWithNumbers<
  F extends FamilyName,
  const K extends string,
  const T extends Readonly<Record<string, Variant>>,
>(
  family: F,
  key: K,
  what: string,
  apart: T,
  own: (params: ParamTable) => ParamTable = (params) => params,
): Field<Chosen<PartOf<F>> | Value<ReturnType<typeof variants<K, T>>>, false> {
  const numbers = (part: PartOf<F>): Fields => tableFields(own(part.params ?? {}));
  /** All that can be named, each with its fields. */
  const table = (parts: Parts): Record<string, Variant> => {
    const known = Object.entries(tableOf(parts, family));
    const named = known.map(([name, part]): [string, Variant] => [
      name,
      { doc: part.doc, fields: numbers(part) },
    ]);
    return { ...Object.fromEntries(named), ...apart };
  };
  const ofModule = (raw: unknown, parts: Parts) =>
    modulePath(raw) === undefined ? undefined : partNamed(parts, family, { module: modulePath(raw)! });
  return new Field({
    about: {
      is: "group",
      inside: (raw, parts) => {
        const part = ofModule(raw, parts);
        if (part !== undefined) return numbers(part);
        const { about } = variants(key, what, table(parts));
        return about.is === "group" ? about.inside(raw, parts) : {};
      },
      cases: (parts) => {
        const { about } = variants(key, what, table(parts));
        return about.is === "group" ? about.cases!(parts) : {};
      },
      caseOf: (raw) => String(below(raw, key)),
    },
    accepted: `a mapping with ${key}: ${what}`,
    takes: isPlainMap,
    schema: (raw, parts) => {
      const part = ofModule(raw, parts);
      if (part !== undefined)
        return z.strictObject({ ...moduleReference.shape, ...shapeOf(numbers(part), raw, parts) });
      const named = variants(key, what, table(parts)).schema(raw, parts);
      return raw === EDITOR ? z.union([named, z.looseObject(moduleReference.shape)]) : named;
    },
    read: (document, parts) => {
      const word = String(below(document, key));
      if (Object.hasOwn(apart, word)) return variants(key, what, apart).read(document, parts);
      const path = modulePath(document);
      const part = partOf(parts, family, path === undefined ? word : { module: path });
      return { name: path ?? word, part, values: readFields(numbers(part), document, parts) } as Chosen<
        PartOf<F>
      >;
    },
  });
}

/**
 * A mapping from parts to the numbers they are made with: those that come with spikion by their names, `{module: …}` by
 * any other. Each may be left out.
 */
export function partsByName<F extends FamilyName>(
  family: F,
  doc: string,
): Field<Readonly<Record<string, Chosen<PartOf<F>> & { readonly own: boolean }>>, false> {
  const fields = (raw: unknown, parts: Parts): Fields => {
    const known = Object.entries(tableOf(parts, family)).map(([name, part]) => [
      name,
      group(tableFields(part.params ?? {}), { doc: part.doc }).optional(),
    ]);
    const modules = Object.entries(isPlainMap(raw) ? raw : {}).flatMap(([name, written]) => {
      const path = modulePath(written);
      const part = path === undefined || name in parts[family] ? undefined : parts.own[family].get(path);
      return part
        ? [[name, group({ module: text("a part of your own"), ...tableFields(part.params ?? {}) })]]
        : [];
    });
    return Object.fromEntries([...known, ...modules]) as Fields;
  };
  return new Field({
    about: { is: "group", inside: fields },
    doc,
    accepted: "a mapping of names to numbers",
    takes: isPlainMap,
    schema: (raw, parts) => {
      const shape = shapeOf(fields(raw, parts), raw, parts);
      const schema =
        raw === EDITOR
          ? z.object(shape).catchall(z.looseObject(moduleReference.shape))
          : z.strictObject(shape);
      return schema.meta({ description: doc });
    },
    read: (document, parts) => {
      const read = readFields(fields(document, parts), document, parts) as Record<
        string,
        Record<string, number>
      >;
      const chosen = Object.entries(read).map(([name, { module: _, ...values }]) => {
        const path = modulePath(below(document, name));
        const part = partOf(parts, family, path === undefined ? name : { module: path });
        return [name, { name, part, values, own: path !== undefined }];
      });
      return Object.fromEntries(chosen);
    },
  });
}
