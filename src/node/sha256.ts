/** SHA-256 by Node's own code, some eight times as fast as plain JavaScript: for large files. */
import { createHash } from "node:crypto";
import type { Hash } from "../platform/sha256.js";

/** @returns the 32 bytes of the hash */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

/** @param content  text counts as its UTF-8 bytes  @returns 64 hexadecimal digits */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A hash of nothing yet. */
export function newSha256(): Hash {
  const hash = createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
}
