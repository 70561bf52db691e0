/** Everything a config can name: the parts that come with spikion, and the modules that this config brings. */
import { type FamilyName, families, familyNames, type PartOf } from "./families.js";
import { modulePath } from "./reference.js";

type Tables = { readonly [F in FamilyName]: Readonly<Record<string, PartOf<F>>> };
type Own = { readonly [F in FamilyName]: ReadonlyMap<string, PartOf<F>> };

export interface Parts extends Tables {
  /** The user's own, by the path that the config gives. */
  readonly own: Own;
}

/** What comes with spikion, and `own` beside it. */
export function partsWith(own: (family: FamilyName) => ReadonlyMap<string, unknown>): Parts {
  const tables = Object.fromEntries(familyNames.map((name) => [name, families[name].family.table]));
  const maps = Object.fromEntries(familyNames.map((name) => [name, own(name)]));
  return { ...tables, own: maps } as unknown as Parts;
}

/** What comes with spikion. */
export const builtIn: Parts = partsWith(() => new Map());

/** The part that a validated reference (a name or `{module: path}`) stands for. */
export function partOf<F extends FamilyName>(parts: Parts, family: F, reference: unknown): PartOf<F> {
  const tables: Tables = parts;
  const table: Readonly<Record<string, PartOf<F>>> = tables[family];
  const own: ReadonlyMap<string, PartOf<F>> = parts.own[family];
  const path = modulePath(reference);
  const named =
    typeof reference === "string" && Object.hasOwn(table, reference) ? table[reference] : undefined;
  const found = path === undefined ? named : own.get(path);
  if (found === undefined)
    throw new Error(`no part for ${JSON.stringify(reference)}: the schema should have refused it`);
  return found;
}
