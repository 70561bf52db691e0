/** Values that several commands take in their options. */
import type { Unit } from "../core/params.js";
import { parseQuantity, QuantityError } from "../core/units.js";
import { UsageError } from "./errors.js";

/** The SI number of an option. @throws UsageError naming it */
export function quantityOption(name: string, text: string, unit: Unit): number {
  try {
    return parseQuantity(text, unit);
  } catch (error) {
    if (error instanceof QuantityError) throw new UsageError(`--${name}: ${error.message}`);
    throw error;
  }
}

/** Most points that one curve may have. */
const MOST_POINTS = 100_001;

/** `from:to:n`, ends included: n values of which the first is `from` and the last is `to`. */
export function rangeOption(
  name: string,
  text: string,
  unit: Unit,
  example = "-160ms:160ms:41",
): { from: number; to: number; count: number } {
  const fail = (problem: string): never => {
    throw new UsageError(`--${name}: "${text}" ${problem}; accepted: from:to:n such as --${name}=${example}`);
  };
  const parts = text.split(":");
  if (parts.length !== 3) return fail(`has ${parts.length} parts`);
  const from = quantityOption(name, parts[0]!, unit);
  const to = quantityOption(name, parts[1]!, unit);
  if (!/^\d+$/.test(parts[2]!)) return fail(`has no count of points`);
  const count = Number(parts[2]);
  if (count < 1 || count > MOST_POINTS) return fail(`has a count outside 1 to ${MOST_POINTS}`);
  if (from > to) return fail("goes backwards");
  if (count === 1 && from !== to) return fail("asks for one point at two ends");
  if (count > 1 && from === to) return fail(`asks for ${count} points at one place`);
  return { from, to, count };
}
