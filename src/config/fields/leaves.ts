/** All places of a document that hold a single value: for the reference text, and for tests that set each of them. */
import type { Parts } from "../parts.js";
import { join } from "../yaml.js";
import { EDITOR, type Field } from "./field.js";

export interface Leaf {
  /** Dotted path; where there is no document, * stands for any name or place in a list. */
  readonly path: string;
  /** The path with * for names and places, and the case in brackets where fields depend on a word: `sources.*(poisson).rate`. */
  readonly pattern: string;
  readonly field: Field;
  /** What it means: its own words, or those of the field whose form it is. */
  readonly doc: string;
  /** What the document has there; undefined where there is no document. */
  readonly document: unknown;
  /** Default, as it would be written. */
  readonly default?: unknown;
  /** Whether it may be left out although there is no default. */
  readonly optional: boolean;
}

type Above = Omit<Leaf, "field">;

/**
 * @param document  complete; all that could be declared where left out
 */
export function leavesOf(field: Field, parts: Parts, document: unknown = EDITOR): Leaf[] {
  return below(field, parts, { path: "", pattern: "", doc: "", document, optional: false });
}

function below(field: Field, parts: Parts, above: Above): Leaf[] {
  const { document } = above;
  const here: Above = {
    ...above,
    ...(field.left.default === undefined ? {} : { default: field.left.default }),
    optional: above.optional || field.left.optional === true,
    doc: field.doc === "" ? above.doc : field.doc,
  };
  const { about } = field;
  if (about.is === "either") {
    const branches = document === EDITOR ? about.branches : [about.of(document)];
    return branches.flatMap((branch) => below(branch, parts, here));
  }
  if (about.is !== "group") return [{ ...here, field, document: document === EDITOR ? undefined : document }];
  const inside = (fields: Readonly<Record<string, Field>>, pattern: string): Leaf[] =>
    Object.entries(fields).flatMap(([key, inner]) => {
      const value = document === EDITOR ? EDITOR : (document as Readonly<Record<string, unknown>>)[key];
      if (value === undefined) return [];
      const path = join(above.path, key);
      const place = { path, pattern: join(pattern, about.open ? "*" : key), document: value };
      return below(inner, parts, {
        ...place,
        doc: about.open || /^\d+$/.test(key) ? here.doc : "",
        optional: false,
      });
    });
  if (document !== EDITOR) {
    const name = about.caseOf?.(document, parts);
    return inside(
      about.inside(document, parts),
      name === undefined ? above.pattern : `${above.pattern}(${name})`,
    );
  }
  if (!about.cases) return inside(about.inside(EDITOR, parts), above.pattern);
  return Object.entries(about.cases(parts)).flatMap(([name, fields]) =>
    inside(fields, `${above.pattern}(${name})`),
  );
}
