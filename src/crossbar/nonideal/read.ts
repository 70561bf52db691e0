/** What a frozen network reads of its conductances: every read effect of a config, in their fixed order. */
import { activeEffects } from "./active.js";
import { type NonIdeal, nonIdealities } from "./index.js";
import type { ReadContext } from "./model.js";

/**
 * @param g  conductances, S, [pre][post] unpadded
 * @returns  what is read of them: `g` itself where everything is ideal, else a new array
 * @throws RangeError from an effect outside its range of validity
 */
export function readOut(g: Float32Array, nonIdeal: NonIdeal, context: ReadContext): Float32Array {
  const active = activeEffects(nonIdealities, nonIdeal).filter(({ effect }) => effect.read);
  if (active.length === 0) return g;
  const read = Float64Array.from(g);
  for (const { effect, values, stream } of active)
    effect.read!(read, values, { ...context, random: stream(context.random) });
  return Float32Array.from(read);
}
