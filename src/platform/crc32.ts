/** The checksum of gzip and PNG (ISO 3309, polynomial 0xEDB88320 reflected). */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** @returns 0 .. 2^32 - 1 */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) c = TABLE[(c ^ bytes[at]!) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
