/** Charts as SVG text: Observable Plot on a DOM that exists only for this, both loaded when first needed. */
import type { PlotOptions } from "@observablehq/plot";
import { spread } from "../formats/spread.js";
import { html, type Markup, trusted } from "../markup.js";
import { subscriptParts } from "../subscripts.js";
import { compact } from "./compact.js";
import { GROUND, INK, themed } from "./palette.js";

/** Of a picture that fills the page, and of one that fills half of it or a telephone; CSS pixels. */
export const WIDTH = 880;
export const HALF = 432;
/** Of all text in a picture. */
export const FONT_SIZE = 12;

export type Plot = typeof import("@observablehq/plot");

/** A chart before it is put anywhere: in plain colours, without a ground. */
export interface Picture {
  /** What it shows, for readers who cannot see it. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** What the svg element holds. */
  readonly inner: string;
}

/**
 * @param label  what the picture shows, for readers who cannot see it
 * @param build  the chart, in Plot's terms; sizes are CSS pixels
 */
export async function drawPicture(label: string, build: (plot: Plot) => PlotOptions): Promise<Picture> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<html><body></body></html>");
  const svg = plot.plot({ ...build(plot), document, style: { fontSize: `${FONT_SIZE}px` } });
  const whole = String(svg.outerHTML);
  const size = (name: string) => Number(new RegExp(`^<svg[^>]* ${name}="([\\d.]+)"`).exec(whole)?.[1]);
  return { label, width: size("width"), height: size("height"), inner: plain(whole) };
}

/** Plot's marks without its frame, in attributes that every program that draws SVG knows. */
function plain(svg: string): string {
  const inner = svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>$/, "")
    .replace(/<style>[\s\S]*?<\/style>/, "")
    // Names of groups, which no reader of a page can use: ours to find them by.
    .replace(/ aria-(?:hidden|description)="[^"]*"/g, "")
    .replace(/<g ([^>]*)aria-label="([^"]*)"/g, (_, before: string, name: string) =>
      before.includes("class=") ? `<g ${before}` : `<g ${before}class="${name.replaceAll(/\W+/g, "-")}"`,
    )
    .replace(/ aria-label="[^"]*"/g, "")
    .replaceAll('"currentColor"', `"${INK}"`)
    .replaceAll('="white"', `="${GROUND}"`);
  return withSubscripts(compact(inner));
}

/** V_pre with a lowered "pre", in the text of a picture. */
function withSubscripts(svg: string): string {
  return svg.replace(/<title>[^<]*<\/title>|>([^<]+)</g, (whole, text?: string) =>
    text === undefined ? whole : `>${lowered(text)}<`,
  );
}

/** @param text  escaped */
function lowered(text: string): string {
  const parts = subscriptParts(text);
  return parts
    .map(({ plain: before, below }, k) => {
      const raised = k > 0 && before !== "" ? `<tspan dy="-0.2em">${before}</tspan>` : before;
      return below === "" ? raised : `${raised}<tspan dy="0.25em" font-size="11.2">${below}</tspan>`;
    })
    .join("");
}

/** Text that is put into a picture beside Plot's. */
export function pictureText(text: string): Markup {
  return trusted(lowered(html`${text}`.text));
}

/** Of every svg element that holds pictures: what Plot's own has. */
const FRAME = `font-family="system-ui, sans-serif" font-size="${FONT_SIZE}" text-anchor="middle" fill="${INK}"`;

/** A picture without what says its numbers when it is pointed at. */
export function still(picture: Picture): Picture {
  return { ...picture, inner: picture.inner.replace(HOVER, "") };
}

/** A picture within a page: its colours are the page's. @param kind  further class names */
export function inPage({ label, width, height, inner }: Picture, kind = ""): Markup {
  // Narrower, letters could not be read; wider, they would be larger than the page's own.
  const [least, most] = [0.76 * width, Math.min(WIDTH, 1.2 * width)].map(Math.round);
  const opening = html`<svg class="plot${kind}" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="min-width:${least}px;max-width:${most}px" `;
  return trusted(`${opening.text}${themed(FRAME)}>${themed(inner)}</svg>`);
}

/** A whole document of what is drawn, on white. @param drawn  of plain colours */
export function svgDocument(label: string, width: number, height: number, drawn: string): string {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const title = html`<title>${label}</title>`.text;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" ${FRAME}>${title}<rect width="${width}" height="${height}" fill="${GROUND}"/>
${drawn.replace(HOVER, "")}</svg>
`;
}

/** What only a page can use: places that say their numbers when they are pointed at. */
const HOVER = /<g [^>]*class="hits"[^>]*>[\s\S]*?<\/g>|<title>[^<]*<\/title>/g;

/** Numbers of both arrays as rows for a mark. */
export function points(x: ArrayLike<number>, y: ArrayLike<number>): { x: number; y: number }[] {
  return Array.from({ length: Math.min(x.length, y.length) }, (_, k) => ({ x: x[k]!, y: y[k]! }));
}

/** Points of a line that say their numbers: enough to read it off, few enough for a page. */
const HITS = 16;

/**
 * Places along a line that say what is there when they are pointed at; they are not seen before.
 * @param says  of a row
 */
export function hits<R>(
  plot: Plot,
  rows: readonly R[],
  channels: { readonly x: string; readonly y: string; readonly fill: string },
  says: (row: R) => string,
) {
  return plot.dot(
    spread(rows.length, HITS).map((k) => rows[k]!),
    { ...channels, r: 7, fillOpacity: 0, className: "hits", title: says },
  );
}
