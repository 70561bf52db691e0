/** Figures by plots of the user's own. What one cannot draw is said in the report, and costs no other figure. */
import { messageOf } from "../../core/part.js";
import type { KindFacts, KindResult } from "../../experiment/kind.js";
import type { OwnPlot } from "../../experiment/own-plot.js";
import { html, trusted } from "../markup.js";
import { figureProblems, isOneSvg } from "./conformance.js";
import type { ReportFigure } from "./model.js";

/** A plot as a config names it, or in words why it is not there. */
export interface NamedPlot {
  readonly name: string;
  readonly plot: OwnPlot | string;
}

export interface OwnFigures {
  readonly figures: readonly ReportFigure[];
  /** A sentence for each plot that is left out. */
  readonly problems: readonly string[];
}

export async function ownFigures(
  plots: readonly NamedPlot[],
  result: KindResult,
  facts: KindFacts,
): Promise<OwnFigures> {
  const figures: ReportFigure[] = [];
  const problems: string[] = [];
  for (const [k, { name, plot }] of plots.entries()) {
    const leaveOut = (why: string) => problems.push(`The plot of ${name} is left out: ${why}.`);
    if (typeof plot === "string") leaveOut(plot);
    else
      try {
        // Of a copy: what a plot changes is its own.
        const drawn = await plot.draw(structuredClone(result), structuredClone(facts));
        if (drawn === null) continue;
        const { title, svg, caption } = drawn;
        const body = trusted(String(svg));
        const figure = {
          id: `own-${k}`,
          title: String(title ?? ""),
          body,
          caption: html`${String(caption ?? "")}`,
        };
        const found = figureProblems(figure);
        if (found.length > 0) leaveOut(found.join("; "));
        else if (!isOneSvg(body.text)) leaveOut("its svg is not one svg element");
        else if (noNumber(figure) !== undefined) leaveOut(noNumber(figure)!);
        else figures.push(figure);
      } catch (error) {
        leaveOut(messageOf(error));
      }
  }
  return { figures, problems };
}

/** What is written in it and is no number, in words; attributes are looked at with all else that is wrong. */
function noNumber({ title, body, caption }: ReportFigure): string | undefined {
  for (const [part, text] of Object.entries({ title, svg: body.text, caption: caption.text })) {
    const found = /\bNaN\b|\bInfinity\b/.exec(text.replace(/<[^>]*>/g, " "));
    if (found) return `its ${part} says ${found[0]}, which is no number`;
  }
  return undefined;
}
