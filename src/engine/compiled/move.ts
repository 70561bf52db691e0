/** A network moves to where compiled kernels work. */
import type { Network } from "../../network/build.js";
import { supported } from "../wasm/module.js";
import { Arena } from "./arena.js";

/**
 * @returns  the memory that it has moved to, which the engine completes; undefined where this JavaScript engine has no such
 *   kernels, or where there is no room: everything then works where it is, to the same bits
 */
export function moveNetwork({ populations, projections }: Network): Arena | undefined {
  if (!supported()) return undefined;
  try {
    const arena = new Arena();
    for (const { neurons } of populations) neurons?.moveTo?.(arena);
    for (const { connectivity, crossbar } of projections) {
      if (connectivity.form === "csr") connectivity.moveTo(arena, crossbar?.moveTo !== undefined);
      crossbar?.moveTo?.(arena);
    }
    return arena;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
