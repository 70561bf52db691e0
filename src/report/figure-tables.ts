/** A figure's numbers and tables: what it says about the paper first. */
import type { FigureMetrics, FigureResult } from "../experiment/kinds/figure/result.js";
import { html, type Markup } from "./markup.js";
import { quantity } from "./plots/scale.js";

export function figureFigures({ checks, numbers }: FigureMetrics): Markup {
  const statements =
    checks.length === 0
      ? null
      : html`<div class="scroll"><table><thead><tr><th>statement</th><th>paper</th><th>here</th><th>how</th><th></th></tr></thead><tbody>
${checks.map((c) => html`<tr><td>${c.fact}</td><td>${c.paper}</td><td>${c.number} = ${c.ours}</td><td>${c.how}</td><td>${c.holds ? "holds" : html`<span class="assumed">does not hold</span>`}</td></tr>`)}
</tbody></table></div>`;
  return html`${statements}
<details${checks.length === 0 ? html` open` : null}><summary>All ${numbers.length} numbers of this figure</summary><div class="scroll"><table><tbody>
${numbers.map((n) => html`<tr><th><code>${n.name}</code></th><td class="number">${quantity(n.value, n.unit, 5)}</td><td>${n.doc}</td></tr>`)}
</tbody></table></div></details>`;
}

export function figureTables({ tables, notes }: FigureResult): Markup | null {
  if (tables.length + notes.length === 0) return null;
  return html`${notes.length > 0 ? html`<ul>${notes.map((n) => html`<li>${n}</li>`)}</ul>` : null}
${tables.map(
  ({
    title,
    header,
    rows,
  }) => html`<h3>${title}</h3><div class="scroll"><table><thead><tr>${header.map((h) => html`<th>${h}</th>`)}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${marked(cell)}</td>`)}</tr>`)}
</tbody></table></div>`,
)}`;
}

/** What is assumed stands out. */
function marked(cell: string): Markup {
  return /\(assumed\)$/.test(cell)
    ? html`${cell.replace(/ \(assumed\)$/, "")} <span class="assumed">assumed</span>`
    : html`${cell}`;
}
