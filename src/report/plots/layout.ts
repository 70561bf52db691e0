/** Pictures of a figure laid out: as a grid that wraps in a page, and as one SVG document that stands alone. */
import { writeCsv } from "../formats/csv.js";
import { html, type Markup, trusted } from "../markup.js";
import { GAP, type Item, type LegendEntry } from "./item.js";
import type { ReportFigure } from "./model.js";
import { themed } from "./palette.js";
import { inPage, pictureText, still, svgDocument, WIDTH } from "./svg.js";

const TITLE = 24;
const LEGEND_LINE = 17;

/** As many pictures in a row as there is room for. */
export function pageGrid(items: readonly Item[]): Markup {
  if (items.length === 1 && items[0]!.heading === undefined && !items[0]!.legend) return pictures(items[0]!);
  return html`<div class="grid">${items.map(
    (item) => html`<div class="cell of${item.columns}">${
      item.heading === undefined ? null : html`<p class="heading">${item.heading}</p>`
    }${legendOf(item)}${pictures(item)}</div>
`,
  )}</div>`;
}

function pictures({ picture, narrow }: Item): Markup {
  return narrow ? html`${inPage(picture, " wide")}${inPage(still(narrow), " narrow")}` : inPage(picture);
}

function legendOf({ legend = [] }: Item): Markup | null {
  if (legend.length === 0) return null;
  const key = (entry: LegendEntry) =>
    trusted(`<svg aria-hidden="true" width="18" height="12">${themed(keyOf(entry, 0, 6).text)}</svg>`);
  return html`<p class="legend">${legend.map((entry) => html`<span>${key(entry)} ${entry.name}</span> `)}</p>`;
}

/** @returns  a whole SVG document */
export function standAlone(label: string, items: readonly Item[]): string {
  const parts: string[] = [];
  let height = 0;
  for (const { item, x, y, legend } of placed(items)) {
    const top = y + headOf(item, legend.length);
    const heading =
      item.heading === undefined
        ? null
        : html`<text x="4" y="15" font-weight="600">${pictureText(item.heading)}</text>`;
    const head = html`<g transform="translate(${x},${y})" text-anchor="start">${heading}
${legend.map((entries, line) => entries.map((e) => entryOf(e, TITLE + LEGEND_LINE * line)))}</g>`;
    const drawn = `<g transform="translate(${x},${top})">${item.picture.inner}</g>\n`;
    parts.push(heading || legend.length > 0 ? head.text + drawn : drawn);
    height = Math.max(height, top + item.picture.height);
  }
  const [only] = items;
  const width = items.length === 1 && only!.columns < 6 ? only!.picture.width : WIDTH;
  return svgDocument(label, width, height, parts.join(""));
}

type Columns = Readonly<Record<string, ArrayLike<number | string>>>;

/**
 * Pictures as a figure of a page, with its files.
 * @param columns  of its CSV file: the numbers drawn, in SI units; undefined where another file has them
 */
export function figureOf(
  words: Omit<ReportFigure, "body" | "downloads">,
  items: readonly Item[],
  columns?: Columns,
): ReportFigure {
  const { id, title } = words;
  return {
    ...words,
    body: pageGrid(items),
    downloads: [
      { name: `${id}.svg`, type: "image/svg+xml", text: standAlone(title, items) },
      ...(columns
        ? [{ name: `${id}.csv`, type: "text/csv", text: writeCsv(drawnNumbers(columns)) } as const]
        : []),
    ],
  };
}

/** Digits that a drawn number has. */
const DIGITS = 5;

/** Numbers as exact as a picture needs them: the run's own files have them whole. */
function drawnNumbers(columns: Columns): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      Array.from(column, (value) => (typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value)),
    ]),
  );
}

interface PlacedEntry {
  readonly entry: LegendEntry;
  readonly x: number;
}

function headOf(item: Item, lines: number): number {
  return item.heading === undefined && lines === 0 ? 0 : TITLE + LEGEND_LINE * lines;
}

/** Rows of six columns, filled from the left. */
function placed(items: readonly Item[]) {
  const column = (WIDTH + GAP) / 6;
  let [used, top, rowHeight] = [0, 0, 0];
  return items.map((item) => {
    if (used + item.columns > 6) {
      top += rowHeight + GAP;
      [used, rowHeight] = [0, 0];
    }
    const legend = legendLines(item.legend ?? [], item.picture.width);
    const at = { item, x: Math.floor(used * column), y: top, legend };
    rowHeight = Math.max(rowHeight, headOf(item, legend.length) + item.picture.height);
    used += item.columns;
    return at;
  });
}

function legendLines(entries: readonly LegendEntry[], width: number): PlacedEntry[][] {
  if (entries.length === 0) return [];
  const lines: PlacedEntry[][] = [[]];
  let x = 4;
  for (const entry of entries) {
    // Letters of this face are some 6.8 pixels wide on average.
    const size = Math.round(36 + 6.8 * entry.name.length);
    if (x + size > width && lines.at(-1)!.length > 0) {
      lines.push([]);
      x = 4;
    }
    lines.at(-1)!.push({ entry, x });
    x += size;
  }
  return lines;
}

function entryOf({ entry, x }: PlacedEntry, y: number): Markup {
  return html`${keyOf(entry, x, y + 6)}<text x="${x + 23}" y="${y + 10}">${pictureText(entry.name)}</text>`;
}

/** What a series looks like, 18 pixels wide. */
function keyOf({ colour, mark }: LegendEntry, x: number, middle: number): Markup {
  switch (mark) {
    case "dots":
      return html`<circle cx="${x + 9}" cy="${middle}" r="3.4" fill="${colour}"/>`;
    case "outline":
      return html`<circle cx="${x + 9}" cy="${middle}" r="4.6" fill="none" stroke="${colour}" stroke-width="1.8"/>`;
    case "bars":
      return html`<rect x="${x + 2}" y="${middle - 5}" width="12" height="10" fill="${colour}"/>`;
    default:
      return html`<line x1="${x}" y1="${middle}" x2="${x + 18}" y2="${middle}" stroke="${colour}" stroke-width="2"${mark === "dashed" ? trusted(' stroke-dasharray="5 4"') : null}/>`;
  }
}
