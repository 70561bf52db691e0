import type { Random } from "../../core/random.js";

/**
 * Draws `n` of the numbers 0 .. pool - 1 but `without`, ascending; each set of them is equally likely, or, with `repeats`,
 * each sequence of single draws.
 *
 * @see Floyd's algorithm in Bentley, Commun. ACM 30:754 (1987)
 */
export class Draws {
  private readonly taken: Int32Array;
  private round = 0;

  /** @param pool  numbers to draw from */
  constructor(private readonly pool: number) {
    this.taken = new Int32Array(pool);
  }

  /** @param without  a number that is not drawn; -1: any may be */
  ascending(n: number, without: number, repeats: boolean, random: Random): Int32Array {
    const drawn = new Int32Array(n);
    const from = this.pool - (without >= 0 ? 1 : 0);
    this.round++;
    for (let k = 0; k < n; k++) {
      const x = repeats ? random.below(from) : this.fresh(from - n + k, random);
      drawn[k] = without >= 0 && x >= without ? x + 1 : x;
    }
    return drawn.sort();
  }

  /** One of 0 .. last that this round has not taken; `last` itself where the draw is taken. */
  private fresh(last: number, random: Random): number {
    const x = random.below(last + 1);
    const found = this.taken[x] === this.round ? last : x;
    this.taken[found] = this.round;
    return found;
  }
}
