/** How much memory a run may take: what would need more is refused before it is begun, with the number of bytes. */

/**
 * Bytes that what grows with an experiment's numbers may take in all: 4 GiB. Assumed: half of a laptop's memory, and what
 * one .npz file can hold. The same on every machine, so that an experiment runs on all or on none.
 */
export const MOST_BYTES = 2 ** 32;

/** Something that a run keeps, and its bytes at their most. */
export interface Need {
  /** Dotted path of the number in the config that makes it large. */
  readonly path: string;
  /** What it is, in words. */
  readonly what: string;
  readonly bytes: number;
  /** What would make it smaller. */
  readonly change: string;
}

/** A run that has come to need more memory than it may. */
export class SizeError extends Error {
  override readonly name = "SizeError";
}

/** Needs below this share of the limit are not listed beside the largest. */
const LISTED = 0.05;

/**
 * Why needs are too large together, at the path of the largest; undefined where they are not.
 * @param most  bytes that are accepted
 */
export function tooLarge(
  needs: readonly Need[],
  most = MOST_BYTES,
): { readonly path: string; readonly problem: string } | undefined {
  const none = needs.find((need) => Number.isNaN(need.bytes));
  if (none)
    return {
      path: none.path,
      problem: `the bytes for ${none.what} are no number; accepted: numbers in all that they follow from`,
    };
  const bytes = needs.reduce((sum, need) => sum + need.bytes, 0);
  if (bytes <= most) return undefined;
  const [largest, ...others] = [...needs].sort((a, b) => b.bytes - a.bytes) as [Need, ...Need[]];
  const beside = others.filter((need) => need.bytes > LISTED * most).map(said);
  const and = beside.length > 0 ? `, besides ${beside.join(" and ")}` : "";
  return {
    path: largest.path,
    problem: `needs ${said(largest)}${and}; accepted: up to ${bytesInWords(most)} in all. ${largest.change}`,
  };
}

function said({ bytes, what }: Need): string {
  return `${bytesInWords(bytes)} for ${what}`;
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** "4 GiB (4,294,967,296 bytes)". */
export function bytesInWords(bytes: number): string {
  const whole = Math.round(bytes);
  const step = whole < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(whole) / 10));
  if (step === 0) return `${whole} bytes`;
  const grouped = whole < 1e15 ? whole.toLocaleString("en-GB") : whole.toExponential(2);
  return `${Number((whole / 1024 ** step).toPrecision(3))} ${UNITS[step]} (${grouped} bytes)`;
}
