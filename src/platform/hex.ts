/** Bytes as hexadecimal digits: text that compresses as well as the bytes do, which base64 does not. */

/** @param text  two digits for each byte, in lower case */
export function fromHex(text: string): Uint8Array {
  // "0" to "9" are 48 to 57, "a" to "f" 97 to 102.
  const digit = (at: number): number => {
    const code = text.charCodeAt(at);
    return (code & 15) + 9 * (code >> 6);
  };
  const bytes = new Uint8Array(text.length / 2);
  for (let x = 0; x < bytes.length; x++) bytes[x] = 16 * digit(2 * x) + digit(2 * x + 1);
  return bytes;
}
