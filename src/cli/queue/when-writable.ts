/** A server that takes nothing for now, because its memory or its disk is full, or it is starting: it is waited for. */
import { setTimeout as sleep } from "node:timers/promises";

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^OOM\b/, "its memory is full (maxmemory)"],
  [/^MISCONF\b/, "it cannot write to its disk"],
  [/^READONLY\b/, "it is a read-only replica"],
  [/^LOADING\b/, "it is starting"],
];
/** ms between two tries. */
const EVERY_MS = 1000;

/** Why a server takes nothing, in words; undefined for any other error. */
export function whyItTakesNothing(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : "";
  return REASONS.find(([reason]) => reason.test(message))?.[1];
}

/**
 * Tries again for as long as the server takes nothing.
 * @param over  whether nobody waits for it any more
 * @param tell  told at the first refusal, why
 * @throws what `write` throws for any other reason, and once it is over
 */
export async function whenWritable<T>(
  write: () => Promise<T>,
  over: () => boolean,
  tell: (why: string) => void = () => {},
  every = EVERY_MS,
): Promise<T> {
  for (let told = false; ; told = true) {
    try {
      return await write();
    } catch (error) {
      const why = whyItTakesNothing(error);
      if (why === undefined || over()) throw error;
      if (!told) tell(why);
      await sleep(every);
    }
  }
}
