/** Texts and tables of a run as HTML. */
import type { Piece, Row, Text, TextTable } from "../experiment/text.js";
import { html, type Markup } from "./markup.js";

/**
 * A table that may be wider than the page: reached by keys, it can be moved sideways.
 * @param name  what it is of
 */
export function scroll(name: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${name}">${table}</div>`;
}

export function words(text: Text): Markup {
  return typeof text === "string" ? html`${text}` : html`${text.map(piece)}`;
}

function piece(part: Piece): Markup {
  if (typeof part === "string") return html`${part}`;
  if ("code" in part) return html`<code>${part.code}</code>`;
  if ("strong" in part) return html`<b>${part.strong}</b>`;
  return html`<span class="assumed">${part.mark}</span>`;
}

/** What it is, and how much. @param name  what the rows are of */
export function rowTable(name: string, rows: readonly Row[]): Markup | null {
  if (rows.length === 0) return null;
  return scroll(
    name,
    html`<table><tbody>
${rows.map(([what, text]) => html`<tr><th scope="row">${what}</th><td>${words(text)}</td></tr>`)}
</tbody></table>`,
  );
}

/** A table; the first column of one without a header names its rows. */
export function textTable({ title, folded, header, rows, numeric = [] }: TextTable): Markup {
  const head = header
    ? html`<thead><tr>${header.map((h) => (h === "" ? html`<td></td>` : html`<th scope="col">${h}</th>`))}</tr></thead>`
    : null;
  const cell = (text: Text, column: number) => {
    if (!header && column === 0) return html`<th scope="row">${words(text)}</th>`;
    return numeric.includes(column)
      ? html`<td class="number">${words(text)}</td>`
      : html`<td>${words(text)}</td>`;
  };
  const table = scroll(
    title ?? folded?.summary ?? "table",
    html`<table class="names">${head}<tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}
</tbody></table>`,
  );
  const named = html`${title === undefined ? null : html`<h3>${title}</h3>`}${table}`;
  if (!folded) return named;
  return html`<details${folded.open ? html` open` : null}><summary>${folded.summary}</summary>${named}</details>`;
}
