/**
 * Events of an AEDAT4 recording (iniVation's DV): a text line, a header, then packets of
 *
 *   stream (int32), bytes (int32), a FlatBuffer, compressed as the header says
 *
 * of which those with the identifier "EVTS" hold events: time (us, int64), x, y (int16), polarity (byte), 16 bytes each.
 *
 * @see AEDAT 4.0, docs.inivation.com/software/software-advanced-usage/file-formats/aedat-4.0.html
 */
import { unLz4 } from "../../platform/lz4.js";

/** Times from the first event on, s; polarity 1: ON. */
export interface CameraEvents {
  readonly time: Float64Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly on: Uint8Array;
}

const LINE = "#!AER-DAT4.0\r\n";
/** By the header's number. */
const COMPRESSIONS = ["none", "lz4", "lz4", "zstd", "zstd"] as const;
const EVENT_BYTES = 16;

/** @param most  bytes of a packet that are accepted @throws RangeError where it is none, or has what is not read here */
export function readAedat4(bytes: Uint8Array, most: number): CameraEvents {
  for (let k = 0; k < LINE.length; k++)
    if (bytes[k] !== LINE.charCodeAt(k))
      throw new RangeError('does not begin with "#!AER-DAT4.0"; accepted: an AEDAT4 recording');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return told(() => {
    const headerBytes = view.getInt32(LINE.length, true);
    const header = new Table(view, LINE.length + 4);
    const compression = COMPRESSIONS[header.int32(0)];
    if (compression === "zstd" || compression === undefined)
      throw new RangeError(
        "is compressed with Zstandard; accepted: LZ4 or none (DV: output compression LZ4)",
      );
    const table = header.int64(1);
    const end = table > 0 && table <= bytes.length ? table : bytes.length;
    const packets: Uint8Array[] = [];
    let stream: number | undefined;
    for (let at = LINE.length + 4 + headerBytes; at + 8 <= end; ) {
      const [id, size] = [view.getInt32(at, true), view.getInt32(at + 4, true)];
      if (size < 0 || at + 8 + size > bytes.length)
        throw new RangeError(`a packet at byte ${at} ends after the file`);
      const packet = bytes.subarray(at + 8, at + 8 + size);
      at += 8 + size;
      if (stream !== undefined && id !== stream) continue;
      const content = compression === "lz4" ? unLz4(packet, most) : packet;
      if (!isEvents(content)) continue;
      stream = id;
      packets.push(content);
    }
    return eventsOf(packets);
  });
}

/** Reads beyond the end are a damaged file. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError && /DataView/.test(error.message))
      throw new RangeError("is damaged: it ends too early");
    throw error;
  }
}

/** Whether a FlatBuffer, its size before it, has the identifier of events. */
function isEvents(content: Uint8Array): boolean {
  return content.length >= 12 && String.fromCharCode(...content.subarray(8, 12)) === "EVTS";
}

function eventsOf(packets: readonly Uint8Array[]): CameraEvents {
  const found = packets.map((bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { at, count } = new Table(view, 4).vector(0);
    if (at + count * EVENT_BYTES > bytes.length) throw new RangeError("is damaged: it ends too early");
    return { view, at, count };
  });
  const n = found.reduce((sum, { count }) => sum + count, 0);
  const events = {
    time: new Float64Array(n),
    x: new Int32Array(n),
    y: new Int32Array(n),
    on: new Uint8Array(n),
  };
  let k = 0;
  let first: bigint | undefined;
  for (const { view, at, count } of found)
    for (let e = at; e < at + count * EVENT_BYTES; e += EVENT_BYTES, k++) {
      const time = view.getBigInt64(e, true);
      first ??= time;
      events.time[k] = Number(time - first) / 1e6;
      events.x[k] = view.getInt16(e + 8, true);
      events.y[k] = view.getInt16(e + 10, true);
      events.on[k] = view.getUint8(e + 12) === 0 ? 0 : 1;
    }
  return events;
}

/** The root table of a FlatBuffer that begins at `start`: fields by their number. */
class Table {
  private readonly at: number;

  constructor(
    private readonly view: DataView,
    start: number,
  ) {
    this.at = start + view.getUint32(start, true);
  }

  /** Where a field lies; undefined where it has its default. */
  private field(k: number): number | undefined {
    const { view, at } = this;
    const vtable = at - view.getInt32(at, true);
    if (4 + 2 * k >= view.getUint16(vtable, true)) return undefined;
    const offset = view.getUint16(vtable + 4 + 2 * k, true);
    return offset === 0 ? undefined : at + offset;
  }

  int32(k: number): number {
    const at = this.field(k);
    return at === undefined ? 0 : this.view.getInt32(at, true);
  }

  int64(k: number): number {
    const at = this.field(k);
    return at === undefined ? 0 : Number(this.view.getBigInt64(at, true));
  }

  vector(k: number): { readonly at: number; readonly count: number } {
    const at = this.field(k);
    if (at === undefined) return { at: 0, count: 0 };
    const start = at + this.view.getUint32(at, true);
    return { at: start + 4, count: this.view.getUint32(start, true) };
  }
}
