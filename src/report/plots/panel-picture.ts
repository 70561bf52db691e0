import type { KindResult } from "../../experiment/kind.js";
import { kindOf } from "../../experiment/kinds/index.js";
import { html, trusted } from "../markup.js";
import { plotOf } from "./model.js";
import { panelsSvg } from "./panels.js";

export const panelPicture = plotOf<KindResult>(
  "the panels that a run brings along as one picture",
  ["panels"],
  async (result) => {
    const { panels = [] } = result;
    const words = kindOf(result.kind).page.panels?.(result);
    if (panels.length === 0 || !words) return null;
    return {
      id: words.id,
      title: words.title,
      body: html`${trusted(await panelsSvg(words.title, panels))}`,
      caption: html`${words.caption}`,
    };
  },
);
