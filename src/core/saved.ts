/**
 * State as plain named numbers and arrays: what a checkpoint holds. Parts say by name what they go on from, so that one
 * kernel can go on from what another has left.
 */

export type SavedArray = Float32Array | Float64Array | Int32Array;

export interface Saved {
  readonly numbers: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, SavedArray>>;
  /** Which part of a whole it is, where it was taken out of one: names in errors begin with it. */
  readonly part?: string;
}

/** State that does not fit what is to go on from it. */
export class SavedError extends Error {
  override readonly name = "SavedError";
  /** @param damaged  whether it fits, but holds what no run can have left */
  constructor(
    message: string,
    readonly damaged = false,
  ) {
    super(message);
  }
}

/** A name within the whole that `saved` is a part of. */
export function fullName({ part }: Saved, name: string): string {
  return part === undefined ? name : `${part}.${name}`;
}

/** All of several parts, each under its name: "forward" and "events" as "forward.events". */
export function gathered(parts: Readonly<Record<string, Saved>>): Saved {
  const numbers: Record<string, number> = {};
  const arrays: Record<string, SavedArray> = {};
  for (const [part, saved] of Object.entries(parts)) {
    for (const [name, x] of Object.entries(saved.numbers)) numbers[`${part}.${name}`] = x;
    for (const [name, a] of Object.entries(saved.arrays)) arrays[`${part}.${name}`] = a;
  }
  return { numbers, arrays };
}

/** What `gathered` has put under a name. */
export function partOf(saved: Saved, part: string): Saved {
  const below = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => name.startsWith(`${part}.`))
        .map(([name, value]) => [name.slice(part.length + 1), value]),
    );
  return { numbers: below(saved.numbers), arrays: below(saved.arrays), part: fullName(saved, part) };
}

/** @throws SavedError where there is no such number */
export function numberOf(saved: Saved, name: string): number {
  const { numbers } = saved;
  if (!Object.hasOwn(numbers, name)) throw new SavedError(`number "${fullName(saved, name)}" is missing`);
  return numbers[name]!;
}

/**
 * @throws SavedError where there is no such array, or one of another type or length than `like`
 */
export function arrayOf<T extends SavedArray>(saved: Saved, name: string, like: T): T {
  const array = anyArrayOf(saved, name);
  if (array.constructor !== like.constructor || array.length !== like.length)
    throw new SavedError(
      `array "${fullName(saved, name)}" is ${array.constructor.name} of ${array.length}; ${like.constructor.name} of ${like.length} is needed`,
    );
  return array as T;
}

/** An array of any length. @throws SavedError where there is none of that name */
export function anyArrayOf(saved: Saved, name: string): SavedArray {
  const { arrays } = saved;
  if (!Object.hasOwn(arrays, name)) throw new SavedError(`array "${fullName(saved, name)}" is missing`);
  return arrays[name]!;
}

/** Overwrite `array` with what was saved under a name. @throws SavedError as `arrayOf` */
export function refill<T extends SavedArray>(array: T, saved: Saved, name: string): void {
  array.set(arrayOf(saved, name, array));
}
