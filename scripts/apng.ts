/** Pictures one after another as an animated PNG (PNG specification, third edition): browsers show it, others its first picture. */
import { chunk, encodePng, type IndexedImage, joined } from "../src/report/formats/png.js";

export interface Frame {
  readonly image: IndexedImage;
  /** How long it is shown, s. */
  readonly seconds: number;
}

/**
 * @param frames  pictures of one size and one palette
 * @returns  the file; it repeats for ever
 */
export function encodeApng(frames: readonly Frame[]): Uint8Array {
  const [first] = frames;
  if (!first) throw new RangeError("an animation needs a picture");
  const { width, height } = first.image;
  if (frames.some(({ image }) => image.width !== width || image.height !== height))
    throw new RangeError("the pictures of an animation have one size");
  const parts = frames.map(({ image }) => chunksOf(encodePng(image)));
  const of = (type: string) => parts[0]!.find((c) => c.type === type)!;
  const out: Uint8Array[] = [SIGNATURE, chunk("IHDR", of("IHDR").data)];
  out.push(chunk("acTL", words(frames.length, 0)), chunk("PLTE", of("PLTE").data));
  let sequence = 0;
  for (const [k, { seconds }] of frames.entries()) {
    const control = new Uint8Array(26);
    control.set(words(sequence++, width, height, 0, 0));
    new DataView(control.buffer).setUint16(20, Math.round(1000 * seconds));
    new DataView(control.buffer).setUint16(22, 1000);
    out.push(chunk("fcTL", control));
    const { data } = parts[k]!.find((c) => c.type === "IDAT")!;
    out.push(k === 0 ? chunk("IDAT", data) : chunk("fdAT", joined([words(sequence++), data])));
  }
  out.push(chunk("IEND", new Uint8Array(0)));
  return joined(out);
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** What a PNG file is made of. */
export function chunksOf(png: Uint8Array): { readonly type: string; readonly data: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** Numbers of 32 bits, the most significant byte first. */
function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [k, value] of values.entries()) view.setUint32(4 * k, value);
  return bytes;
}
