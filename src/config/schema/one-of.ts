/** A mapping whose other keys depend on one of its words: the params of a neuron follow from its model. */
import * as z from "zod";
import { quoteAll, show } from "../errors.js";
import { didYouMean } from "../suggest.js";
import { isPlainMap } from "../yaml.js";

/** Stands for "no document yet": schemas then list every variant, as editors need it. */
export const EDITOR: unique symbol = Symbol("editor");

export type Shape = Record<string, z.ZodType>;

export interface Variant {
  readonly name: string;
  readonly doc: string;
  readonly shape: Shape;
}

/** A reference to a part of the user's own. */
export const moduleReference = z
  .strictObject({
    module: z.string().meta({ description: "path of a JavaScript module, from this file's folder" }),
  })
  .meta({ description: "a part of your own" });

/** The path in `{module: path}`; undefined for anything else. */
export function modulePath(value: unknown): string | undefined {
  return isPlainMap(value) && typeof value.module === "string" ? value.module : undefined;
}

/**
 * @param key      the key that holds the choice
 * @param what     what is chosen, with its article
 * @param variants  what can be chosen; a module is in it by its path
 * @param raw      the mapping as written, or EDITOR
 * @param own      shape for a module of the user's own; absent where none is accepted
 */
export function oneOf(
  key: string,
  what: string,
  variants: readonly Variant[],
  raw: unknown,
  own?: (path: string) => Shape | undefined,
) {
  if (raw === EDITOR) {
    const options = variants.map(({ name, doc, shape }) =>
      z.strictObject({ [key]: z.literal(name).meta({ description: doc }), ...shape }),
    );
    return z.union(own ? [...options, z.looseObject({ [key]: moduleReference })] : options);
  }
  const chosen = isPlainMap(raw) ? raw[key] : undefined;
  const path = modulePath(chosen);
  const shape = path === undefined ? undefined : own?.(path);
  if (shape) return z.strictObject({ [key]: moduleReference, ...shape });
  const variant = variants.find((v) => v.name === chosen);
  if (variant) return z.strictObject({ [key]: z.literal(variant.name), ...variant.shape });
  return z.looseObject({
    [key]: choice(
      what,
      variants.map((v) => v.name),
      own !== undefined,
    ),
  });
}

/** A word that is none of the accepted ones: always a problem, with a suggestion. */
function choice(what: string, names: readonly string[], modules: boolean) {
  const accepted = `accepted: ${quoteAll(names)}${modules ? " or {module: ./path.js}" : ""}`;
  return z.custom<string>((value) => typeof value === "string" && names.includes(value), {
    error: ({ input }) =>
      input === undefined
        ? `is missing; ${accepted}`
        : typeof input === "string"
          ? `"${input}" is not ${what}; ${accepted}${didYouMean(input, names)}`
          : `${show(input)} is not ${what}; ${accepted}`,
  });
}

/** A mapping from names of the user's choosing, each value with the schema that its own text asks for. */
export function namedMap(raw: unknown, what: string, schemaOf: (value: unknown) => z.ZodType): z.ZodType {
  const nameOf = z.string().regex(/^[A-Za-z][\w-]{0,63}$/);
  if (raw === EDITOR) return z.record(nameOf, schemaOf(EDITOR));
  if (!isPlainMap(raw)) return z.record(z.string(), z.unknown());
  const shape = Object.entries(raw).map(([key, value]) => [
    key,
    nameOf.safeParse(key).success
      ? schemaOf(value)
      : z.never({
          error: () =>
            `"${key.slice(0, 70)}" is not a name for a ${what}; accepted: letters, digits, - and _, a letter first`,
        }),
  ]);
  return z.strictObject(Object.fromEntries(shape) as Shape);
}

/** The part of a document at `key`, or EDITOR below EDITOR. */
export function below(raw: unknown, key: string): unknown {
  return raw === EDITOR ? EDITOR : isPlainMap(raw) ? raw[key] : undefined;
}
