/** Which departures of a crossbar act, in their order. */
import { defaults, type ParamTable, type Values } from "../../core/params.js";
import type { Random } from "../../core/random.js";
import type { NonIdeality, OwnNonIdeality } from "./model.js";

/** Values of effects by name, and effects of the user's own. */
type Given<Name extends string> = { readonly [K in Name]?: Values<ParamTable> } & {
  readonly own?: readonly OwnNonIdeality[];
};

export interface Active {
  readonly name: string;
  readonly effect: NonIdeality;
  /** Every parameter of the effect. */
  readonly values: Values<ParamTable>;
  /** Below `random`, the stream of this effect alone. */
  stream(random: Random): Random;
}

/** Effects that are not at their defaults, in the table's order; then the user's own. */
export function activeEffects<Name extends string>(
  table: Readonly<Record<Name, NonIdeality>>,
  given: Given<Name>,
): Active[] {
  const known = (Object.keys(table) as Name[]).map((name): Active => {
    const effect = table[name];
    const all = { ...defaults(effect.params), ...given[name] };
    return { name, effect, values: all, stream: (random) => random.split(fileName(name)) };
  });
  const more = (given.own ?? []).map(({ name, effect, values }): Active => {
    const all = { ...defaults(effect.params), ...values };
    return { name, effect, values: all, stream: (random) => random.split("module").split(name) };
  });
  return [...known, ...more].filter(({ effect, values }) => !isIdeal(effect, values));
}

function isIdeal({ params, switches }: NonIdeality, values: Values<ParamTable>): boolean {
  const names = switches ?? Object.keys(params).slice(0, 1);
  return names.every((name) => values[name] === params[name]?.default);
}

/** openCircuit is in open-circuit.ts, and its stream is named like the file. */
function fileName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
