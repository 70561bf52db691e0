/** The panels of a figure of device physics as one picture. */
import type { FigureResult } from "../../experiment/kinds/figure/result.js";
import { html, trusted } from "../markup.js";
import type { Figure } from "./figure.js";
import { panelsSvg } from "./panels.js";

export async function panelFigure({ metrics, panels, notes }: FigureResult): Promise<Figure | null> {
  if (panels.length === 0) return null;
  return {
    id: "panels",
    title: metrics.title,
    body: html`${trusted(await panelsSvg(metrics.title, panels))}`,
    caption: html`${panels.map((p, k) => `${panels.length > 1 ? `(${String.fromCharCode(97 + k)}) ` : ""}${p.title}.`).join(" ")} ${notes[0] ?? ""}`,
  };
}
