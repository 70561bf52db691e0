/** Waiting that has an end, after which nothing of it keeps the process from ending. */
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits for work, but no longer than some time; what has not ended by then is left to itself.
 * @param ms  the longest time
 * @throws what the work throws within that time
 */
export async function waitAtMost(work: Promise<unknown>, ms: number): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([work, sleep(ms, undefined, { signal: over.signal }).catch(() => {})]);
  } finally {
    over.abort();
  }
}
