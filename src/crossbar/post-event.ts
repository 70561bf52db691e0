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
  private list: PostEvent[] = [];
  private readonly under: Uint8Array;
  readonly variables: readonly StateVariable[];

  /** @param length  of a post waveform, ticks */
  constructor(
    nPost: number,
    private readonly length: number,
  ) {
    this.under = new Uint8Array(nPost);
    this.variables = this.declared(nPost);
  }

  get count(): number {
    return this.list.length;
  }

  /** The oldest. */
  get first(): PostEvent | undefined {
    return this.list[0];
  }

  isUnderWay(column: number): boolean {
    return this.under[column] === 1;
  }

  /** Tick at which the oldest is complete; Infinity if none is under way. */
  nextEnd(): number {
    return this.list.length > 0 ? this.list[0]!.start + this.length : Number.POSITIVE_INFINITY;
  }

  begin(column: number, start: number, event: number): void {
    this.under[column] = 1;
    this.list.push({ column, start, event });
  }

  /** Take the one of a column out, if there is one. */
  takeOf(column: number): PostEvent | undefined {
    if (this.under[column] === 0) return undefined;
    this.under[column] = 0;
    return this.list.splice(
      this.list.findIndex((e) => e.column === column),
      1,
    )[0];
  }

  /** Take the oldest out. */
  take(): PostEvent {
    const oldest = this.list.shift()!;
    this.under[oldest.column] = 0;
    return oldest;
  }

  /** Take out the oldest and those after it for which `together` holds, up to the first for which it does not. */
  takeWhile(together: (e: PostEvent) => boolean): PostEvent[] {
    const other = this.list.findIndex((e) => !together(e));
    const taken = this.list.splice(0, other < 0 ? this.list.length : other);
    for (const { column } of taken) this.under[column] = 0;
    return taken;
  }

  private declared(nPost: number): readonly StateVariable[] {
    const change = (values: ArrayLike<number>, part: (x: number) => Partial<PostEvent>) => {
      this.list = Array.from(values, (v, x) => ({ ...this.list[x]!, ...part(v) }));
    };
    return [
      {
        name: "column",
        unit: "1",
        per: "event",
        doc: "column of each post waveform under way",
        order: "distinct",
        length: (lengthOf) => lengthOf("start"),
        bounds: () => whole(0, nPost - 1),
        list: () => Int32Array.from(this.list, (e) => e.column),
        take: (values) => {
          change(values, (column) => ({ column }));
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
        list: () => Float64Array.from(this.list, (e) => e.start),
        take: (values) => change(values, (start) => ({ start })),
      },
      {
        name: "event",
        unit: "1",
        per: "event",
        doc: "number of its post spike",
        length: (lengthOf) => lengthOf("start"),
        bounds: ({ events = 0 }) => whole(0, events - 1),
        list: () => Float64Array.from(this.list, (e) => e.event),
        take: (values) => change(values, (event) => ({ event })),
      },
    ];
  }
}
