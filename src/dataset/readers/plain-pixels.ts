/**
 * Pixels from JSON that is written as plainly as the package `mnist` writes it: {"data": [0,0.996,1]}, one key, and
 * numbers 0 to 1 without signs or exponents. They are read from the bytes, ten times as fast as by JSON.parse, and
 * are the same: of two whole numbers below 2^53, a division rounds as a decimal is read.
 */

const HEAD = /^[ \t\r\n]*\{[ \t\r\n]*"data"[ \t\r\n]*:[ \t\r\n]*\[/;
const TAIL = /^[ \t\r\n]*\}[ \t\r\n]*$/;
/** Chosen: blanks within the head that are looked through. */
const HEAD_BYTES = 64;
/** 10^15 is below 2^53. */
const MAX_DECIMALS = 15;

const [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32];
const [COMMA, POINT, ZERO, ONE, NINE, END] = [44, 46, 48, 49, 57, 93];

/** @returns 255 times each number, rounded; undefined where the text is anything else, right or wrong */
export function plainPixels(bytes: Uint8Array): Uint8Array | undefined {
  const head = HEAD.exec(ascii(bytes.subarray(0, HEAD_BYTES)));
  if (!head) return undefined;
  // Each number takes a digit and a comma, or more.
  const pixels = new Uint8Array(bytes.length >> 1);
  let count = 0;
  let at = head[0].length;
  for (;;) {
    at = afterBlanks(bytes, at);
    const whole = bytes[at++];
    if (whole !== ZERO && whole !== ONE) return undefined;
    let decimals = 0;
    let scale = 1;
    if (bytes[at] === POINT) {
      const from = ++at;
      for (let digit = bytes[at]!; digit >= ZERO && digit <= NINE; digit = bytes[++at]!) {
        decimals = 10 * decimals + (digit - ZERO);
        scale *= 10;
      }
      if (at === from || at - from > MAX_DECIMALS) return undefined;
    }
    if (whole === ONE && decimals > 0) return undefined;
    pixels[count++] = whole === ONE ? 255 : decimals === 0 ? 0 : Math.round((decimals / scale) * 255);
    at = afterBlanks(bytes, at);
    const next = bytes[at++];
    if (next === END) break;
    if (next !== COMMA) return undefined;
  }
  return TAIL.test(ascii(bytes.subarray(at))) ? pixels.slice(0, count) : undefined;
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === BLANK || bytes[at] === LINE_FEED || bytes[at] === RETURN || bytes[at] === TAB) at++;
  return at;
}

/** Few bytes as characters of their codes; none where they are many. */
function ascii(bytes: Uint8Array): string {
  return bytes.length > HEAD_BYTES ? "?" : String.fromCharCode(...bytes);
}
