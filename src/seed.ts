/** From the master seed of a run, a text, to its random streams. */
import seedrandom from "seedrandom";
import { Random } from "./core/random.js";

/**
 * The stream of a run's master seed: seedrandom turns the text into the key of our counter-based streams, from which
 * everything the run draws is split.
 * @param seed  any text; different texts give different streams
 * @param path  what the stream is for, as in `Random.split`
 */
export function masterStream(seed: string, ...path: readonly (string | number)[]): Random {
  const generator = seedrandom(keyText(seed));
  const word = () => generator.int32() >>> 0;
  return path.reduce((stream: Random, part) => stream.split(part), Random.ofKey(word(), word()));
}

/**
 * seedrandom repeats a short text until its state is full, so that "1" and "11" would be one seed, and keeps 8 bits of
 * each character. The length in front and escapes for all but printable ASCII keep different seeds different.
 */
function keyText(seed: string): string {
  const text = seed.replace(/[^ -$&-~]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${text.length}:${text}`;
}
