/** Plots of the user's own, for the report: a module gives a picture as SVG text, and needs nothing of spikion's. */
import { type Contract, descriptionProblems, type Family, functionExport, textExport } from "../core/part.js";
import type { KindFacts, KindResult } from "./kind.js";

/** A figure for the report. */
export interface OwnFigure {
  /** Heading above the figure. */
  readonly title: string;
  /** One svg element with role="img" and an aria-label, or a title of its own. */
  readonly svg: string;
  /** What is drawn, its units, and how many of what it is drawn from; plain text. */
  readonly caption: string;
}

/** A plot of the user's own, as its module exports it. */
export interface OwnPlot {
  /** What the plot shows, in one line. */
  readonly doc: string;
  /**
   * The figure of a run; null where the run has nothing that it could show.
   * @param result  of the run: `kind`, `metrics`, and what else its kind keeps
   * @param facts  what is known of its spec
   * @returns the figure, or null where the run has nothing to draw
   */
  draw(result: KindResult, facts: KindFacts): OwnFigure | null | Promise<OwnFigure | null>;
}

/** What it draws is looked at when it is drawn: there is no run before. */
const contract: Contract<OwnPlot> = {
  exports: [textExport("doc"), functionExport("draw")],
  problems: descriptionProblems,
};

export const ownPlotFamily: Family<OwnPlot> = { name: "plots", noun: "a plot", table: {}, contract };
