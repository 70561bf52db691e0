import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import type { SimulateResult } from "../../experiment/kinds/simulate/result.js";
import type { ClassifyFacts, SimulateFacts } from "../facts.js";
import type { Markup } from "../markup.js";
import type { PhysicsFacts } from "../physics-facts.js";

/** One numbered figure of a report. */
export interface Figure {
  /** Anchor in the page, unique in a report. */
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
  /** What is drawn, its units, and how many of what it is drawn from. */
  readonly caption: Markup;
}

/** Draws one figure, or null where the run has nothing to draw. */
export type ClassifyPlot = (result: ClassifyResult, facts: ClassifyFacts) => Promise<Figure | null>;
export type SimulatePlot = (result: SimulateResult, facts: SimulateFacts) => Promise<Figure | null>;
export type PhysicsPlot = (physics: PhysicsFacts) => Promise<Figure | null>;
