/** Bytes as text of 64 characters (RFC 4648), as data addresses carry them. */

/** Bytes that `String.fromCharCode` takes at once: far below any engine's limit of arguments. */
const STEP = 8192;

export function base64(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += STEP)
    characters += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(characters);
}
