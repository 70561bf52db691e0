/** A network moves to where compiled kernels work. */
import type { Network } from "../../network/build.js";
import { supported } from "../wasm/module.js";
import { threadMeans } from "../wasm/threads.js";
import { Arena } from "./arena.js";

/**
 * @param threads  that may share the work
 * @param watched  whether all of them do only where that is faster
 * @returns  the memory that it has moved to, which the engine completes; undefined where this JavaScript engine has no such
 *   kernels, or where there is no room: everything then works where it is, to the same bits
 */
export function moveNetwork(network: Network, threads = 1, watched = false): Arena | undefined {
  if (!supported()) return undefined;
  try {
    const arena = emptyArena(threads, watched);
    const { populations, projections } = network;
    for (const { neurons } of populations) neurons?.moveTo?.(arena);
    for (const { connectivity, crossbar } of projections) {
      if (connectivity.form === "csr") {
        connectivity.moveTo(arena, crossbar?.moveTo !== undefined);
        arena.cut(connectivity);
      }
      crossbar?.moveTo?.(arena);
    }
    return arena;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Memory of which the largest size is set aside, as threads need it, may be refused where other memory is not. */
function emptyArena(threads: number, watched: boolean): Arena {
  if (threads === 1) return new Arena();
  try {
    return new Arena(threads, threadMeans(), watched);
  } catch (error) {
    if (error instanceof RangeError) return new Arena();
    throw error;
  }
}
