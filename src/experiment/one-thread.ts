import type { RunOptions } from "./options.js";

/** Tells that one thread computes where more were to. @param why  undefined where that is not so */
export function sayOneThread(why: string | undefined, { threads, notice }: RunOptions): void {
  if (why === undefined) return;
  notice?.(
    `${threads === undefined ? "one thread" : `${threads} threads were asked for, one`} computes: ${why}`,
  );
}
