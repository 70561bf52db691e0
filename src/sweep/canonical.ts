/** What a written value means, whatever its spelling: "350 ms" is "0.35 s", "6 %" is 0.06. */
import { isPlainMap } from "../config/yaml.js";
import { anyQuantity } from "../core/units.js";

/**
 * The value with every quantity in it replaced by its SI number and unit.
 * @param value  plain data, as a document has it
 */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (isPlainMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonical(item)]));
  if (typeof value !== "string") return value;
  const found = anyQuantity(value);
  if (found === undefined) return value;
  // Minus zero is zero.
  return found.unit === "1" ? found.value + 0 : `${found.value + 0} ${found.unit}`;
}
