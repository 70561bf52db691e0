/** Bytes as text: UTF-8 and nothing else, so that no byte is read as another character than was written. */
import { FileError } from "./files.js";

/**
 * @param bytes  UTF-8, with or without a byte order mark
 * @throws TextProblem saying where it is something else: another encoding, or control characters
 */
export function utf8(bytes: Uint8Array): string {
  if (bytes.length >= 2 && bytes[0]! + bytes[1]! === 0xff + 0xfe && Math.min(bytes[0]!, bytes[1]!) === 0xfe)
    throw new TextProblem("is UTF-16 text");
  const control = firstControl(bytes);
  if (control >= 0 && bytes[control] === 0)
    throw new TextProblem(`has a NUL byte in line ${lineAt(bytes, control)}: it is binary, or UTF-16 text`);
  if (control >= 0)
    throw new TextProblem(
      `has the control character 0x${bytes[control]!.toString(16).padStart(2, "0")} in line ${lineAt(bytes, control)}`,
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TextProblem(`line ${firstBadLine(bytes)} is not UTF-8 (is it Latin-1 or Windows-1252?)`);
  }
}

/** The text of a file that was read. @throws FileError where it is none */
export function textOf(path: string, bytes: Uint8Array): string {
  try {
    return utf8(bytes);
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    throw new FileError(path, "not text", error.message);
  }
}

/** What bytes are instead of UTF-8 text; said of the file. */
export class TextProblem extends Error {
  override readonly name = "TextProblem";
}

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;

/** A plain loop: files of pictures have millions of bytes. @returns -1 where there is none */
function firstControl(bytes: Uint8Array): number {
  for (let k = 0; k < bytes.length; k++) {
    const byte = bytes[k]!;
    if (byte < 32 && byte !== TAB && byte !== LINE_FEED && byte !== RETURN) return k;
  }
  return -1;
}

function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let k = 0; k < at; k++) if (bytes[k] === LINE_FEED) line++;
  return line;
}

/** No character of UTF-8 holds the byte of a line feed but itself: each line can be looked at alone. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end < 0 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      break;
    }
    from = to;
  }
  return line;
}
