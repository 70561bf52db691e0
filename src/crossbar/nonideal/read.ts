/** What a frozen network reads of its conductances: every read effect of a config, in their fixed order. */
import { defaults } from "../../core/params.js";
import { type NonIdeal, type ReadEffectName, readEffects } from "./index.js";
import type { ReadContext, ReadEffect } from "./model.js";
import { relax, remaining } from "./retention.js";

/**
 * @param g  conductances, S, [pre][post] unpadded
 * @returns  what is read of them: `g` itself where everything is ideal, else a new array
 * @throws RangeError from an effect outside its range of validity
 */
export function readOut(g: Float32Array, nonIdeal: NonIdeal, context: ReadContext): Float32Array {
  const effects = Object.keys(readEffects) as ReadEffectName[];
  const active = effects.filter((name) => nonIdeal[name] !== undefined && !isIdeal(name, nonIdeal[name]));
  const { tau = 0, hold = 0 } = nonIdeal.retention ?? {};
  const held = remaining(tau, hold);
  if (active.length === 0 && held === 1) return g;
  const read = Float64Array.from(g);
  relax(read, 0, read.length, context.range?.low ?? context.gMin, held);
  for (const name of active) {
    const effect: ReadEffect = readEffects[name];
    const values = { ...defaults(effect.params), ...nonIdeal[name] };
    effect.apply(read, values, { ...context, random: context.random.split(name) });
  }
  return Float32Array.from(read);
}

/** Whether the first number of an effect, the one that switches it on, is the table's. */
function isIdeal(name: ReadEffectName, values: Readonly<Record<string, number>>): boolean {
  const [key, param] = Object.entries(readEffects[name].params)[0]!;
  return (values[key] ?? param.default) === param.default;
}
