/**
 * Numbers as YAML writes them. YAML 1.1 and 1.2 read some of them differently (017 is 15 or 17, 1:30 is 90 or text), and
 * a double holds not all that can be written: whatever might be read otherwise than it was meant is refused.
 */

/** Without leading zeros, 0x and 0o. */
const DECIMAL = /^[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const DIGITS = /^[-+]?\d+$/;
/** Numbers of YAML 1.1 that are text in 1.2: 1_000, 1:30 and 0b11. */
const NUMBER_OF_OLD = /^[-+]?(?:\d[\d_]*_[\d_.]*|\d+(?::[0-5]?\d)+(?:\.\d*)?|0b[01_]+)$/;

const ACCEPTED = "accepted: a decimal number such as 17 or 1.5e3; text in quotes";

/**
 * What is wrong with a scalar that stands without quotes.
 * @param source  as written
 * @param value   what YAML 1.2 makes of it
 */
export function scalarProblem(source: string, value: unknown): string | undefined {
  if (typeof value === "string")
    return NUMBER_OF_OLD.test(source)
      ? `${source} is a number in YAML 1.1 and text in 1.2; ${ACCEPTED}`
      : undefined;
  if (typeof value !== "number") return undefined;
  const shown = source.length > 40 ? `${source.slice(0, 39)}…` : source;
  if (/^[-+]?0\d/.test(source))
    return `${shown} has leading zeros, by which YAML 1.1 marks octal numbers; ${ACCEPTED}`;
  // Not a number, or none that is finite: what the field accepts says more.
  if (/^[-+]?\.(?:inf|nan)$/i.test(source)) return undefined;
  if (!DECIMAL.test(source)) return `${shown} is not a decimal number; ${ACCEPTED}`;
  if (!Number.isFinite(value)) return `${shown} is too large a number; ${ACCEPTED}`;
  if (value === 0 && /[1-9]/.test(source.replace(/e.*/i, "")))
    return `${shown} is too small a number; ${ACCEPTED}`;
  if (DIGITS.test(source) && !Number.isSafeInteger(value))
    return `${shown} has more digits than a number keeps (2^53 is the limit); ${ACCEPTED}`;
  return undefined;
}
