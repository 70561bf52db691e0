import type { Kind } from "../../kind.js";
import type { Row } from "../../text.js";
import { writtenNumber } from "./drawings/ratio.js";
import { type FigureFacts, figureFacts, figureFactsShape } from "./facts.js";
import { figureExtrapolations } from "./gates.js";
import { figureNeeds } from "./needs.js";
import { figureKeyTables, figurePicture, figureRemarks } from "./page.js";
import type { FigureMetrics, FigureResult } from "./result.js";
import { runFigure } from "./run.js";
import type { FigureSpec } from "./spec.js";
import { figureDetailsShape, figureMetricsShape } from "./stored.js";

export const figure: Kind<FigureSpec, FigureResult, FigureFacts> = {
  doc: "draw a figure of device physics",
  run: runFigure,
  needs: figureNeeds,
  extrapolations: figureExtrapolations,
  measures: ({ numbers }) => numbers,
  compared: [],
  columns: [],
  summary,
  page: {
    facts: figureFacts,
    keyFigures: () => [],
    keyTables: figureKeyTables,
    remarks: figureRemarks,
    panels: figurePicture,
  },
  step: "device",
  stored: { metrics: figureMetricsShape, details: figureDetailsShape, facts: figureFactsShape },
};

/** Most numbers that are shown where nothing is checked. */
const SHOWN = 24;

/** Statements of the paper first; the numbers alone where there are none. */
function summary({ checks, numbers }: FigureMetrics): Row[] {
  if (checks.length === 0) return numbers.slice(0, SHOWN).map((n) => [n.name, writtenNumber(n, 4)]);
  return checks.map((c) => [
    c.fact,
    `${c.number} = ${c.ours}; paper: ${c.paper}${c.holds ? "" : " (does not hold)"}`,
  ]);
}
