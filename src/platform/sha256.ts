/** SHA-256 in plain JavaScript (FIPS 180-4): the same in Node, workers and browsers, and without waiting. */
import { sha256 as digestOf } from "@noble/hashes/sha2.js";

/** @returns the 32 bytes of the hash */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return digestOf(bytes);
}

/** @param content  text counts as its UTF-8 bytes  @returns 64 hexadecimal digits */
export function sha256(content: string | Uint8Array): string {
  return hex(digestOf(typeof content === "string" ? new TextEncoder().encode(content) : content));
}

/** A hash of what comes piece by piece. */
export interface Hash {
  update(bytes: Uint8Array): void;
  /** 64 hexadecimal digits; the hash is used up. */
  hex(): string;
}

/** A hash of nothing yet. */
export function newSha256(): Hash {
  const hash = digestOf.create();
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => hex(hash.digest()),
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
