/** Which neuron reaches which: a rule by its word, with numbers of its own, or a module of the user's. */
import * as z from "zod";
import { defaults, type ParamTable } from "../../core/params.js";
import { list } from "../../network/connect/list.js";
import { got, quoteAll } from "../errors.js";
import { byForm } from "../fields/either.js";
import { EDITOR, Field } from "../fields/field.js";
import { group } from "../fields/group.js";
import type { Chosen } from "../fields/part-fields.js";
import { moduleReference } from "../fields/parts.js";
import { flag, text, words } from "../fields/plain.js";
import { defaultOf, fieldOf, tableFields } from "../fields/quantity.js";
import { dataFile } from "../fields/spread.js";
import type { Parts } from "../parts.js";
import { modulePath } from "../reference.js";
import { didYouMean } from "../suggest.js";
import { isPlainMap } from "../yaml.js";

/** What a rule says of itself. */
export interface RuleEntry {
  readonly doc: string;
  /** Its numbers; empty where there are none. */
  readonly params: ParamTable;
}

/** The synapses of a file. */
export interface ListedRule {
  readonly name: "list";
  readonly file: string;
  readonly sha256?: string;
  readonly multapses: boolean;
}

const listed: Field<ListedRule, false> = group({
  list: byForm([
    text("path of a CSV or npz file, from this file's folder").as((file) => ({ file, multapses: false })),
    group({ ...dataFile, multapses: flag(list.params.multapses.doc).default(false) }),
  ]),
}).as(({ list }) => ({ name: "list", ...(list as { file: string; multapses: boolean }) }));

const numbersIn = ({ params }: RuleEntry): number => Object.keys(params).length;

/** A rule as it is written with its first number alone: `{probability: 0.1}`. */
function example(name: string, { params }: RuleEntry): string {
  return `{${name}: ${defaultOf(Object.values(params)[0]!)}}`;
}

/**
 * A rule without numbers is a word; one with numbers is `{name: number}`, the first of them, or, as the others may be left
 * out, `{name: {one: …, other: …}}`; one of the user's own is `{module: ./path.js, one: …, other: …}`.
 * @param ownIn  rules of the user's own, by path
 */
export function rule<P extends RuleEntry>(
  table: Readonly<Record<string, P>>,
  ownIn: (parts: Parts) => ReadonlyMap<string, P>,
): Field<Chosen<P> | ListedRule, false> {
  const entries = Object.entries(table);
  const plain = entries.filter(([, entry]) => numbersIn(entry) === 0).map(([name]) => name);
  const numbered = entries.filter(([, entry]) => numbersIn(entry) > 0);
  const examples = numbered.map(([name, entry]) => example(name, entry));
  const accepted = [quoteAll(plain), ...examples, "{list: synapses.csv}", "{module: ./path.js}"].join(", ");
  const doc = `which neuron reaches which; ${entries.map(([name, entry]) => `${name}: ${entry.doc}`).join("; ")}; list: ${list.doc}`;

  const word = words(plain, doc).as((name): Chosen<P> => ({ name, part: table[name]!, values: {} }));
  const forms = new Map<string, Field<Chosen<P> | ListedRule>>(
    numbered.map(([name, part]) => [name, withNumbers(name, part)]),
  ).set("list", listed);
  /** The form that is meant; undefined where it is none. */
  const formOf = (raw: unknown, parts?: Parts): Field<Chosen<P> | ListedRule> | undefined => {
    if (typeof raw === "string") return plain.includes(raw) ? word : undefined;
    const path = modulePath(raw);
    const own = path === undefined || !parts ? undefined : ownIn(parts).get(path);
    if (own) return ofModule(path!, own);
    const keys = isPlainMap(raw) ? Object.keys(raw) : [];
    return keys.length === 1 ? forms.get(keys[0]!) : undefined;
  };
  const problem = (input: unknown): string => {
    const keys = isPlainMap(input) ? Object.keys(input) : [];
    const name = typeof input === "string" ? input : keys.length === 1 ? keys[0]! : undefined;
    if (name === undefined) return got(input, accepted);
    if (plain.includes(name)) return `"${name}" has no numbers; accepted: ${accepted}`;
    if (forms.has(name)) return `"${name}" needs its numbers; accepted: ${accepted}`;
    return `"${name}" is not a rule; accepted: ${accepted}${didYouMean(name, [...Object.keys(table), "list"])}`;
  };
  return new Field({
    about: { is: "either", branches: [word, ...forms.values()], of: (raw) => formOf(raw) ?? word },
    doc,
    accepted,
    takes: (raw) => typeof raw === "string" || isPlainMap(raw),
    schema: (raw, parts) => {
      if (raw !== EDITOR)
        return (
          formOf(raw, parts)?.schema(raw, parts) ??
          z.custom(() => false, { error: ({ input }) => problem(input) })
        );
      const known = [word, ...forms.values()].map((form) => form.schema(EDITOR, parts));
      return z.union([...known, z.looseObject(moduleReference.shape)]).meta({ description: doc });
    },
    read: (document, parts) => formOf(document, parts)!.read(document, parts),
  });
}

function withNumbers<P extends RuleEntry>(name: string, part: P): Field<Chosen<P>, false> {
  const fields = tableFields(part.params);
  const [first, ...others] = Object.keys(fields);
  // Alone, it must be there: a default would make nothing of `{probability: }`.
  const alone = fieldOf(part.params[first!]!).as((value): Chosen<P>["values"] => ({
    ...defaults(part.params),
    [first!]: value,
  }));
  const numbers: Field<Chosen<P>["values"]> = others.length === 0 ? alone : byForm([alone, group(fields)]);
  return group({ [name]: numbers }).as((read) => ({ name, part, values: read[name]! }));
}

function ofModule<P extends RuleEntry>(path: string, part: P): Field<Chosen<P>, false> {
  const module = text("path of a JavaScript module, from this file's folder").as(() => 0);
  return group({ module, ...tableFields(part.params) }).as(({ module: _, ...values }) => ({
    name: path,
    part,
    values,
  }));
}
