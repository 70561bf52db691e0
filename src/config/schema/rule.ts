/** Which neuron reaches which: a rule by its word, or with numbers of its own. */
import * as z from "zod";
import type { ParamTable } from "../../core/params.js";
import { got, quoteAll } from "../errors.js";
import { EDITOR, Field } from "../fields/field.js";
import { group } from "../fields/group.js";
import { words } from "../fields/plain.js";
import { defaultOf, tableFields } from "../fields/quantity.js";
import { didYouMean } from "../suggest.js";
import { isPlainMap } from "../yaml.js";

/** What a table of rules says of each. */
export interface RuleEntry {
  readonly doc: string;
  /** Its numbers; none where left out. */
  readonly params?: ParamTable;
}

/** A rule and its numbers, SI. */
export interface ChosenRule<N extends string> {
  readonly name: N;
  readonly values: Readonly<Record<string, number>>;
}

const numbersIn = ({ params = {} }: RuleEntry): number => Object.keys(params).length;

/** A rule as it is written with its numbers: `{probability: 0.1}`, or `{name: {one: 1, other: 2}}`. */
function example(name: string, { params = {} }: RuleEntry): string {
  const numbers = Object.entries(params).map(([key, p]) => `${key}: ${defaultOf(p)}`);
  if (numbers.length === 1) return `{${name}: ${defaultOf(Object.values(params)[0]!)}}`;
  return `{${name}: {${numbers.join(", ")}}}`;
}

/**
 * A rule without numbers is a word; one with a single number is `{name: number}`, one with several
 * `{name: {one: …, other: …}}`.
 */
export function rule<N extends string>(table: Readonly<Record<N, RuleEntry>>): Field<ChosenRule<N>, false> {
  const entries = Object.entries<RuleEntry>(table) as [N, RuleEntry][];
  const plain = entries.filter(([, entry]) => numbersIn(entry) === 0).map(([name]) => name);
  const numbered = entries.filter(([, entry]) => numbersIn(entry) > 0);
  const accepted = [quoteAll(plain), ...numbered.map(([name, entry]) => example(name, entry))].join(", ");
  const doc = `which neuron reaches which; ${entries.map(([name, entry]) => `${name}: ${entry.doc}`).join("; ")}`;

  const word = plainWords(plain, doc);
  const forms = Object.fromEntries(
    numbered.map(([name, { params = {} }]) => [name, withNumbers(name, params)]),
  ) as Readonly<Record<string, Field<ChosenRule<N>>>>;
  /** The form that is meant; undefined where it is none. */
  const formOf = (raw: unknown): Field<ChosenRule<N>> | undefined => {
    if (typeof raw === "string") return plain.includes(raw as N) ? word : undefined;
    const [key, ...others] = isPlainMap(raw) ? Object.keys(raw) : [];
    return key !== undefined && others.length === 0 && Object.hasOwn(forms, key) ? forms[key] : undefined;
  };
  const problem = (input: unknown): string => {
    const keys = isPlainMap(input) ? Object.keys(input) : [];
    const name = typeof input === "string" ? input : keys.length === 1 ? keys[0]! : undefined;
    if (name === undefined) return got(input, accepted);
    if (plain.includes(name as N)) return `"${name}" has no numbers; accepted: ${accepted}`;
    if (Object.hasOwn(forms, name)) return `"${name}" needs its numbers; accepted: ${accepted}`;
    return `"${name}" is not a rule; accepted: ${accepted}${didYouMean(name, Object.keys(table))}`;
  };
  return new Field({
    about: { is: "either", branches: [word, ...Object.values(forms)], of: (raw) => formOf(raw) ?? word },
    doc,
    accepted,
    takes: (raw) => typeof raw === "string" || isPlainMap(raw),
    schema: (raw, parts) => {
      if (raw !== EDITOR)
        return (
          formOf(raw)?.schema(raw, parts) ?? z.custom(() => false, { error: ({ input }) => problem(input) })
        );
      const all = [word, ...Object.values(forms)].map((form) => form.schema(EDITOR, parts));
      return (all.length === 1 ? all[0]! : z.union(all)).meta({ description: doc });
    },
    read: (document, parts) => formOf(document)!.read(document, parts),
  });
}

function plainWords<N extends string>(names: readonly N[], doc: string): Field<ChosenRule<N>, false> {
  return words(names, doc).as((name) => ({ name, values: {} }));
}

function withNumbers<N extends string>(name: N, params: ParamTable): Field<ChosenRule<N>, false> {
  const fields = tableFields(params);
  const [only, ...others] = Object.keys(fields);
  const numbers: Field<Readonly<Record<string, number>>> =
    others.length === 0
      ? fields[only!]!.as((value): Readonly<Record<string, number>> => ({ [only!]: value }))
      : group(fields);
  return group({ [name]: numbers }, {}).as((read) => ({ name, values: read[name]! }));
}
