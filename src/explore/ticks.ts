/** Marks on an axis: round numbers, evenly spaced. */
import type { Unit } from "../core/params.js";
import { formatQuantity } from "../core/units.js";
import { roundStep } from "./edit.js";

/** Round values from `from` to `to`, about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  if (!(to > from)) return [from];
  const step = roundStep((to - from) / Math.max(1, count));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from(
    { length: last - first + 1 },
    (_, k) => Number(((first + k) * step).toPrecision(12)) || 0,
  );
}

/** A range with room above and below, 0 included; at least `least` wide. */
export function roomFor(values: Iterable<number>, least: number): [low: number, high: number] {
  let [low, high] = [0, 0];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const missing = Math.max(0, least - (high - low));
  const pad = 0.08 * (high - low + missing);
  return [low - missing / 2 - pad, high + missing / 2 + pad];
}

/** Prefix by which numbers of a size are written: its factor and the unit with it. */
export function scaleFor(size: number, unit: Unit): { readonly factor: number; readonly unit: string } {
  const exponent = size > 0 ? Math.floor(Math.log10(size) / 3 + 1e-9) * 3 : 0;
  const factor = Number(`1e${exponent}`);
  return { factor, unit: formatQuantity(factor, unit).replace(/^1 /, "") };
}

/** A number on an axis, with a minus sign. */
export function axisText(x: number, factor: number): string {
  return String(Number((x / factor).toPrecision(4))).replace("-", "−");
}
