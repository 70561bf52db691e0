/** What a frozen network reads of its conductances: every read effect of a config, in their fixed order. */
import { defaults } from "../../core/params.js";
import { type NonIdeal, type ReadEffectName, readEffects } from "./index.js";
import type { ReadContext, ReadEffect } from "./model.js";
import { relax, remaining } from "./retention.js";

/**
 * @param g  conductances, S, row after row without padding
 * @returns  what is read of them: `g` itself where everything is ideal, else a new array
 * @throws RangeError from an effect outside its range of validity
 */
export function readOut(g: Float32Array, nonIdeal: NonIdeal, context: ReadContext): Float32Array {
  const active = activeEffects(nonIdeal);
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

/** @throws RangeError where an effect speaks of a full array of devices, which a sparse wiring is not */
export function checkSparseRead(nonIdeal: NonIdeal): void {
  for (const name of activeEffects(nonIdeal)) {
    const effect: ReadEffect = readEffects[name];
    if (effect.needsFullArray)
      throw new RangeError(
        `"${name}" needs an array with a device at every crossing; sparse synapses have no place in one`,
      );
  }
}

function activeEffects(nonIdeal: NonIdeal): ReadEffectName[] {
  const names = Object.keys(readEffects) as ReadEffectName[];
  return names.filter((name) => nonIdeal[name] !== undefined && !isIdeal(name, nonIdeal[name]));
}

/** Whether the first number of an effect, the one that switches it on, is the table's. */
function isIdeal(name: ReadEffectName, values: Readonly<Record<string, number>>): boolean {
  const [key, param] = Object.entries(readEffects[name].params)[0]!;
  return (values[key] ?? param.default) === param.default;
}
