/**
 * Pictures of up to 256 colours as PNG (ISO/IEC 15948): enough for heat maps, small, and needs only zlib.
 * Left out: true colour, transparency, interlacing.
 */
import { zlibSync } from "fflate";
import { base64 } from "../../platform/base64.js";
import { crc32 } from "../../platform/crc32.js";

export interface IndexedImage {
  readonly width: number;
  readonly height: number;
  /** Colour numbers, row after row, length width * height. */
  readonly pixels: Uint8Array;
  /** Red, green, blue of each colour, 0..255; length 3 * colours, at most 768. */
  readonly palette: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * @param deflate  to zlib's format; as small as it gets unless given
 * @throws RangeError where the sizes do not fit each other or a pixel names no colour
 */
export function encodePng(
  { width, height, pixels, palette }: IndexedImage,
  deflate = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 9 }),
): Uint8Array {
  if (!(width > 0 && height > 0) || pixels.length !== width * height)
    throw new RangeError(`${pixels.length} pixels do not make ${width} x ${height}`);
  const colours = palette.length / 3;
  if (!Number.isInteger(colours) || colours < 1 || colours > 256)
    throw new RangeError(`a palette of ${palette.length} bytes is not 1 to 256 colours`);
  if (pixels.some((p) => p >= colours)) throw new RangeError(`a pixel is not one of ${colours} colours`);

  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits a pixel, colour type 3 (palette), the only methods there are

  // Each row is led by its filter type; 0 (none) is best for palettes.
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);

  return joined([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflate(rows)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** The picture as an address that needs no second file. */
export function pngDataUri(image: IndexedImage): string {
  return `data:image/png;base64,${base64(encodePng(image))}`;
}

/** Length, type, data, and the checksum of type and data. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let k = 0; k < 4; k++) bytes[4 + k] = type.charCodeAt(k);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** One after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
