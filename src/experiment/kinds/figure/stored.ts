/** What the files of a figure must be like to be read again. */
import { flag, list, number, numberOrNaN, object, optional, text, word } from "../../shape.js";
import { panels, unit } from "../../stored.js";
import type { FigureNumber, FigureTable } from "./drawings/drawing.js";
import type { CheckResult, FigureMetrics, FigureResult } from "./result.js";

export const figureMetricsShape = object<FigureMetrics>({
  kind: word("figure"),
  figure: text,
  title: text,
  checks: list(
    object<CheckResult>({
      fact: text,
      paper: text,
      number: text,
      value: numberOrNaN,
      absent: optional(text),
      unit,
      ours: text,
      how: text,
      holds: flag,
      bounds: object<CheckResult["bounds"]>({ from: optional(number), to: optional(number) }),
    }),
  ),
  numbers: list(
    object<FigureNumber>({ name: text, value: numberOrNaN, unit, doc: text, absent: optional(text) }),
  ),
  seed: text,
  interrupted: flag,
  extrapolation: optional(list(text)),
});

export const figureDetailsShape = object<Omit<FigureResult, "metrics">>({
  kind: word("figure"),
  panels,
  tables: list(object<FigureTable>({ title: text, header: list(text), rows: list(list(text)) })),
  notes: list(text),
});
