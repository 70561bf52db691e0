/** Post waveforms under way, in order of their start; one per column at most. */
import { whole } from "../core/saved-values.js";
import type { StateVariable } from "../core/state.js";

export interface PostEvent {
  readonly column: number;
  readonly start: number;
  /** Number of its post spike. */
  readonly event: number;
}

export class PostEvents {
  /** Entries head .. tail - 1 of each list. */
  private readonly column: Int32Array;
  private readonly start: Float64Array;
  private readonly event: Float64Array;
  private head = 0;
  private tail = 0;
  private readonly under: Uint8Array;
  /** The one that was taken out last. */
  private readonly taken = { column: 0, start: 0, event: 0 };
  readonly variables: readonly StateVariable[];

  /** @param length  of a post waveform, ticks */
  constructor(
    nPost: number,
    private readonly length: number,
  ) {
    // Twice as many as there can be: they are brought to the front when the end is reached.
    const room = 2 * nPost + 2;
    this.column = new Int32Array(room);
    this.start = new Float64Array(room);
    this.event = new Float64Array(room);
    this.under = new Uint8Array(nPost);
    this.variables = this.declared(nPost);
  }

  get count(): number {
    return this.tail - this.head;
  }

  /** Start of the oldest; undefined if none is under way. */
  get firstStart(): number | undefined {
    return this.head < this.tail ? this.start[this.head] : undefined;
  }

  /** The oldest; undefined if none is under way. */
  get first(): PostEvent | undefined {
    return this.head < this.tail ? this.entry(this.head) : undefined;
  }

  isUnderWay(column: number): boolean {
    return this.under[column] === 1;
  }

  /** Tick at which the oldest is complete; Infinity if none is under way. */
  nextEnd(): number {
    return this.head < this.tail ? this.start[this.head]! + this.length : Number.POSITIVE_INFINITY;
  }

  begin(column: number, start: number, event: number): void {
    if (this.tail === this.column.length) this.toFront();
    this.under[column] = 1;
    this.column[this.tail] = column;
    this.start[this.tail] = start;
    this.event[this.tail++] = event;
  }

  /** Take the one of a column out, if there is one; valid until the next is taken. */
  takeOf(column: number): PostEvent | undefined {
    if (this.under[column] === 0) return undefined;
    let at = this.head;
    while (this.column[at] !== column) at++;
    const one = this.takeAt(at);
    // Those before it move up: as a rule it is among the oldest.
    for (const list of [this.column, this.start, this.event]) list.copyWithin(this.head + 1, this.head, at);
    this.head++;
    return one;
  }

  /** Take the oldest out; valid until the next is taken. */
  take(): PostEvent {
    return this.takeAt(this.head++);
  }

  /** Take out the oldest and those after it for which `together` holds, up to the first for which it does not. */
  takeWhile(together: (e: PostEvent) => boolean): PostEvent[] {
    const all: PostEvent[] = [];
    while (this.head < this.tail) {
      const one = this.entry(this.head);
      if (!together(one)) break;
      this.take();
      all.push(one);
    }
    return all;
  }

  private entry(at: number): PostEvent {
    return { column: this.column[at]!, start: this.start[at]!, event: this.event[at]! };
  }

  private takeAt(at: number): PostEvent {
    const { taken } = this;
    taken.column = this.column[at]!;
    taken.start = this.start[at]!;
    taken.event = this.event[at]!;
    this.under[taken.column] = 0;
    return taken;
  }

  private toFront(): void {
    for (const list of [this.column, this.start, this.event]) list.copyWithin(0, this.head, this.tail);
    this.tail -= this.head;
    this.head = 0;
  }

  private refill(list: Int32Array | Float64Array, values: ArrayLike<number>): void {
    this.head = 0;
    this.tail = values.length;
    list.set(values);
  }

  private declared(nPost: number): readonly StateVariable[] {
    return [
      {
        name: "column",
        unit: "1",
        per: "event",
        doc: "column of each post waveform under way",
        order: "distinct",
        length: (lengthOf) => lengthOf("start"),
        bounds: () => whole(0, nPost - 1),
        list: () => this.column.slice(this.head, this.tail),
        take: (values) => {
          this.refill(this.column, values);
          this.under.fill(0);
          for (const column of values) this.under[column] = 1;
        },
      },
      {
        name: "start",
        unit: "tick",
        per: "event",
        doc: "when it started",
        order: "rising",
        bounds: ({ now }) => whole(Math.max(0, now - this.length), now),
        list: () => this.start.slice(this.head, this.tail),
        take: (values) => this.refill(this.start, values),
      },
      {
        name: "event",
        unit: "1",
        per: "event",
        doc: "number of its post spike",
        length: (lengthOf) => lengthOf("start"),
        bounds: ({ events = 0 }) => whole(0, events - 1),
        list: () => this.event.slice(this.head, this.tail),
        take: (values) => this.refill(this.event, values),
      },
    ];
  }
}
