/** What a frozen network reads of its conductances: every read effect of a config, in their fixed order. */
import { activeEffects } from "./active.js";
import { type NonIdeal, nonIdealities } from "./index.js";
import type { ReadContext } from "./model.js";

/**
 * @param g  conductances, S, row after row without padding
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

/** @throws RangeError where an effect speaks of a full array of devices, which a sparse wiring is not */
export function checkSparse(nonIdeal: NonIdeal): void {
  for (const { name, effect } of activeEffects(nonIdealities, nonIdeal))
    if (effect.needsFullArray)
      throw new RangeError(
        `"${name}" needs an array with a device at every crossing; sparse synapses have a place on tiles alone (tiles: {rows: 64, columns: 64})`,
      );
}
