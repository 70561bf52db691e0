import type { KindFacts, KindResult } from "../../experiment/kind.js";
import type { PhysicsFacts } from "../../experiment/physics-facts.js";
import type { Download } from "../downloads.js";
import type { Markup } from "../markup.js";

/** One numbered figure of a report. */
export interface ReportFigure {
  /** Anchor in the page, unique in a report. */
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
  /** What is drawn, its units, and how many of what it is drawn from. */
  readonly caption: Markup;
  /** What it is drawn from, and it alone. */
  readonly downloads?: readonly Download[];
  /** Whether half of a wide page is enough for it. */
  readonly half?: boolean;
}

export interface Plot {
  /** What it shows. */
  readonly doc: string;
  /** The figure, or null where the run has nothing to draw. */
  draw(result: KindResult, facts: KindFacts): Promise<ReportFigure | null>;
}

/**
 * A plot of every run whose result has certain parts, whatever its kind.
 * @param parts  keys that tell such a result from others
 * @param draw  given a result that has them
 */
export function plotOf<R extends KindResult, F extends KindFacts = KindFacts>(
  doc: string,
  parts: readonly (keyof R & string)[],
  draw: (result: R, facts: F) => Promise<ReportFigure | null>,
): Plot {
  return {
    doc,
    draw: async (result, facts) =>
      parts.every((part) => part in result) ? draw(result as R, facts as F) : null,
  };
}

/** A plot of every run whose synapses are devices. */
export function physicsPlot(
  doc: string,
  draw: (physics: PhysicsFacts) => Promise<ReportFigure | null>,
): Plot {
  return { doc, draw: async (_, { physics }) => (physics ? draw(physics) : null) };
}
