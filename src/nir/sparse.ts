/** Sparse linear maps with delays: what lies between two populations once all linear nodes are multiplied out. */

/** From element pre[k] to element post[k]; in order of pre, post and delay, each of these once. */
export interface SparseMap {
  readonly nPre: number;
  readonly nPost: number;
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
  /** s. */
  readonly delay: Float64Array;
}

/** Chosen: what fits into memory some times over. */
const MOST = 2 ** 26;

/** Collects entries, in any order. */
export class Entries {
  private pre = new Int32Array(1024);
  private post = new Int32Array(1024);
  private weight = new Float64Array(1024);
  private delay = new Float64Array(1024);
  private count = 0;

  constructor(
    private readonly nPre: number,
    private readonly nPost: number,
  ) {}

  /** @throws RangeError where there are too many */
  add(pre: number, post: number, weight: number, delay = 0): void {
    if (weight === 0) return;
    if (this.count === this.pre.length) this.grow();
    this.pre[this.count] = pre;
    this.post[this.count] = post;
    this.weight[this.count] = weight;
    this.delay[this.count++] = delay;
  }

  private grow(): void {
    if (this.count >= MOST) throw new RangeError(`more than ${MOST} synapses`);
    const longer = <T extends Int32Array | Float64Array>(from: T): T => {
      const to = new (from.constructor as new (n: number) => T)(2 * from.length);
      to.set(from);
      return to;
    };
    [this.pre, this.post] = [longer(this.pre), longer(this.post)];
    [this.weight, this.delay] = [longer(this.weight), longer(this.delay)];
  }

  /** Sorted; weights of one pair and delay added up, those that come to 0 left out. */
  map(): SparseMap {
    const { nPre, nPost, pre, post, weight, delay, count } = this;
    const order = Int32Array.from({ length: count }, (_, k) => k);
    const before = (a: number, b: number) =>
      pre[a]! - pre[b]! || post[a]! - post[b]! || delay[a]! - delay[b]!;
    let sorted = true;
    for (let k = 1; k < count && sorted; k++) sorted = before(k - 1, k) < 0;
    if (!sorted) order.sort((a, b) => before(a, b) || a - b);
    const sums = new Float64Array(count);
    const firstOf = new Int32Array(count);
    let n = 0;
    for (const k of order) {
      if (n > 0 && before(firstOf[n - 1]!, k) === 0) sums[n - 1]! += weight[k]!;
      else {
        firstOf[n] = k;
        sums[n++] = weight[k]!;
      }
    }
    const kept: number[] = [];
    for (let x = 0; x < n; x++) if (sums[x] !== 0) kept.push(x);
    return {
      nPre,
      nPost,
      pre: Int32Array.from(kept, (x) => pre[firstOf[x]!]!),
      post: Int32Array.from(kept, (x) => post[firstOf[x]!]!),
      weight: Float64Array.from(kept, (x) => sums[x]!),
      delay: Float64Array.from(kept, (x) => delay[firstOf[x]!]!),
    };
  }
}

/** Each element to itself. */
export function identity(n: number, delay?: ArrayLike<number>): SparseMap {
  const index = Int32Array.from({ length: n }, (_, k) => k);
  return {
    nPre: n,
    nPost: n,
    pre: index,
    post: index,
    weight: new Float64Array(n).fill(1),
    delay: delay ? Float64Array.from({ length: n }, (_, k) => delay[k]!) : new Float64Array(n),
  };
}

/** `second` after `first`. @throws RangeError where sizes do not fit, or the product is too large */
export function product(first: SparseMap, second: SparseMap): SparseMap {
  if (first.nPost !== second.nPre)
    throw new RangeError(`${second.nPre} elements are taken, and there are ${first.nPost}`);
  const start = new Int32Array(second.nPre + 1);
  for (const i of second.pre) start[i + 1]!++;
  for (let i = 0; i < second.nPre; i++) start[i + 1]! += start[i]!;
  const entries = new Entries(first.nPre, second.nPost);
  for (let k = 0; k < first.pre.length; k++) {
    const middle = first.post[k]!;
    for (let x = start[middle]!; x < start[middle + 1]!; x++)
      entries.add(
        first.pre[k]!,
        second.post[x]!,
        first.weight[k]! * second.weight[x]!,
        first.delay[k]! + second.delay[x]!,
      );
  }
  return entries.map();
}

/** @throws RangeError where sizes do not fit */
export function sum(a: SparseMap, b: SparseMap): SparseMap {
  if (a.nPost !== b.nPost) throw new RangeError(`${b.nPost} elements are added to ${a.nPost}`);
  const entries = new Entries(a.nPre, a.nPost);
  for (const { pre, post, weight, delay } of [a, b])
    for (let k = 0; k < pre.length; k++) entries.add(pre[k]!, post[k]!, weight[k]!, delay[k]!);
  return entries.map();
}

/** What a constant vector becomes. */
export function applied({ nPost, pre, post, weight }: SparseMap, x: Float64Array): Float64Array {
  const y = new Float64Array(nPost);
  for (let k = 0; k < pre.length; k++) y[post[k]!]! += weight[k]! * x[pre[k]!]!;
  return y;
}

/** Each weight times a factor of the element that it reaches. */
export function scaled(map: SparseMap, factor: (post: number) => number): SparseMap {
  return { ...map, weight: map.weight.map((w, k) => w * factor(map.post[k]!)) };
}
