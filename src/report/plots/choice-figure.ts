/** Learning curve, conductances and rules of a choice run as one picture. */
import type { ChoiceResult } from "../../experiment/kinds/choice/result.js";
import { html, trusted } from "../markup.js";
import type { Figure } from "./figure.js";
import { panelsSvg } from "./panels.js";

export async function choiceFigure({ metrics, panels }: ChoiceResult): Promise<Figure | null> {
  if (panels.length === 0) return null;
  const title = "Choices, conductances and rules";
  return {
    id: "choices",
    title,
    body: html`${trusted(await panelsSvg(title, panels))}`,
    caption: html`(a) Fraction of right choices in blocks of trials with 95 % Wilson intervals, n = ${metrics.trials} trials,
      trials without an answer counted as wrong. (b) Mean conductance of the synapses from each stimulus' inputs to each
      choice's neurons after every trial.${panels.length > 2 ? " (c) Net change by one pair of spikes at each value of the signal, integrated exactly, at G = G₀." : ""}`,
  };
}
