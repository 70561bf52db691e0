/** Draws a figure of device physics and holds its numbers against what the paper says. */
import type { RunOptions } from "../../options.js";
import type { DrawOptions, FigureNumber } from "./drawings/drawing.js";
import { figures } from "./drawings/index.js";
import { writtenNumber } from "./drawings/ratio.js";
import { checkDrawing } from "./finite.js";
import type { CheckResult, FigureResult } from "./result.js";
import type { CheckSpec, FigureName, FigureSpec, FigureSpecOf } from "./spec.js";

export async function runFigure(spec: FigureSpec, options: RunOptions): Promise<FigureResult> {
  const { threads = 1 } = options;
  if (threads > 1)
    options.notice?.(`${threads} threads were asked for, one computes: a figure has no layer to share`);
  options.progress?.({ phase: "draw", unit: "devices", done: 0, total: 1 });
  const drawing = await drawn(spec, {
    progress: (done, total) => options.progress?.({ phase: "draw", unit: "devices", done, total }),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.backends ? { backends: options.backends } : {}),
  });
  options.progress?.({ phase: "draw", unit: "devices", done: 1, total: 1 });
  checkDrawing(drawing);
  const { numbers, panels, tables = [], notes, partial = false } = drawing;
  return {
    kind: "figure",
    metrics: {
      kind: "figure",
      figure: spec.figure,
      title: spec.title,
      checks: spec.checks.map((check) => judged(check, numbers)),
      numbers: numbers.map((n) => ({ ...n })),
      seed: spec.seed,
      // A figure that was done when the signal came is a whole one.
      interrupted: partial,
    },
    panels,
    tables,
    notes,
  };
}

function drawn<N extends FigureName>(spec: FigureSpecOf<N>, options: DrawOptions) {
  const { draw } = figures[spec.figure as N];
  return draw(spec, options);
}

/** A check that does not fit its figure: something in the experiment's file. */
export class CheckError extends Error {
  override readonly name = "CheckError";
}

/** @throws CheckError naming the numbers there are, where the check asks for another, or has another unit */
function judged(check: CheckSpec, numbers: readonly FigureNumber[]): CheckResult {
  const { fact, number, from, to, paper, how } = check;
  const found = numbers.find((n) => n.name === number);
  if (!found)
    throw new CheckError(
      `checks: the one of ${fact} asks for the number "${number}"; this figure has: ${numbers.map((n) => n.name).join(", ")}`,
    );
  const { value, unit, absent } = found;
  if (check.unit !== undefined && check.unit !== unit)
    throw new CheckError(
      `checks: the bounds of ${fact} are in ${check.unit}; accepted: the unit of ${number}, ${unit}`,
    );
  return {
    fact,
    paper,
    number,
    value,
    unit,
    ours: writtenNumber(found, 4),
    how,
    holds: Number.isFinite(value) && value >= (from ?? -Infinity) && value <= (to ?? Infinity),
    ...(absent === undefined ? {} : { absent }),
    bounds: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
  };
}
