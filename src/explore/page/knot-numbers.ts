/** Knots as numbers with their units: what is typed is taken to the last bit, or refused in words. */
import { formatQuantity, parseQuantity } from "../../core/units.js";
import { typed } from "../edit.js";
import type { Knot } from "../state.js";
import { el, replaceKeepingFocus } from "./dom.js";

/**
 * @param name  of the voltage
 * @param change  takes the knots with the number that was typed
 */
export function showKnotNumbers(
  into: HTMLElement,
  name: string,
  knots: readonly Knot[],
  change: (knots: readonly Knot[]) => void,
): void {
  const cell = (k: number, which: 0 | 1): HTMLElement => {
    const unit = which === 0 ? "s" : "V";
    const value = formatQuantity(knots[k]![which], unit, "exact");
    const input = el("input", {
      value,
      "aria-label": `${name}, knot ${k + 1}, ${which === 0 ? "time" : "voltage"}`,
      change: () => {
        try {
          change(typed(knots, k, which, parseQuantity(input.value, unit)));
        } catch (error) {
          input.setCustomValidity(error instanceof Error ? error.message : String(error));
          input.reportValidity();
        }
      },
      input: () => input.setCustomValidity(""),
    });
    return input;
  };
  replaceKeepingFocus(into, ...knots.flatMap((_, k) => [cell(k, 0), cell(k, 1)]));
}
