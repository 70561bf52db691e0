/** A probe whose recordings leave memory while the run goes on: `keep: disk`. */
import { count } from "../../../core/saved-values.js";
import type { StateVariable } from "../../../core/state.js";
import type { RecordStore, RecordStream } from "../../record-store.js";
import { arraysOf } from "./names.js";
import type { GrowingRecord, Recorder } from "./probes.js";
import type { StreamedRecord } from "./result.js";

export class StreamedRecorder implements Recorder {
  /** What a checkpoint keeps: how many rows of the files count. */
  readonly seen: { readonly variables: readonly StateVariable[] };
  private rows = 0;
  /** What is recorded without what grows: names, units, sizes. */
  private readonly about: GrowingRecord;
  private readonly arrays: { readonly name: string; readonly row: readonly number[] }[];
  private streams: RecordStream[] = [];

  /**
   * @param own    the probe; must be able to drain
   * @param tick   s
   * @param taken  names of arrays that other probes have; those of this one are added
   */
  constructor(
    private readonly own: Recorder,
    private readonly store: RecordStore,
    private readonly tick: number,
    taken: Set<string>,
  ) {
    this.about = withoutRows(own.read() as GrowingRecord);
    this.arrays = Object.entries(arraysOf(this.about))
      .filter(([, { shape }]) => shape[0] === 0)
      .map(([name, { shape }]) => ({ name: unique(name, taken), row: shape.slice(1) }));
    this.seen = {
      variables: [
        {
          name: "rows",
          unit: "1",
          per: "one",
          doc: "rows that were recorded on disk",
          bounds: () => count,
          get: () => this.rows,
          set: (rows) => {
            this.rows = rows;
          },
        },
      ],
    };
  }

  /** Before the first tick of this part of the run, after what an earlier part has left was restored. */
  open(): void {
    const [time, values] = this.arrays;
    const type = this.about.kind === "spikes" ? "int32" : "float64";
    this.streams = [
      this.store.open(time!.name, "float64", time!.row, this.rows),
      this.store.open(values!.name, type, values!.row, this.rows),
    ];
    this.own.skip?.(this.rows);
  }

  /** Write what was seen since the last time. @param now  ticks that are done */
  flush(now: number): void {
    const { ticks, values } = this.own.drain!(now);
    if (ticks.length === 0) return;
    const [toTime, toValues] = this.streams;
    // As what stays in memory is converted, to the same bits.
    toTime!.append(ticks.map((t) => t * this.tick));
    toValues!.append(values);
    this.rows += ticks.length;
  }

  read(): StreamedRecord {
    return {
      kind: "streamed",
      record: this.about,
      rows: this.rows,
      arrays: this.arrays.map(({ name }) => name),
    };
  }
}

function withoutRows(record: GrowingRecord): GrowingRecord {
  const time = new Float64Array(0);
  return record.kind === "spikes"
    ? { ...record, time, index: new Int32Array(0) }
    : { ...record, time, value: new Float64Array(0) };
}

function unique(name: string, taken: Set<string>): string {
  let own = name;
  for (let k = 2; taken.has(own); k++) own = `${name}-${k}`;
  taken.add(own);
  return own;
}
