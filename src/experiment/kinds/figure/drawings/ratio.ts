/** Numbers of a figure that are ratios: where what they refer to is 0, there is none, and why is said beside it. */
import { formatQuantity } from "../../../../core/units.js";
import type { FigureNumber } from "./drawing.js";

type Named = Pick<FigureNumber, "name" | "doc">;

/** @param none  why there is no such number where `below` is 0: "no pair changes the conductance" */
export function ratio({ name, doc }: Named, above: number, below: number, none: string): FigureNumber {
  if (below === 0) return { name, value: Number.NaN, unit: "1", doc, absent: none };
  return { name, value: above / below, unit: "1", doc };
}

/** For people: the quantity, or why there is none. */
export function writtenNumber(
  { value, unit, absent }: Omit<FigureNumber, "name" | "doc">,
  digits: number,
): string {
  return absent === undefined ? formatQuantity(value, unit, digits) : `none: ${absent}`;
}
