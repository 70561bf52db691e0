/** Numbers that several rules share. */
import type { Param } from "../../core/params.js";
import type { Ends, RuleValues } from "./model.js";

/** @param whose  which neurons have that many */
export function degree(whose: string) {
  return {
    unit: "1",
    whole: true,
    min: 0,
    default: 100,
    doc: `synapses of each ${whose} neuron`,
    source: "assumed: a tenth of a thousand, as in Brunel, J. Comput. Neurosci. 8:183 (2000)",
  } as const satisfies Param;
}

export const autapses = {
  unit: "1",
  flag: true,
  default: 1,
  doc: "whether a neuron may reach itself, where both populations are the same",
  source: "assumed: the default of most simulators",
} as const satisfies Param;

export const multapses = {
  unit: "1",
  flag: true,
  default: 0,
  doc: "whether one neuron may reach another by several synapses: each is then drawn alone",
  source: "assumed: a crossbar has one device for a pair of lines",
} as const satisfies Param;

export const planes = {
  unit: "1",
  whole: true,
  min: 0,
  default: 0,
  doc: "feature maps of the receiving population; 0: as many as it has places for",
  source: "assumed: the receiving population's size says it",
} as const satisfies Param;

/** Whether a neuron must not reach itself. */
export function excludesSelf({ autapses }: RuleValues, { same }: Ends): boolean {
  return same && autapses === 0;
}

/** Why `n` different neurons cannot be drawn; undefined where they can. */
export function tooMany(
  n: number,
  pool: number,
  what: string,
  values: RuleValues,
  ends: Ends,
): string | undefined {
  const others = pool - (excludesSelf(values, ends) ? 1 : 0);
  if (n <= others || (values.multapses === 1 && others > 0)) return undefined;
  return `${n} different ${what} cannot be drawn from ${others}; accepted: at most ${others}, or multapses: true`;
}
