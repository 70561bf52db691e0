/**
 * What single values of a checkpoint may be. A checksum shows that a file is what was written, not that a simulation has
 * written it: times and counts that loops rely on are validated before use.
 */
import { anyArrayOf, arrayOf, fullName, numberOf, type Saved, type SavedArray, SavedError } from "./saved.js";

export interface Accepted {
  /** For the error. */
  readonly words: string;
  holds(x: number): boolean;
}

export const finite: Accepted = { words: "a finite number", holds: Number.isFinite };

/** Sums of what is never below 0. */
export const notNegative: Accepted = {
  words: "a finite number from 0",
  holds: (x) => x >= 0 && x < Number.POSITIVE_INFINITY,
};

/** Numbers from `least` to `most`, and what rounding adds to that. */
export function between(least: number, most: number, rounding = 0): Accepted {
  return { words: `${least} to ${most}`, holds: (x) => x >= least - rounding && x <= most + rounding };
}

/** Integers from `least` to `most`. */
export function whole(least: number, most: number): Accepted {
  return {
    words: least === most ? `${least}` : `a whole number from ${least} to ${most}`,
    holds: (x) => Number.isInteger(x) && x >= least && x <= most,
  };
}

export const count = whole(0, Number.MAX_SAFE_INTEGER);

/** Times before `most`, or never so far. */
export function pastTickOrNever(most: number): Accepted {
  const past = whole(0, most);
  return {
    words: `${past.words}, or -Infinity`,
    holds: (x) => x === Number.NEGATIVE_INFINITY || past.holds(x),
  };
}

/** Times still to come, or never. */
export function tickOrNever(least: number, most: number): Accepted {
  const ahead = whole(least, most);
  return {
    words: `${ahead.words}, or Infinity`,
    holds: (x) => x === Number.POSITIVE_INFINITY || ahead.holds(x),
  };
}

/** @throws SavedError, which names the field, where something else than accepted was saved */
export function checkValue(saved: Saved, field: string, x: number, { words, holds }: Accepted): void {
  if (!holds(x))
    throw new SavedError(`is damaged: ${fullName(saved, field)} is ${x}; accepted: ${words}`, true);
}

/** @throws SavedError where it is missing or not accepted */
export function checkedNumber(saved: Saved, name: string, accepted: Accepted): number {
  const x = numberOf(saved, name);
  checkValue(saved, name, x, accepted);
  return x;
}

/** As `arrayOf`. @throws SavedError also where a value is not accepted */
export function checkedArray<T extends SavedArray>(
  saved: Saved,
  name: string,
  like: T,
  accepted: Accepted,
): T {
  return allChecked(saved, name, arrayOf(saved, name, like), accepted);
}

/** As `refill`. @throws SavedError also where a value is not accepted */
export function checkedRefill<T extends SavedArray>(
  array: T,
  saved: Saved,
  name: string,
  accepted: Accepted,
): void {
  array.set(checkedArray(saved, name, array, accepted));
}

/** An array of the type of `like` and any length. @throws SavedError where a value is not accepted */
export function checkedList<T extends SavedArray>(
  saved: Saved,
  name: string,
  like: T,
  accepted: Accepted,
): T {
  const { length } = anyArrayOf(saved, name);
  const ofLength = { constructor: like.constructor, length } as T;
  return allChecked(saved, name, arrayOf(saved, name, ofLength), accepted);
}

/** The same, of times that do not fall. */
export function checkedTimes(saved: Saved, name: string, accepted: Accepted): Float64Array {
  const times = checkedList(saved, name, new Float64Array(0), accepted);
  for (let x = 1; x < times.length; x++) {
    const before = times[x - 1]!;
    if (times[x]! < before)
      checkValue(saved, `${name}[${x}]`, times[x]!, {
        words: `times that do not fall, and the one before is ${before}`,
        holds: () => false,
      });
  }
  return times;
}

/** @throws SavedError unless a list has as many values as it must have */
export function checkLength(saved: Saved, name: string, length: number): void {
  checkValue(saved, `${name}.length`, anyArrayOf(saved, name).length, whole(length, length));
}

/** @throws SavedError where a value is there twice */
export function checkDistinct(saved: Saved, name: string): void {
  const seen = new Set<number>();
  for (const [x, value] of anyArrayOf(saved, name).entries()) {
    checkValue(saved, `${name}[${x}]`, value, { words: "each once", holds: () => !seen.has(value) });
    seen.add(value);
  }
}

function allChecked<T extends SavedArray>(saved: Saved, name: string, array: T, accepted: Accepted): T {
  for (let x = 0; x < array.length; x++)
    if (!accepted.holds(array[x]!)) checkValue(saved, `${name}[${x}]`, array[x]!, accepted);
  return array;
}
