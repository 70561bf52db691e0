/** Numbers that are none stop a figure: which one, or where on which curve. */
import { formatQuantity } from "../../../core/units.js";
import { NumericalError } from "../../guards.js";
import type { Panel, Series } from "../../panel.js";
import type { Drawing } from "./drawings/drawing.js";

/** @throws NumericalError naming the first number, or point of a curve, that is not finite */
export function checkDrawing({ numbers, panels }: Pick<Drawing, "numbers" | "panels">): void {
  for (const { name, value, doc, absent } of numbers)
    if (absent === undefined && !Number.isFinite(value))
      throw new NumericalError(
        `the figure's number "${name}" (${doc}) is ${value}; accepted: a finite number. Nothing that is drawn beside it can be relied on`,
      );
  for (const panel of panels) for (const series of panel.series) checkSeries(panel, series);
}

function checkSeries({ title, x: axis, y }: Panel, series: Series): void {
  for (const key of ["x", "y", "low", "high"] as const) {
    const values = series[key];
    const k = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
    if (k < 0) continue;
    const label = key === "x" ? axis.label : y.label;
    const at =
      key === "x"
        ? `at point ${k}`
        : `at ${axis.label || "place"} ${formatQuantity(series.x[k]!, axis.unit)}`;
    throw new NumericalError(
      `panel "${title}": ${label} of the curve "${series.name}" is ${values![k]} ${at}; accepted: finite numbers`,
    );
  }
}
