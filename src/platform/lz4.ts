/**
 * LZ4 frames: what an lz4 program, or an AEDAT4 recording, holds. Checksums are not verified.
 *
 * @see LZ4 Frame Format 1.6.4 and LZ4 Block Format, lz4.org
 */

/** Largest expansion that a block can reach: 255 bytes for each byte of a match's length. */
const MOST_INFLATION = 256;

/**
 * @param most  bytes that are accepted
 * @throws RangeError where it is no LZ4 frame, is damaged, or more than `most`
 */
export function unLz4(bytes: Uint8Array, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (at: number, n: number) => {
    if (at + n > bytes.length) throw new RangeError("an LZ4 frame ends too early");
  };
  need(0, 7);
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError("is no LZ4 frame");
  const flags = bytes[4]!;
  if (flags >> 6 !== 1 || (flags & 1) !== 0)
    throw new RangeError("is an LZ4 frame of a version that is not known");
  const checked = (flags & 0x10) !== 0 ? 4 : 0;
  let at = 6 + ((flags & 0x08) !== 0 ? 8 : 0) + 1;
  const out = new Out(Math.min(most, bytes.length * MOST_INFLATION));
  for (;;) {
    need(at, 4);
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return out.whole();
    const length = size & 0x7fffffff;
    need(at, length);
    const block = bytes.subarray(at, at + length);
    if (size >>> 31) out.literals(block, 0, length);
    else unblock(block, out);
    at += length + checked;
  }
}

/** Grows up to a limit. */
class Out {
  private bytes = new Uint8Array(4096);
  private count = 0;

  constructor(private readonly most: number) {}

  literals(from: Uint8Array, at: number, n: number): void {
    this.reserve(n);
    this.bytes.set(from.subarray(at, at + n), this.count);
    this.count += n;
  }

  /** What lies `offset` back, n bytes of it: they may begin to repeat what is being written. */
  match(offset: number, n: number): void {
    if (offset === 0 || offset > this.count) throw new RangeError("an LZ4 block points before its beginning");
    this.reserve(n);
    const { bytes } = this;
    for (let k = 0; k < n; k++, this.count++) bytes[this.count] = bytes[this.count - offset]!;
  }

  whole(): Uint8Array {
    return this.bytes.slice(0, this.count);
  }

  private reserve(n: number): void {
    const needed = this.count + n;
    if (needed > this.most) throw new RangeError(`an LZ4 frame holds more than ${this.most} bytes`);
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.min(this.most, Math.max(needed, 2 * this.bytes.length)));
    grown.set(this.bytes.subarray(0, this.count));
    this.bytes = grown;
  }
}

/** Sequences of literals and matches; the last one has no match. */
function unblock(block: Uint8Array, out: Out): void {
  let at = 0;
  const byte = (): number => {
    if (at >= block.length) throw new RangeError("an LZ4 block ends too early");
    return block[at++]!;
  };
  const extended = (n: number): number => {
    let length = n;
    if (n === 15)
      for (let more = 255; more === 255; ) {
        more = byte();
        length += more;
      }
    return length;
  };
  while (at < block.length) {
    const token = byte();
    const literals = extended(token >> 4);
    if (at + literals > block.length) throw new RangeError("an LZ4 block ends too early");
    out.literals(block, at, literals);
    at += literals;
    if (at === block.length) return;
    const offset = byte() | (byte() << 8);
    out.match(offset, 4 + extended(token & 15));
  }
}
