/** Where a rate law by formula comes from, with the numbers that nobody gave: for reports and tables. */
import { formatQuantity } from "../units.js";
import type { RateModel } from "./model.js";

/** @param name  what the law is called @param values  those given; a default where left out */
export function lawSource(
  name: string,
  { source, params }: Pick<RateModel, "source" | "params">,
  values: Readonly<Record<string, number>>,
): string {
  const assumed = Object.entries(params).filter(
    ([key, p]) => (values[key] ?? p.default) === p.default && /\bassumed\b/.test(p.source),
  );
  const numbers = assumed.map(([key, p]) => `${key} = ${formatQuantity(p.default, p.unit, 4)}`);
  return `${name}: ${source}${numbers.length > 0 ? `; assumed: ${numbers.join(", ")}` : ""}`;
}
