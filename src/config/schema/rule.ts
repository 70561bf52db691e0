/** Which neuron reaches which: a rule by its word, with numbers of its own, or a module of the user's. */
import * as z from "zod";
import { ruleFamily } from "../../network/connect/index.js";
import type { ConnectRule } from "../../network/connect/model.js";
import { quoteAll, show } from "../errors.js";
import { EDITOR, Field } from "../fields/field.js";
import { readFields, shapeOf } from "../fields/group.js";
import { type Chosen, moduleReference, partNamed } from "../fields/parts.js";
import { defaultOf, tableFields } from "../fields/quantity.js";
import type { Parts } from "../parts.js";
import { modulePath } from "../reference.js";
import { didYouMean } from "../suggest.js";
import { isPlainMap } from "../yaml.js";

const { table } = ruleFamily;
const has = ({ params }: ConnectRule): number => Object.keys(params).length;

/** A rule as it is written with its numbers: `{probability: 0.1}`, or `{name: {one: 1, other: 2}}`. */
function example(name: string, { params }: ConnectRule): string {
  const numbers = Object.entries(params).map(([key, p]) => `${key}: ${defaultOf(p)}`);
  if (numbers.length === 1) return `{${name}: ${defaultOf(Object.values(params)[0]!)}}`;
  return `{${name}: {${numbers.join(", ")}}}`;
}

/**
 * A rule without numbers is a word; one with a single number is `{name: number}`, one with several
 * `{name: {one: …, other: …}}`; one of the user's own is `{module: ./path.js, one: …, other: …}`.
 */
export function rule(): Field<Chosen<ConnectRule>, false> {
  const entries = Object.entries(table);
  const plain = entries.filter(([, entry]) => has(entry) === 0).map(([name]) => name);
  const numbered = entries.filter(([, entry]) => has(entry) > 0);
  const examples = numbered.map(([name, entry]) => example(name, entry));
  const accepted = [quoteAll(plain), ...examples, "{module: ./path.js}"].join(", ");
  const doc = `which neuron reaches which; ${entries.map(([name, entry]) => `${name}: ${entry.doc}`).join("; ")}`;

  /** The one key of a mapping, if it is a rule with numbers. */
  const keyOf = (raw: unknown): string | undefined => {
    const [key, ...others] = isPlainMap(raw) ? Object.keys(raw) : [];
    return others.length === 0 && numbered.some(([name]) => name === key) ? key : undefined;
  };
  /** The rule's numbers as one field, or as a mapping of fields. */
  const numbersOf = (key: string) => {
    const fields = tableFields(table[key]!.params);
    return Object.values(fields).length === 1 ? { only: Object.entries(fields)[0]! } : { fields };
  };
  const problem = (input: unknown): string => {
    if (input === undefined) return `is missing; accepted: ${accepted}`;
    const keys = isPlainMap(input) ? Object.keys(input) : [];
    const word = typeof input === "string" ? input : keys.length === 1 ? keys[0] : undefined;
    if (word === undefined) return `got ${show(input)}; accepted: ${accepted}`;
    if (plain.includes(word)) return `"${word}" has no numbers; accepted: ${accepted}`;
    if (numbered.some(([name]) => name === word)) return `"${word}" needs its numbers; accepted: ${accepted}`;
    return `"${word}" is not a rule; accepted: ${accepted}${didYouMean(word, Object.keys(table))}`;
  };
  const withNumbers = (key: string, raw: unknown, parts: Parameters<Field["schema"]>[1]): z.ZodType => {
    const { only, fields } = numbersOf(key);
    const inner = raw === EDITOR ? EDITOR : (raw as Record<string, unknown>)[key];
    const schema = only ? only[1].schema(inner, parts) : z.strictObject(shapeOf(fields, inner, parts));
    return z.strictObject({ [key]: schema });
  };
  const ofModule = (raw: unknown, parts: Parts) =>
    modulePath(raw) === undefined ? undefined : partNamed(parts, "rules", { module: modulePath(raw)! });
  return new Field({
    about: { is: "word", words: () => plain },
    doc,
    accepted,
    takes: (raw) => typeof raw === "string" || isPlainMap(raw),
    schema: (raw, parts) => {
      const words = z.enum(plain);
      if (raw === EDITOR) {
        const maps = numbered.map(([name]) => withNumbers(name, EDITOR, parts));
        const module = z.looseObject(moduleReference.shape);
        return z.union([words, ...maps, module]).meta({ description: doc });
      }
      const own = ofModule(raw, parts);
      if (own)
        return z.strictObject({ ...moduleReference.shape, ...shapeOf(tableFields(own.params), raw, parts) });
      const key = keyOf(raw);
      if (key !== undefined) return withNumbers(key, raw, parts);
      return typeof raw === "string" && plain.includes(raw)
        ? z.literal(raw)
        : z.custom(() => false, { error: ({ input }) => problem(input) });
    },
    read: (document, parts) => {
      if (typeof document === "string") return { name: document, part: table[document]!, values: {} };
      const own = ofModule(document, parts);
      if (own) {
        const values = readFields(tableFields(own.params), document, parts);
        return { name: modulePath(document)!, part: own, values };
      }
      const key = keyOf(document)!;
      const inner = (document as Record<string, unknown>)[key];
      const { only, fields } = numbersOf(key);
      const values = only ? { [only[0]]: only[1].read(inner, parts) } : readFields(fields, inner, parts);
      return { name: key, part: table[key]!, values };
    },
  });
}
