/** Bytes as text of two characters each, 0-9 and a-f: longer than base64, and shorter once compressed, for bytes stay whole. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let k = 0; k < bytes.length; k++)
    bytes[k] = 16 * digit(text.charCodeAt(2 * k)) + digit(text.charCodeAt(2 * k + 1));
  return bytes;
}

/** Of a character by its code: digits from 48, letters from 97 on. */
function digit(code: number): number {
  return code < 97 ? code - 48 : code - 87;
}
