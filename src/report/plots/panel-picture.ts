import type { KindResult } from "../../experiment/kind.js";
import { kindOf } from "../../experiment/kinds/index.js";
import { html } from "../markup.js";
import { plotOf } from "./model.js";
import { panelsFigure } from "./panels.js";

export const panelPicture = plotOf<KindResult>(
  "the panels that a run brings along as one picture",
  ["panels"],
  async (result) => {
    const { panels = [] } = result;
    const words = kindOf(result.kind).page.panels?.(result);
    if (panels.length === 0 || !words) return null;
    const { id, title, caption } = words;
    return panelsFigure({ id, title, caption: html`${caption}` }, panels);
  },
);
