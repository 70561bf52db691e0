/** Which columns of a table count, and the words of a column of polarities. */
import type { Heading, Role } from "./heading.js";

/** Which of several kinds of reads counts. */
const READS: readonly Role[] = ["conductance", "current", "resistance"];

/** One column for each role, and all columns of reads. */
export function chosen(
  headings: readonly Heading[],
  add: (path: string, problem: string) => void,
  row: number,
): { single: Map<Role, number>; reads: number[] } {
  const single = new Map<Role, number>();
  const isRead = (h: Heading) => h.role !== undefined && READS.includes(h.role);
  const kind =
    READS.find((role) => headings.some((h) => h.role === role && h.normalised === undefined)) ??
    READS.find((role) => headings.some((h) => h.role === role));
  const best = headings.some((h) => h.role === kind && h.normalised === undefined);
  const reads = [...headings.keys()].filter(
    (k) =>
      kind !== undefined && headings[k]!.role === kind && !(best && headings[k]!.normalised !== undefined),
  );
  const places = new Set<string>();
  for (const k of reads) {
    const { device, cycle, sign } = headings[k]!.series ?? {};
    const place = JSON.stringify([device, cycle, sign]);
    if (places.has(place) && row > 0)
      add(
        `row ${row}`,
        `has several columns of reads that are not told apart (${reads.map((r) => headings[r]!.name).join(", ")}); accepted: one, or names that say cycle, device or polarity, such as cycle 1, device 2, LTP, LTD`,
      );
    if (places.has(place)) break;
    places.add(place);
  }
  for (const [k, h] of headings.entries()) {
    if (h.role === undefined || isRead(h) || single.has(h.role)) continue;
    single.set(h.role, k);
  }
  return { single, reads };
}

const RAISES = /^(?:ltp|p|pot.*|\+1?|1|up|set|raise|positive|pos)$/i;
const LOWERS = /^(?:ltd|d|dep.*|[-−]1?|down|reset|lower|negative|neg)$/i;
const NONE = /^(?:0|none|initial|start|)$/i;

/** +1, -1 or 0 of each row. @param wrong  told of words that are no polarity */
export function signsOf(
  column: readonly string[] | undefined,
  series: readonly (1 | -1 | undefined)[] | undefined,
  rows: readonly number[],
  wrong: (row: number, got: string) => void,
): number[] | undefined {
  if (column)
    return column.map((word, k) => {
      const sign = RAISES.test(word) ? 1 : LOWERS.test(word) ? -1 : NONE.test(word) ? 0 : undefined;
      if (sign === undefined) wrong(rows[k]!, word);
      return sign ?? 0;
    });
  return series?.map((s) => s ?? 0);
}
