/** The result in a table, uncertainty and number of cases beside every estimate. */
import { formatQuantity } from "../core/units.js";
import { percent } from "../core/written.js";
import type { KindFacts, KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import type { Measure } from "../experiment/measure.js";
import { html, type Markup } from "./markup.js";
import { rowTable, textTable } from "./words.js";

export function keyFigures({ kind: name, metrics }: KindResult, facts: KindFacts): Markup {
  const { measures, page } = kindOf(name);
  const cards = measures(metrics).flatMap((m) => (m.interval ? [card(m, m.interval)] : []));
  const headline = cards.length > 0 ? html`<div class="headline">${cards}</div>` : null;
  return html`${headline}
${rowTable("key figures", page.keyFigures(metrics, facts))}
${(page.keyTables?.(metrics) ?? []).map(textTable)}`;
}

/** An estimate with its interval; numbers without a unit are fractions. */
function card({ doc, value, unit, cases }: Measure, [low, high]: readonly [number, number]): Markup {
  const written = (x: number) => (unit === "1" ? percent(x, 2) : formatQuantity(x, unit));
  const from = unit === "1" ? (100 * low).toFixed(2) : written(low);
  const n = cases === undefined ? "" : `, ${cases}`;
  return html`<div><span>${doc}</span><b>${written(value)}</b><span>95 % CI ${from} to ${written(high)}${n}</span></div>`;
}
