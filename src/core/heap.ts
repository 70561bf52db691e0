/**
 * Events in time order: a binary min-heap over (tick, order), so that events of one tick leave it in a
 * fixed order whatever order they came in. Typed arrays that double when full: no allocation per event.
 */
export class EventHeap {
  private ticks: Float64Array;
  private orders: Float64Array;
  private items: Int32Array;
  private count = 0;

  constructor(capacity = 64) {
    this.ticks = new Float64Array(capacity);
    this.orders = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  /** Tick of the first event; Infinity if there is none. */
  tick(): number {
    return this.count > 0 ? this.ticks[0]! : Number.POSITIVE_INFINITY;
  }

  /** Order of the first event. Only where `size` > 0. */
  order(): number {
    return this.orders[0]!;
  }

  /** What was pushed with the first event. Only where `size` > 0. */
  item(): number {
    return this.items[0]!;
  }

  /**
   * @param order  which event of a tick comes first: the smaller
   * @param item   a 32-bit integer that travels with the event
   */
  push(tick: number, order: number, item: number): void {
    if (this.count === this.ticks.length) this.grow();
    const { ticks, orders, items } = this;
    // Sift up: parents later than the event move down into the hole.
    let hole = this.count++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!(tick < ticks[parent]! || (tick === ticks[parent]! && order < orders[parent]!))) break;
      ticks[hole] = ticks[parent]!;
      orders[hole] = orders[parent]!;
      items[hole] = items[parent]!;
      hole = parent;
    }
    ticks[hole] = tick;
    orders[hole] = order;
    items[hole] = item;
  }

  /** Drop the first event. Does nothing on an empty heap. */
  pop(): void {
    if (this.count === 0) return;
    const { ticks, orders, items } = this;
    const n = --this.count;
    const tick = ticks[n]!;
    const order = orders[n]!;
    const item = items[n]!;
    // Sift down: the last event goes into the hole at the root, earlier children move up.
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= n) break;
      const right = child + 1;
      if (right < n && this.before(right, child)) child = right;
      if (!(ticks[child]! < tick || (ticks[child]! === tick && orders[child]! < order))) break;
      ticks[hole] = ticks[child]!;
      orders[hole] = orders[child]!;
      items[hole] = items[child]!;
      hole = child;
    }
    ticks[hole] = tick;
    orders[hole] = order;
    items[hole] = item;
  }

  /** All events, in no particular order. */
  each(see: (tick: number, order: number, item: number) => void): void {
    for (let x = 0; x < this.count; x++) see(this.ticks[x]!, this.orders[x]!, this.items[x]!);
  }

  clear(): void {
    this.count = 0;
  }

  private before(a: number, b: number): boolean {
    const { ticks, orders } = this;
    return ticks[a]! < ticks[b]! || (ticks[a]! === ticks[b]! && orders[a]! < orders[b]!);
  }

  private grow(): void {
    const capacity = Math.max(16, 2 * this.ticks.length);
    const ticks = new Float64Array(capacity);
    const orders = new Float64Array(capacity);
    const items = new Int32Array(capacity);
    ticks.set(this.ticks);
    orders.set(this.orders);
    items.set(this.items);
    this.ticks = ticks;
    this.orders = orders;
    this.items = items;
  }
}
