/** Units as columns of measurements name them. */
import { anyQuantity } from "../../core/units.js";

/** One of a unit, SI. Units that measurements have besides the program's own. */
export function quantityOf(unit: string): { readonly value: number; readonly unit: string } | undefined {
  const own = OTHER_UNITS[unit];
  if (own) return own;
  const inverse = /^(?:1\/(\S*(?:ohm|Ω|Ω))|(\S*(?:ohm|Ω|Ω))(?:\^?[-−]1|⁻¹))$/.exec(unit);
  const of = inverse && anyQuantity(`1 ${inverse[1] ?? inverse[2]}`);
  if (of) return { value: 1 / of.value, unit: "S" };
  return /^[%\d]/.test(unit) || unit === "" ? undefined : anyQuantity(`1 ${unit}`);
}

const OTHER_UNITS: Readonly<Record<string, { readonly value: number; readonly unit: string }>> = {
  min: { value: 60, unit: "s" },
  h: { value: 3600, unit: "s" },
  "°C": { value: 1, unit: "°C" },
  "℃": { value: 1, unit: "°C" },
  sec: { value: 1, unit: "s" },
  mho: { value: 1, unit: "S" },
  Siemens: { value: 1, unit: "S" },
  siemens: { value: 1, unit: "S" },
};
