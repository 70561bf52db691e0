/** Charts as SVG text: Observable Plot on a DOM that exists only for this, both loaded when first needed. */
import type { PlotOptions } from "@observablehq/plot";
import { html, type Markup, trusted } from "../markup.js";
import { INK } from "./palette.js";

/** Of a figure that fills the page, CSS pixels. */
export const WIDTH = 880;

export type Plot = typeof import("@observablehq/plot");

/**
 * @param label  what the picture shows, for readers who cannot see it
 * @param build  the chart, in Plot's terms; sizes are CSS pixels
 */
export async function drawSvg(label: string, build: (plot: Plot) => PlotOptions): Promise<Markup> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<html><body></body></html>");
  const options = build(plot);
  const svg = plot.plot({
    ...options,
    document,
    style: {
      background: "white",
      color: INK,
      fontFamily: "system-ui, sans-serif",
      fontSize: "12px",
      overflow: "visible",
    },
  });
  // The label is added as text: the serialiser escapes text nodes, but leaves "<" in attributes as it is.
  const opening = html`<svg role="img" aria-label="${label}"`.text;
  return trusted(String(svg.outerHTML).replace("<svg", () => opening));
}

/** Numbers of both arrays as rows for a mark. */
export function points(x: ArrayLike<number>, y: ArrayLike<number>): { x: number; y: number }[] {
  return Array.from({ length: Math.min(x.length, y.length) }, (_, k) => ({ x: x[k]!, y: y[k]! }));
}
