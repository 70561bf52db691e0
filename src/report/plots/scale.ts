/** SI numbers for axes and captions. */
import type { Unit } from "../../core/params.js";
import { formatQuantity } from "../../core/units.js";

export {
  type AxisUnit,
  axisUnit,
  conductance,
  conductanceUnit,
  grouped,
  percent,
} from "../../core/written.js";

/** "12.3 nS", "0" for nothing at all. */
export function quantity(si: number, unit: Unit, digits = 3): string {
  return formatQuantity(si, unit, digits);
}

/** "+6.13", "−12.9", three digits and a true minus; a change too small for them as "−1e−4". */
export function signed(x: number): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = size < 0.005 ? size.toExponential(0).replace("-", "−") : size.toFixed(digits);
  return `${x < 0 ? "−" : "+"}${text}`;
}

/** Largest magnitude in any of the arrays; 0 for none. */
export function largest(...arrays: readonly ArrayLike<number>[]): number {
  let most = 0;
  for (const a of arrays) for (let k = 0; k < a.length; k++) most = Math.max(most, Math.abs(a[k]!));
  return most;
}
